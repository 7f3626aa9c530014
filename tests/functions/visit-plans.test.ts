import { beforeEach, describe, expect, test } from "vitest";
import { day } from "../../domain/model/time.ts";
import { code, visitActs, visitWorld } from "./visiting.ts";
import type { World } from "./world.ts";

let world: World;
beforeEach(async () => {
  world = await visitWorld();
});
const { agree, wake } = visitActs(() => world);

/** The night of 2026-11-22 in Shanghai is now. */
const monthly = {
  kind: "make",
  planId: "plan-1",
  visitKind: "contracted-follow-up",
  reason: "高血压随访",
  every: { count: 1, unit: "month" },
  firstOn: "2026-12-31",
};
const set = (body: object = {}, as = "nurse") =>
  world.call("set-visit-plan", { id: "resident-1", body: { ...monthly, ...body }, as });
const become = (kind: string, as = "nurse") =>
  world.call("set-visit-plan", { id: "resident-1", body: { kind, planId: "plan-1" }, as });
const plans = async () => (await world.must("list-visit-plans", { id: "resident-1", as: "doctor" })).items;
const visits = async (): Promise<{ id: string; state: string }[]> =>
  (await world.must("list-visits", { query: { residentId: "resident-1" }, as: "doctor" })).items;

/** Days go by, and the plan's timer goes off whenever it is due. */
async function passDays(days: number): Promise<void> {
  const until = world.now + days * day;
  for (;;) {
    const dueAt = world.timers.get("plan.plan-1");
    if (dueAt === undefined || dueAt > until) break;
    world.now = Math.max(world.now, dueAt);
    world.timers.delete("plan.plan-1");
    await wake("plan.plan-1");
  }
  world.now = until;
}

test("each time one visit stands among those to be arranged, a week before its day, however often the timer goes off", async () => {
  expect((await set()).body).toMatchObject({ state: "active", nextOn: "2026-12-31", madeBy: { name: "陈护士" } });
  expect((await set()).body.version).toBe(1);
  await passDays(31);
  expect(await visits()).toEqual([]);
  await passDays(2);
  for (let n = 0; n < 3; n += 1) await wake("plan.plan-1");
  expect(await visits()).toMatchObject([
    {
      id: "plan-1-2026-12-31",
      state: "requested",
      kind: "contracted-follow-up",
      origin: { kind: "plan", planId: "plan-1", on: "2026-12-31" },
    },
  ]);
  expect(world.timers.get("plan-1-2026-12-31")).toBeDefined();
  expect(await plans()).toMatchObject([{ nextOn: "2027-01-31", lastVisitId: "plan-1-2026-12-31" }]);
  await passDays(65);
  const days = (await visits()).map(({ id }) => id).toSorted();
  expect(days).toEqual(["plan-1-2026-12-31", "plan-1-2027-01-31", "plan-1-2027-02-28"]);
});

test("after a long standstill one visit is asked for, not one for each day that passed", async () => {
  await set({ every: { count: 2, unit: "week" }, firstOn: "2026-12-01" });
  world.pass(70 * day);
  await wake("plan.plan-1");
  expect((await visits()).map(({ id }) => id)).toEqual(["plan-1-2027-01-26"]);
  expect(await plans()).toMatchObject([{ nextOn: "2027-02-09" }]);
});

test("a pause asks for none; resumed it goes on with its next day; what is ended stays so", async () => {
  await set({ firstOn: "2026-12-01" });
  await become("pause");
  await passDays(40);
  await wake("plan.plan-1");
  expect(await visits()).toEqual([]);
  expect((await become("resume", "doctor")).body).toMatchObject({ state: "active", nextOn: "2027-01-01" });
  await wake("plan.plan-1");
  expect((await visits()).map(({ id }) => id)).toEqual(["plan-1-2027-01-01"]);
  expect((await become("end")).body.state).toBe("ended");
  expect((await become("end")).status).toBe(200);
  expect(code(await become("resume"))).toBe("visit-not-so");
  await passDays(60);
  expect(await visits()).toHaveLength(1);
});

describe("the plan of who", () => {
  test.each([
    ["died", () => world.must("discharge-resident", { id: "resident-1", body: { reason: "deceased" } })],
    ["moved", () => world.must("move-resident", { id: "resident-1", body: { facilityId: "centre" } })],
  ])("%s ends", async (_claim, leave) => {
    await set();
    await leave();
    await passDays(60);
    await wake("plan.plan-1");
    const listed = await world.must("list-visits", { query: { residentId: "resident-1" } });
    expect(listed.items).toEqual([]);
    expect(world.timers.has("plan.plan-1")).toBe(false);
  });
});

test("relatives plan nothing, nor does another house; who may not see the resident learns nothing", async () => {
  expect(code(await set({}, "daughter"))).toBe("visit-not-yours");
  for (const as of ["centre-doctor", "county-doctor"]) expect(code(await set({}, as))).toBe("unknown-resident");
  await set();
  const taken = { id: "resident-2", body: monthly, as: "nurse" };
  expect(code(await world.call("set-visit-plan", taken))).toBe("unknown-visit");
  expect(code(await set({ planId: "plan-2", firstOn: "2026-11-21" }))).toBe("visit-not-so");
});

test("another house leads it by an agreement on treatment alone", async () => {
  expect(code(await set({ leadId: "centre" }))).toBe("no-such-visit-route");
  await agree("home-1", "centre", { covers: ["guidance"] });
  expect(code(await set({ leadId: "centre" }))).toBe("no-such-visit-route");
  await agree("home-1", "centre", { id: "other" });
  expect((await set({ leadId: "centre" })).body.leadFacility).toEqual({ id: "centre", name: "镇卫生院" });
});
