import { beforeEach, describe, expect, test } from "vitest";
import { day } from "../../domain/model/time.ts";
import { channel } from "./escalating.ts";
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

describe("a round of several", () => {
  const admit = (id: string, name: string, facilityId = "home-1") =>
    world.must("register-resident", { body: { id, name, sex: "male", birthDate: "1940-01-01", facilityId } });
  const round = { visitKind: "ward-round", firstOn: "2026-12-01", others: ["r2", "r3"] };
  const dueOf = async () => (await world.must("list-visits", { as: "doctor" })).items;
  const plansOf = async (id: string) => (await world.must("list-visit-plans", { id, as: "doctor" })).items;
  beforeEach(async () => {
    await admit("r2", "李建国");
    await admit("r3", "赵德胜");
  });

  test("asks for a visit to each of them, in one round and in its order, once however often the timer goes off", async () => {
    expect((await set(round)).body.residents.map(({ name }: { name: string }) => name)).toEqual([
      "王桂英",
      "李建国",
      "赵德胜",
    ]);
    await passDays(5);
    for (let n = 0; n < 3; n += 1) await wake("plan.plan-1");
    const items = await dueOf();
    expect(
      items.map(({ id, resident }: { id: string; resident: { id: string } }) => [id, resident.id]).toSorted(),
    ).toEqual([
      ["plan-1-2026-12-01-1", "resident-1"],
      ["plan-1-2026-12-01-2", "r2"],
      ["plan-1-2026-12-01-3", "r3"],
    ]);
    expect(new Set(items.map(({ roundId }: { roundId: string }) => roundId))).toEqual(new Set(["plan-1-2026-12-01"]));
    for (const id of ["resident-1", "r2", "r3"]) expect(await plansOf(id)).toMatchObject([{ nextOn: "2027-01-01" }]);
    expect(
      (await world.call("set-visit-plan", { id: "r3", body: { kind: "pause", planId: "plan-1" }, as: "nurse" })).body
        .state,
    ).toBe("paused");
  });

  test("goes on without whoever left, the first of them too, and says who that was", async () => {
    await set(round);
    await world.must("discharge-resident", { id: "resident-1", body: { reason: "home" } });
    await passDays(5);
    expect((await dueOf()).map(({ resident }: { resident: { id: string } }) => resident.id).toSorted()).toEqual([
      "r2",
      "r3",
    ]);
    for (const id of ["r2", "r3"])
      expect(await plansOf(id)).toMatchObject([
        {
          state: "active",
          residents: [{ id: "r2" }, { id: "r3" }],
          leftOut: [{ resident: { id: "resident-1", name: "王桂英" }, on: "2026-12-01", why: "left" }],
        },
      ]);
    await passDays(31);
    expect(await plansOf("r2")).toMatchObject([{ leftOut: [], nextOn: "2027-02-01" }]);
  });

  test("ends when all of them left", async () => {
    await set(round);
    for (const id of ["resident-1", "r2", "r3"])
      await world.must("discharge-resident", { id, body: { reason: "deceased" } });
    await passDays(60);
    expect(await dueOf()).toEqual([]);
    expect(world.timers.has("plan.plan-1")).toBe(false);
  });

  test("is of one house: of a resident of another nobody learns anything", async () => {
    await admit("r9", "外院老人", "centre");
    expect(code(await set({ ...round, others: ["r9"] }))).toBe("unknown-resident");
    expect(code(await set({ ...round, others: ["nobody"] }))).toBe("unknown-resident");
  });
});

describe("when it falls due", () => {
  const led = { leadId: "centre", firstOn: "2026-12-01" };
  const sent = () => world.sent.map(({ message }) => message.title);
  beforeEach(async () => {
    await channel(world, { id: "sms-1", settings: { kind: "sms", gateway: { kind: "sns" } } });
    const reach = { phone: "+8613800000001", pushes: [], language: "zh" } as const;
    await world.person("night-nurse", { name: "夜班护士", roles: [{ role: "nurse", facilityId: "home-1" }], reach });
  });

  test("an agreement that has ended by then leaves the visit out, and the nurses are told", async () => {
    await agree("home-1", "centre", { validUntil: "2026-11-30" });
    await set(led);
    await passDays(5);
    expect(await visits()).toEqual([]);
    expect(await plans()).toMatchObject([
      {
        state: "active",
        nextOn: "2027-01-01",
        leftOut: [{ resident: { name: "王桂英" }, on: "2026-12-01", why: "no-agreement" }],
      },
    ]);
    expect(sent()).toEqual(["定期巡诊有人没有列入"]);
  });

  test.each([
    ["nobody there with a licence", {}, true],
    ["a doctor there whose licence is enough by then", { licence: { number: "1", since: "2023-12-01" } }, undefined],
    ["a doctor there whose licence is not by then", { licence: { number: "1", since: "2023-12-02" } }, true],
  ])("the visit is asked for with %s, and what is lacking is said", async (_claim, has, lacksDoctor) => {
    await agree("home-1", "centre");
    await world.person("treating", { name: "郑医生", roles: [{ role: "doctor", facilityId: "centre" }], ...has });
    await set(led);
    await passDays(5);
    expect((await visits()).map(({ id }) => id)).toEqual(["plan-1-2026-12-01"]);
    const [plan] = await plans();
    expect(plan.lacksDoctor).toBe(lacksDoctor);
    expect(sent().includes("定期巡诊没有可签名的医生")).toBe(lacksDoctor === true);
  });

  test("the nurses of the home are reminded of a visit that another house leads", async () => {
    await agree("home-1", "centre");
    await set(led);
    await passDays(5);
    const id = "plan-1-2026-12-01";
    const at = world.now + day;
    await world.must("arrange-visit", {
      id,
      body: { kind: "schedule", at: new Date(at).toISOString() },
      as: "centre-doctor",
    });
    world.now = at - 15 * 60_000;
    world.sent.length = 0;
    await wake(id);
    expect(sent()).toEqual([expect.stringContaining("视频巡诊")]);
  });
});

test("another house leads it by an agreement on treatment alone", async () => {
  expect(code(await set({ leadId: "centre" }))).toBe("no-such-visit-route");
  await agree("home-1", "centre", { covers: ["guidance"] });
  expect(code(await set({ leadId: "centre" }))).toBe("no-such-visit-route");
  await agree("home-1", "centre", { id: "other" });
  expect((await set({ leadId: "centre" })).body.leadFacility).toEqual({ id: "centre", name: "镇卫生院" });
});
