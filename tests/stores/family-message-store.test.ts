import { beforeAll, describe, expect, test } from "vitest";
import type { FamilyMessage } from "../../domain/family-messages/thread.ts";
import { minute } from "../../domain/model/time.ts";
import { newNotification } from "../../domain/notify/notification.ts";
import type { TableEngine } from "../../domain/ports.ts";
import { FamilyMessageStore } from "../../stores/family-message-store.ts";
import { NotificationStore } from "../../stores/notification-store.ts";
import { enginesUnderTest } from "../engines.ts";

const now = Date.parse("2026-11-22T02:00:00Z");

function message(personId: string, id: string, over: Partial<FamilyMessage> = {}): FamilyMessage {
  const of = { residentId: "r1", personId, facilityId: "home-1" };
  return { ...of, id, at: now, by: { kind: "relative" }, text: `words of ${id}`, ...over };
}

describe.each(enginesUnderTest())("on $name", ({ open }) => {
  let engine: TableEngine;
  let store: FamilyMessageStore;

  beforeAll(async () => {
    engine = await open({ now: () => now });
    store = new FamilyMessageStore(engine);
  });

  test("a message stands once under its id, in the thread of its relative alone", async () => {
    const first = message("daughter", "m1");
    expect(await store.add(first)).toBe("added");
    expect(await store.add({ ...first, text: "others" })).toBe("already-exists");
    expect(await store.find(first, "m1")).toEqual(first);
    expect(await store.find({ residentId: "r1", personId: "son" }, "m1")).toBeUndefined();
    expect((await store.list({ residentId: "r1", personId: "son" }, { limit: 5 })).items).toEqual([]);
    expect(await store.findThread(first)).toMatchObject({ teamUnread: 1, relativeUnread: 0, last: { id: "m1" } });
  });

  test("of many at once none is lost, and the thread counts them", async () => {
    const all = Array.from({ length: 8 }, (_, n) => message("many", `m${n}`, { at: now + n }));
    expect(await Promise.all(all.map((one) => store.add(one)))).toEqual(all.map(() => "added"));
    expect((await store.list(all[0] as FamilyMessage, { limit: 20 })).items).toHaveLength(8);
    expect((await store.findThread(all[0] as FamilyMessage))?.teamUnread).toBe(8);
  });

  test("a thread is read in pages, the newest first", async () => {
    const of = { residentId: "r1", personId: "pages" };
    for (let n = 0; n < 7; n += 1) await store.add(message("pages", `m${n}`, { at: now + n * minute }));
    const ids: string[] = [];
    let before: string | undefined;
    do {
      const page = await store.list(of, { limit: 3, before });
      ids.push(...page.items.map(({ id }) => id));
      before = page.next;
    } while (before !== undefined);
    expect(ids).toEqual(["m6", "m5", "m4", "m3", "m2", "m1", "m0"]);
  });

  test("a facility finds its threads, who wrote last first", async () => {
    for (const [n, personId] of ["a", "b", "c"].entries())
      await store.add(message(personId, "m", { facilityId: "home-2", at: now + n }));
    await store.add(message("a", "m2", { facilityId: "home-2", at: now + 9 }));
    expect((await store.listByFacility("home-2", 10)).items.map(({ personId }) => personId)).toEqual(["a", "c", "b"]);
    expect((await store.listByFacility("home-2", 2)).items).toHaveLength(2);
  });

  test("who is to be told is written with the message, or not at all", async () => {
    const asked = {
      alertId: "family-message-told",
      facilityId: "home-1",
      round: 0,
      step: 0,
      channel: "sms",
      priority: "low",
    } as const;
    const told = newNotification({ ...asked, to: { kind: "person", personId: "daughter" } }, now);
    await store.add(message("told", "m1"), [told]);
    const notifications = new NotificationStore(engine);
    expect(await notifications.find(told.id)).toEqual(told);
    expect(await store.add(message("told", "m1"), [{ ...told, id: `${told.id}x` }])).toBe("already-exists");
    expect(await notifications.find(`${told.id}x`)).toBeUndefined();
  });

  test("what was read is read, up to then, by its side alone", async () => {
    const of = message("reading", "m1");
    await store.add(of);
    expect((await store.annotate(of, "relative", now))?.teamUnread).toBe(1);
    expect((await store.annotate(of, "team", now - 1))?.teamUnread).toBe(1);
    expect((await store.annotate(of, "team", now))?.teamUnread).toBe(0);
    expect(await store.annotate({ residentId: "r1", personId: "nobody" }, "team", now)).toBeUndefined();
  });

  test("a picture is kept once under its id", async () => {
    const picture = {
      id: "p1",
      type: "image/jpeg",
      width: 4,
      height: 3,
      residentId: "r1",
      facilityId: "home-1",
      sentAt: now,
    } as const;
    expect(await store.savePicture(picture)).toBe("saved");
    expect(await store.savePicture({ ...picture, residentId: "r2" })).toBe("already-exists");
    expect(await store.findPicture("p1")).toEqual(picture);
    expect(await store.findPicture("p2")).toBeUndefined();
  });
});
