import { beforeEach, describe, expect, test } from "vitest";
import { hour, minute, second } from "../../domain/model/time.ts";
import { VisitStore } from "../../stores/visit-store.ts";
import { relativeOf } from "../relatives.ts";
import { channel } from "./escalating.ts";
import { ask, code, consent, licence, visitActs, visitWorld } from "./visiting.ts";
import type { World } from "./world.ts";

let world: World;
beforeEach(async () => {
  world = await visitWorld();
});
const { fallOf, inCall, join, requested, stateOf, wake } = visitActs(() => world);

describe("what is due", () => {
  const inAnHour = () => new Date(world.now + hour).toISOString();

  test("those who are expected are reminded once, without a name, and missed is said of a visit to which nobody came", async () => {
    const id = await requested({ scheduledAt: inAnHour() });
    expect(world.timers.get(id)).toBe(world.now + 45 * minute);
    world.pass(44 * minute);
    await wake(id);
    expect(await stateOf(id)).toBe("scheduled");
    world.pass(minute);
    await wake(id);
    await wake(id);
    expect(world.timers.get(id)).toBe(world.now + 35 * minute);
    world.pass(35 * minute);
    await wake(id);
    expect(await stateOf(id)).toBe("no-show");
    expect(JSON.stringify(world.sent)).not.toContain("王桂英");
  });

  test("a reminder and a missed visit are told by the person's own way, once each, in words that fit a locked screen", async () => {
    await channel(world, { id: "sms-1", settings: { kind: "sms", gateway: { kind: "sns" } } });
    const reach = { phone: "+8613800000001", pushes: [], language: "zh" } as const;
    await world.person("head-nurse", { roles: [{ role: "nurse", facilityId: "home-1" }], reach });
    const id = await requested({ scheduledAt: inAnHour() }, "head-nurse");
    world.pass(45 * minute);
    await wake(id);
    await wake(id);
    world.pass(35 * minute);
    await wake(id);
    const told = world.sent.map(({ route, message }) => [route.channel, message.title, message.path]);
    expect(told).toEqual([
      ["sms", "视频巡诊 03:10", `/visits/${id}`],
      ["sms", "视频巡诊 03:10 未成行", `/visits/${id}`],
    ]);
    expect(JSON.stringify(world.sent)).not.toMatch(/王桂英|血压/);
  });

  test("nobody is sent away who waits and says that they do; who comes after all is let in", async () => {
    const id = await requested({ scheduledAt: inAnHour() });
    world.pass(hour);
    await join(id, "nurse");
    world.pass(50 * minute);
    await join(id, "nurse");
    world.pass(15 * minute);
    await wake(id);
    expect(await stateOf(id)).toBe("waiting");
    expect(world.timers.get(id)).toBe(world.now + 5 * minute);
    world.pass(5 * minute);
    await wake(id);
    expect(await stateOf(id)).toBe("no-show");
    expect(world.endedConnections).toEqual(["browser-nurse"]);
    expect((await join(id, "doctor")).body.visit.state).toBe("waiting");
  });

  test("a visit of next week is not entered today", async () => {
    const id = await requested({ scheduledAt: new Date(world.now + 7 * 24 * hour).toISOString() });
    expect(code(await join(id, "nurse"))).toBe("visit-not-so");
  });

  test("says from when it can be entered, and it can be from then on", async () => {
    const id = await requested({ scheduledAt: new Date(world.now + 7 * 24 * hour).toISOString() });
    const { visit } = await world.must("show-visit", { id, as: "nurse" });
    world.pass(Date.parse(visit.opensAt) - world.now - 1);
    expect(code(await join(id, "nurse"))).toBe("visit-not-so");
    world.pass(1);
    expect((await join(id, "nurse")).body.visit).toMatchObject({ state: "waiting" });
    expect((await world.must("show-visit", { id, as: "nurse" })).visit).not.toHaveProperty("opensAt");
  });

  test("no visit is stored that nothing would look at", async () => {
    world.broken.add("timer");
    const answer = await world.call("request-visit", {
      body: { ...ask, id: "v1", scheduledAt: inAnHour() },
      as: "nurse",
    });
    expect(answer.status).toBe(500);
    expect((await world.call("show-visit", { id: "v1" })).status).toBe(404);
  });
});

describe("a request without a time", () => {
  const reach = { phone: "+8613800000001", pushes: [], language: "zh" } as const;
  const told = () => world.sent.map(({ route, message }) => [route.channel, message.title]);

  beforeEach(async () => {
    await channel(world, { id: "sms-1", settings: { kind: "sms", gateway: { kind: "sns" } } });
    await world.person("called", {
      roles: [{ role: "doctor", facilityId: "home-1" }],
      licence,
      reach: { ...reach, phone: "+8613800000002" },
    });
    await world.person("asking", { roles: [{ role: "nurse", facilityId: "home-1" }], reach });
  });

  test.each([
    ["out of an alert", true, 10 * minute],
    ["of another day", false, 24 * hour],
  ])("calls the doctors at once, and says so once more where nobody took it: %s", async (_claim, isUrgent, within) => {
    const alertId = isUrgent ? await fallOf("resident-1") : "";
    world.sent.length = 0;
    const id = await requested(isUrgent ? { origin: { kind: "alert", alertId } } : {}, "asking");
    const due = world.timers.get(id);
    expect(due).toBe(world.now);
    await wake(id);
    await wake(id);
    expect(told().map(([, title]) => title)).toEqual(["视频巡诊申请"]);
    expect(world.timers.get(id)).toBe(world.now + within);
    world.pass(within);
    await wake(id);
    await wake(id);
    expect(told().map(([, title]) => title)).toEqual(["视频巡诊申请", "视频巡诊申请无人回应", "视频巡诊申请无人回应"]);
    expect(JSON.stringify(world.sent)).not.toMatch(/王桂英|血压/);
  });

  test("that was given one calls nobody any more; whoever leads is reminded of it", async () => {
    const id = await requested({}, "asking");
    await wake(id);
    world.sent.length = 0;
    const at = new Date(world.now + 25 * hour).toISOString();
    await world.must("arrange-visit", { id, body: { kind: "schedule", at }, as: "nurse" });
    world.pass(24 * hour);
    await wake(id);
    expect(told()).toEqual([]);
    world.pass(45 * minute);
    await wake(id);
    expect(world.sent.length).toBe(2);
  });
});

test("who called a visit off is not told of it, those who were to come are", async () => {
  await channel(world, { id: "sms-1", settings: { kind: "sms", gateway: { kind: "sns" } } });
  const reach = (phone: string) => ({ phone, pushes: [], language: "zh" }) as const;
  const relations = [relativeOf("resident-1")];
  await world.person("invited", { relations, reach: reach("+8613800000001") });
  await world.person("asking", {
    roles: [{ role: "nurse", facilityId: "home-1" }],
    reach: reach("+8613800000002"),
  });
  const id = await requested({ kind: "family-call", invited: ["invited"] }, "asking");
  await wake(id);
  world.sent.length = 0;
  await world.must("arrange-visit", { id, body: { kind: "cancel", reason: "改日" }, as: "asking" });
  await wake(id);
  expect(world.sent.map(({ route, message }) => [(route as { phone?: string }).phone, message.title])).toEqual([
    ["+8613800000001", "视频巡诊已取消"],
  ]);
});

describe("a visit to somebody who", () => {
  const inAnHour = () => new Date(world.now + hour).toISOString();
  const leaving = {
    moved: () => world.must("move-resident", { id: "resident-1", body: { facilityId: "centre" } }),
    died: () => world.must("discharge-resident", { id: "resident-1", body: { reason: "deceased" } }),
    "went home": () => world.must("discharge-resident", { id: "resident-1", body: { reason: "home" } }),
  };

  test.each(Object.keys(leaving) as (keyof typeof leaving)[])(
    "%s is called off; who was invited is told so once, and nobody reminded",
    async (how) => {
      await channel(world, { id: "sms-1", settings: { kind: "sms", gateway: { kind: "sns" } } });
      const reach = { phone: "+8613800000001", pushes: [], language: "zh" } as const;
      const relations = [relativeOf("resident-1")];
      await world.person("invited", { relations, reach });
      const id = await requested({ kind: "family-call", invited: ["invited"], scheduledAt: inAnHour() });
      const waiting = await requested({ id: "waiting" });
      await join(waiting, "nurse");
      await leaving[how]();
      expect([await stateOf(id), await stateOf(waiting)]).toEqual(["cancelled", "cancelled"]);
      expect(world.endedConnections).toEqual(["browser-nurse"]);
      expect(world.timers.get(id)).toBe(world.now);
      for (let n = 0; n < 2; n += 1) await wake(id);
      world.pass(45 * minute);
      await wake(id);
      expect(world.sent.map(({ message }) => message.title)).toEqual(["视频巡诊已取消"]);
      expect(JSON.stringify(world.sent)).not.toMatch(/王桂英|血压/);
    },
  );

  test("left is called off although nobody can be told of it", async () => {
    const id = await requested({ scheduledAt: inAnHour() });
    world.broken.add("timer");
    await world.call("discharge-resident", { id: "resident-1", body: { reason: "home" } });
    expect(await stateOf(id)).toBe("cancelled");
  });

  test("died is called off by the timer too, should the discharge not have come so far", async () => {
    const id = await requested({ scheduledAt: inAnHour() });
    const visits = new VisitStore(world.tables);
    const before = await visits.find(id);
    await leaving.died();
    const after = await visits.find(id);
    if (before === undefined || after === undefined) throw new Error("no visit");
    await visits.save({ ...before, version: after.version + 1 });
    world.pass(45 * minute);
    await wake(id);
    expect(await stateOf(id)).toBe("cancelled");
  });

  test("moved shows the former house no vital signs, and lets nobody in", async () => {
    const id = await requested();
    await inCall(id);
    await world.must("conduct-visit", { id, body: { kind: "end" }, as: "doctor" });
    const vitals = () => world.call("show-visit-vitals", { id, as: "doctor" });
    expect((await vitals()).status).toBe(200);
    await leaving.moved();
    expect(code(await vitals())).toBe("visit-not-so");
    expect(code(await join(id, "carer-li"))).toBe("visit-not-so");
  });
});

describe("the vital signs beside a visit end", () => {
  const vitals = (id: string) => world.call("show-visit-vitals", { id, as: "doctor" });

  test("with the consent", async () => {
    const id = await requested();
    await inCall(id);
    await world.must("arrange-visit", { id, body: { kind: "withdraw" }, as: "nurse" });
    expect(code(await vitals(id))).toBe("visit-not-so");
    await world.must("arrange-visit", { id, body: consent, as: "nurse" });
    expect((await vitals(id)).status).toBe(200);
  });

  test("a day after the call", async () => {
    const id = await requested();
    await inCall(id);
    world.pass(30 * hour);
    await world.must("conduct-visit", { id, body: { kind: "end" }, as: "doctor" });
    world.pass(24 * hour);
    expect((await vitals(id)).status).toBe(200);
    world.pass(second);
    expect(code(await vitals(id))).toBe("visit-not-so");
  });
});
