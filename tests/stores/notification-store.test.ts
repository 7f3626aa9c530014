import { beforeAll, describe, expect, test } from "vitest";
import { minute, second } from "../../domain/model/time.ts";
import { alertIdOf, type Notification, newNotification, notificationId } from "../../domain/notify/notification.ts";
import type { TableEngine } from "../../domain/ports.ts";
import { keptForDays, notifying } from "../../stores/notification-items.ts";
import { NotificationStore } from "../../stores/notification-store.ts";
import { enginesUnderTest } from "../engines.ts";

const now = Date.parse("2026-11-22T02:00:00Z");

function notification(alertId: string, personId: string, over: Partial<Notification> = {}): Notification {
  const asked = {
    alertId,
    residentId: "r1",
    facilityId: "home-1",
    round: 1,
    step: 0,
    to: { kind: "person", personId },
    channel: "sms",
    priority: "high",
  } as const;
  return { ...newNotification(asked, now), ...over };
}

test("an id is made of what it is for, and names its alert", () => {
  const id = notificationId({
    alertId: "a-1",
    round: 2,
    step: 3,
    to: { kind: "person", personId: "li.na" },
    channel: "email",
  });
  expect(id).toBe("a-1.2.3.li.na.email");
  expect(alertIdOf(id)).toBe("a-1");
});

describe.each(enginesUnderTest())("on $name", ({ open }) => {
  let engine: TableEngine;
  let store: NotificationStore;

  beforeAll(async () => {
    engine = await open({ now: () => now });
    store = new NotificationStore(engine);
  });

  test("a step's call exists once, however often the step is taken", async () => {
    const first = notification("once", "p1");
    expect(await engine.write([notifying(first)])).toEqual({ kind: "written" });
    expect(await engine.write([notifying({ ...first, priority: "low" })])).toEqual({ kind: "refused", failed: [0] });
    expect(await store.find(first.id)).toEqual(first);
    expect(await store.find("once.1.0.p9.sms")).toBeUndefined();
  });

  test("of two that claim it, one does", async () => {
    const due = notification("claimed", "p1");
    await engine.write([notifying(due)]);
    const claim = { ...due, state: "sending", leaseUntil: now + minute, version: 2 } as const;
    expect(await store.save(claim)).toBe("saved");
    expect(await store.save(claim)).toBe("conflict");
    expect(await store.find(due.id)).toEqual(claim);
  });

  test("an alert's are listed by id, a facility's the newest first and in pages", async () => {
    const all = [0, 1, 2, 3, 4].map((n) =>
      notification("listed", `p${n}`, { facilityId: "home-2", createdAt: now + n * second }),
    );
    await engine.write(all.map(notifying));
    expect((await store.listByAlert("listed")).items).toEqual(all);
    const first = await store.listByFacility("home-2", { limit: 3 });
    expect(first.items).toEqual(all.slice(2).toReversed());
    const second_ = await store.listByFacility("home-2", { limit: 3, after: first.next });
    expect(second_.items).toEqual(all.slice(0, 2).toReversed());
  });

  test("only what is due, or whose sender never reported, is overdue", async () => {
    const due = notification("overdue", "p1", { facilityId: "home-3" });
    const later = notification("overdue", "p2", { facilityId: "home-3", dueAt: now + minute });
    const lost = notification("overdue", "p3", { facilityId: "home-3", state: "sending", leaseUntil: now + second });
    const done = (["accepted", "failed", "cancelled"] as const).map((state) =>
      notification("overdue", state, { facilityId: "home-3", state }),
    );
    await engine.write([due, later, lost, ...done].map(notifying));
    expect((await store.listOverdue("home-3", now - 1, 10)).items).toEqual([]);
    expect((await store.listOverdue("home-3", now + second, 10)).items).toEqual([due, lost]);
    expect((await store.listOverdue("home-3", now + minute, 1)).items).toEqual([due]);
    expect(await store.save({ ...due, state: "accepted", version: 2 })).toBe("saved");
    expect((await store.listOverdue("home-3", now + minute, 10)).items).toEqual([lost, later]);
  });

  test("those held for a recipient and channel are found together until they are sent", async () => {
    const held = (alertId: string, over: Partial<Notification> = {}) =>
      notification(alertId, "p7", { facilityId: "home-4", isHeld: true, ...over });
    const [a, b, other] = [held("h1"), held("h2"), held("h3", { channel: "email" })];
    await engine.write([a, b, other, notification("h4", "p7", { facilityId: "home-4" })].map(notifying));
    expect((await store.listHeldWith(a, 10)).items).toEqual([a, b]);
    expect(await store.save({ ...a, state: "sending", leaseUntil: now + minute, version: 2 })).toBe("saved");
    expect((await store.listHeldWith(a, 10)).items).toEqual([b]);
  });

  test("the log ends after a year and some", async () => {
    const old = notification("old", "p1", { createdAt: now - (keptForDays + 1) * 86_400_000 });
    await engine.write([notifying(old)]);
    expect(await store.find(old.id)).toBeUndefined();
  });
});
