import { beforeEach, describe, expect, test } from "vitest";
import { familyPartOf } from "../../domain/family-telling/notifications.ts";
import { unansweredForMs, unwatchedForMs } from "../../domain/family-telling/stages.ts";
import type { FamilyWishes } from "../../domain/family-telling/wishes.ts";
import type { Person, Relation } from "../../domain/model/person.ts";
import { hour, minute, second } from "../../domain/model/time.ts";
import type { Notification } from "../../domain/notify/notification.ts";
import { queueEvent } from "../../functions/shell/events.ts";
import { AlertStore } from "../../stores/alert-store.ts";
import { NotificationStore } from "../../stores/notification-store.ts";
import { PersonStore } from "../../stores/person-store.ts";
import { channel, fall, staffed } from "./escalating.ts";
import { intercepted, recorded, World } from "./world.ts";

let world: World;

beforeEach(async () => {
  world = await new World().furnish();
  await staffed(world);
  await channel(world, {
    id: "push",
    settings: { kind: "web-push", keys: { publicKey: "B", privateKey: "p", contact: "mailto:a@example.com" } },
  });
});

const consent = (classes: NonNullable<Relation["consent"]>["classes"]): Relation => ({
  residentId: "resident-1",
  relation: "女儿",
  consent: { id: "c1", classes, from: 0 },
});

async function relative(
  id: string,
  relation: Relation = consent(["status-light", "alerts"]),
  { wishes, phone = "+8613900000009" }: { readonly wishes?: FamilyWishes; readonly phone?: string } = {},
): Promise<Person> {
  return world.person(id, {
    relations: [relation],
    reach: { phone, pushes: [], language: "zh" },
    ...(wishes !== undefined && { familyWishes: wishes }),
  });
}

async function change(id: string, to: (person: Person) => Partial<Person>): Promise<void> {
  const store = new PersonStore(world.tables);
  const before = (await store.find(id)) as Person;
  await store.save({ ...before, ...to(before), version: before.version + 1 });
}

/** Lets every timer for relatives go off that is due, those that it sets too. */
async function tell(): Promise<void> {
  for (let round = 0; round < 20; round += 1) {
    const due = [...world.queued.values()].filter(({ queue, dueAt }) => queue === "family-due" && dueAt <= world.now);
    if (due.length === 0) return;
    for (const { queue, name, dueAt } of due) {
      world.queued.delete(`${queue}#${name}`);
      await wake(name, dueAt);
    }
  }
}

async function wake(name: string, dueAt = world.now): Promise<unknown> {
  const messages = [{ messageId: name.slice(-80), timer: { name, dueAt }, receiveCount: 1 }];
  return world.invoke("tell-families", queueEvent("family-due", messages));
}

async function sweep(): Promise<void> {
  await world.invoke("sweep-families", recorded("schedule"));
}

const heard = (): readonly string[] =>
  world.sent.filter(({ message }) => message.id.startsWith("family-")).map(({ message }) => message.title);
const rows = async (alertId: string): Promise<readonly Notification[]> =>
  (await new NotificationStore(world.tables).listByAlert(familyPartOf(alertId))).items;
const act = (name: "acknowledge-alert" | "arrive-at-alert" | "release-alert", id: string) =>
  world.must(name, { id, as: "carer-wang", body: {} });
const resolve = (id: string, outcome: string) =>
  world.must("resolve-alert", { id, as: "carer-wang", body: { outcome } });

describe("a fall", () => {
  test("is told as it happens, with what is done and by whom, and how it ended", async () => {
    await relative("daughter");
    const id = await fall(world);
    await tell();
    world.pass(20 * second);
    await act("acknowledge-alert", id);
    await tell();
    world.pass(minute);
    await act("arrive-at-alert", id);
    await tell();
    world.pass(minute);
    await resolve(id, "false");
    await tell();
    expect(heard()).toEqual([
      "▲ 您的家人有紧急情况",
      "护理员已出发去看您的家人",
      "护理员已在您的家人身边",
      "经查看是误报，家人没事",
    ]);
    expect(JSON.stringify(world.sent)).not.toMatch(/王桂英|carer-wang|跌倒|205/);
    const told = world.sent.filter(({ message }) => message.id.startsWith("family-"));
    expect(new Set(told.map(({ message }) => message.tag))).toEqual(new Set([familyPartOf(id)]));
    expect(new Set(told.map(({ message }) => message.keepMs))).toEqual(new Set([12 * hour]));
  });

  test("is told once, however often its timers go off and the sweep comes by", async () => {
    await relative("daughter");
    await fall(world);
    const names = [...world.queued.values()].filter(({ queue }) => queue === "family-due").map(({ name }) => name);
    for (const name of [...names, ...names]) await wake(name);
    await sweep();
    await tell();
    for (const name of names) await wake(name);
    expect(heard()).toHaveLength(1);
  });

  test("is told in one message where the news come together", async () => {
    await relative("daughter");
    const id = await fall(world);
    await act("acknowledge-alert", id);
    world.pass(second);
    await act("arrive-at-alert", id);
    await tell();
    expect(heard()).toEqual(["护理员已在您的家人身边"]);
  });

  test("is told when every timer was lost, by the sweep", async () => {
    await relative("daughter");
    world.broken.add("timer");
    await world.invoke("ingest-event", recorded("iot-rule-fall"));
    world.broken.delete("timer");
    await tell();
    expect(heard()).toEqual([]);
    world.pass(minute);
    await sweep();
    await tell();
    expect(heard()).toEqual(["▲ 您的家人有紧急情况"]);
  });

  test("loses nothing, and tells nothing twice, whichever write of the telling fails", async () => {
    await relative("daughter");
    await relative("son", undefined, { phone: "+8613900000008" });
    await fall(world);
    for (let failing = 1; failing <= 8; failing += 1) {
      let writes = 0;
      world.engine = intercepted(world.tables, async () => {
        writes += 1;
        if (writes === failing) throw new Error("the machine stopped");
      });
      await tell();
      world.engine = world.tables;
      world.pass(minute);
      await sweep();
    }
    await tell();
    world.pass(minute);
    await sweep();
    await tell();
    const sent = world.sent.filter(({ message }) => message.id.startsWith("family-"));
    expect(new Set(sent.map(({ message }) => message.id)).size).toBe(2);
    const calls = await rows((await world.openAlerts("resident-1"))[0]?.id as string);
    expect(calls.map(({ state }) => state)).toEqual(["accepted", "accepted"]);
  });

  test("calls the staff as it would without a family", async () => {
    await relative("daughter");
    world.answerMessage = async (_route, message) =>
      message.id.startsWith("family-") ? { kind: "retry", detail: "busy" } : { kind: "accepted" };
    const id = await fall(world);
    await tell();
    const calls = (await new NotificationStore(world.tables).listByAlert(id)).items;
    expect(calls.every(({ family }) => family === undefined)).toBe(true);
    expect((await rows(id)).map(({ state, error }) => `${state} ${error}`)).toEqual(["due busy"]);
  });

  test("is tried again after a failure, and given up after an hour where the staff see it", async () => {
    await relative("daughter");
    world.answerMessage = async () => ({ kind: "retry", detail: "not-answering" });
    const id = await fall(world);
    for (let at = 0; at < 70; at += 1) {
      await tell();
      world.pass(minute);
      await sweep();
    }
    expect((await rows(id))[0]).toMatchObject({ state: "failed", error: "not-answering" });
    const { items } = await world.must("list-deliveries", { id: "home-1", as: "manager-he" });
    expect(items.filter(({ family }: { family?: string }) => family === "raised")).toHaveLength(1);
  });

  test("stands as failed where a relative has no way to be told", async () => {
    await world.person("daughter", { relations: [consent(["alerts"])] });
    const id = await fall(world);
    await tell();
    expect((await rows(id)).map(({ state, error }) => `${state} ${error}`)).toEqual(["failed no-address"]);
  });
});

describe("who is told", () => {
  test.each([
    ["nobody without a consent", { residentId: "resident-1", relation: "女儿" }, 0],
    ["nobody whose consent covers other things", consent(["vitals", "record"]), 0],
    [
      "whoever is to be called in an emergency, without any consent",
      { residentId: "resident-1", relation: "女儿", isEmergencyContact: true },
      1,
    ],
    ["nobody of another resident", { ...consent(["alerts"]), residentId: "resident-2" }, 0],
    [
      "nobody whose consent is over",
      { ...consent([]), consent: { id: "c", classes: ["alerts"], from: 0, until: 5 } },
      0,
    ],
  ] as const)("of a fall: %s", async (_claim, relation, count) => {
    await relative("daughter", relation);
    await fall(world);
    await tell();
    expect(heard()).toHaveLength(count);
  });

  test("a consent that was revoked before it was sent: nobody, and the deliveries say why", async () => {
    await relative("daughter");
    world.answerMessage = async () => ({ kind: "retry", detail: "busy" });
    const id = await fall(world);
    await tell();
    world.answerMessage = async () => ({ kind: "accepted" });
    await change("daughter", ({ relations }) => ({
      relations: relations.map(({ consent: _, ...relation }) => relation),
    }));
    const before = heard().length;
    world.pass(minute);
    await sweep();
    await tell();
    expect(heard()).toHaveLength(before);
    expect((await rows(id))[0]).toMatchObject({ state: "cancelled", error: "no-consent" });
  });

  test("a consent that was revoked while the message was claimed: nobody", async () => {
    await relative("daughter");
    const id = await fall(world);
    let isRevoked = false;
    world.engine = intercepted(world.tables, async (writes) => {
      const isClaim = writes.some((one) => one.kind === "put" && String(one.item.json).includes('"state":"sending"'));
      if (!isClaim || isRevoked) return;
      isRevoked = true;
      await change("daughter", ({ relations }) => ({
        relations: relations.map(({ consent: _, ...relation }) => relation),
      }));
    });
    await tell();
    expect(isRevoked).toBe(true);
    expect(heard()).toEqual([]);
    expect((await rows(id))[0]).toMatchObject({ state: "cancelled", error: "no-consent" });
  });

  test("not by a way that they took back meanwhile", async () => {
    await relative("daughter");
    const id = await fall(world);
    await change("daughter", () => ({ familyWishes: { channels: ["email"] } }));
    const made = [...world.queued.values()].find(({ queue }) => queue === "family-due");
    await wake(made?.name as string);
    await tell();
    expect(heard()).toEqual([]);
    expect((await rows(id)).map(({ state }) => state)).toEqual(["failed"]);
  });
});

describe("quiet hours", () => {
  const quiet = { from: 22 * 60, until: 7 * 60 };
  const morning = Date.parse("2026-11-22T07:00:00+08:00");
  const low = async (id: string): Promise<void> => {
    const body = { id, text: "words", personId: "daughter" };
    await world.must("write-family-message", { id: "resident-1", as: "carer-wang", body });
  };

  test("hold back nothing of an emergency", async () => {
    await relative("daughter", undefined, { wishes: { quiet } });
    await fall(world);
    await tell();
    expect(heard()).toEqual(["▲ 您的家人有紧急情况"]);
  });

  test("hold back the rest until they end, and then it is told as one", async () => {
    await relative("daughter", undefined, { wishes: { quiet } });
    for (const id of ["a1", "a2", "a3"]) await low(id);
    await tell();
    expect(heard()).toEqual([]);
    world.now = morning - 1;
    await sweep();
    await tell();
    expect(heard()).toEqual([]);
    world.now = morning;
    await sweep();
    await tell();
    expect(heard()).toEqual(["您有 3 条家人消息"]);
    world.pass(minute);
    await sweep();
    await tell();
    expect(heard()).toHaveLength(1);
  });

  test("end with one message also where all that waited are woken in the same moment", async () => {
    await relative("daughter", undefined, { wishes: { quiet } });
    for (const id of ["a1", "a2", "a3"]) await low(id);
    await tell();
    world.now = morning;
    const names = ["a1", "a2", "a3"].map((id) => `family-message-${id}.0.0.daughter.sms`);
    const messages = names.map((name) => ({ messageId: name, timer: { name, dueAt: morning }, receiveCount: 1 }));
    await world.invoke("tell-families", queueEvent("family-due", messages));
    expect(heard()).toEqual(["您有 3 条家人消息"]);
  });

  test("do not let through in the morning what was revoked in the night", async () => {
    await relative("daughter", undefined, { wishes: { quiet } });
    await low("a1");
    await tell();
    await change("daughter", ({ relations }) => ({
      relations: relations.map(({ consent: _, ...relation }) => relation),
    }));
    world.now = morning;
    await sweep();
    await tell();
    expect(heard()).toEqual([]);
  });
});

describe("what is no emergency", () => {
  test("a quarter of an hour that nobody answers is told by the sweep, when it is over and not before", async () => {
    await relative("daughter");
    const id = await fall(world);
    const store = new AlertStore(world.tables);
    const raised = await store.find(id);
    if (raised === undefined) throw new Error("no alert");
    const bed = {
      ...raised,
      id: "bed-exit-1",
      kind: "bed-exit",
      priority: "medium",
      raisedAt: world.now,
      version: 1,
    } as const;
    await store.raise({ ...bed, timeline: [{ at: world.now, what: "raised" }] });
    await tell();
    const before = heard().length;
    world.pass(unansweredForMs - 1);
    await tell();
    expect(heard()).toHaveLength(before);
    await sweep();
    world.pass(1);
    await tell();
    expect(heard().slice(before)).toEqual(["■ 您的家人有情况需要查看"]);
  });

  test("that nobody watches is told once after half an hour, at night too", async () => {
    const wishes = { quiet: { from: 22 * 60, until: 7 * 60 } };
    await relative("daughter", consent(["status-light"]), { wishes });
    const reason = { code: "devices-silent", deviceIds: ["bed-1"], kinds: ["bed-sensor"], sinceMs: world.now } as const;
    const id = await fall(world);
    const store = new AlertStore(world.tables);
    const raised = await store.find(id);
    if (raised === undefined) throw new Error("no alert");
    const silent = {
      ...raised,
      id: "silent-1",
      kind: "device-silent",
      priority: "medium",
      reason,
      version: 1,
    } as const;
    await store.raise({ ...silent, raisedAt: world.now, timeline: [{ at: world.now, what: "raised", reason }] });
    for (let at = 0; at < 50; at += 1) {
      await sweep();
      await tell();
      if (world.now - raised.raisedAt < unwatchedForMs) expect(heard()).toEqual([]);
      world.pass(minute);
    }
    expect(heard()).toEqual(["暂时看不到您家人的情况"]);
  });
});
