import { beforeEach, describe, expect, test } from "vitest";
import { day, minute } from "../../domain/model/time.ts";
import { fall, staffed } from "./escalating.ts";
import { consortium, letTimePass, request, step } from "./referring.ts";
import { type Answer, World } from "./world.ts";

let world: World;
beforeEach(async () => {
  world = await new World().furnish();
  await staffed(world);
  await consortium(world);
  await world.watch("hospital-1", world.now + 400 * day);
  await world.person("health-supervisor", { roles: [{ role: "health-supervisor" }] });
});

const carer = "carer@home-1";
const desk = "referral-coordinator@hospital-1";
const doctor = "doctor@hospital-1";

const figuresOf = (as: string, query: Record<string, string> = {}): Promise<Answer["body"]> =>
  world.must("show-referral-figures", { as, query });

/** A green channel that leaves twenty minutes late and is at the door half an hour later. */
async function green(): Promise<string> {
  const alert = await fall(world);
  const { id } = await world.must("call-green-channel", { id: alert, as: carer, body: { centre: "trauma" } });
  await letTimePass(world, 20 * minute);
  await step(world, id, carer, { do: "depart" });
  world.pass(30 * minute);
  await step(world, id, "nurse@hospital-1", { do: "arrive" });
  return id;
}

describe("figures of a month", () => {
  test("have stages with their medians and how many were late, clocks, and each case without a name", async () => {
    const id = await green();
    world.pass(8 * minute);
    await world.must("record-time-point", { id, as: doctor, body: { code: "team-at-bedside" } });
    await step(world, id, doctor, { do: "treat" });
    await request(world, { residentId: "resident-2" });
    const figures = await figuresOf(desk, { facilityId: "hospital-1", month: "2026-11" });
    expect(figures).toMatchObject({
      requested: 2,
      facilityId: "hospital-1",
      byMode: { "green-channel": 1, routine: 1 },
      toDoor: { count: 1, medianMinutes: 50 },
    });
    const accepted = figures.stages.find(({ state }: { state: string }) => state === "accepted");
    expect(accepted).toMatchObject({ count: 1, medianMinutes: 20, late: 1 });
    expect(figures.clocks).toMatchObject([{ code: "door-to-team", count: 1, medianMinutes: 8, met: 1, late: 0 }]);
    expect(figures.cases).toHaveLength(2);
    expect(JSON.stringify(figures)).not.toMatch(/王桂英|李建国/);
    expect((await figuresOf(desk, { month: "2026-10" })).requested).toBe(0);
  });

  test("of all houses count each case once, and say whose it was and who took it in", async () => {
    await green();
    await request(world, { residentId: "resident-2", toFacilityId: "hospital-2" });
    const all = await figuresOf("health-supervisor");
    expect(all.requested).toBe(2);
    expect(all.byOrigin).toMatchObject([{ facility: { id: "home-1", name: "松鹤院" }, requested: 2, up: 2, down: 0 }]);
    expect(all.byDestination).toMatchObject([
      { facility: { id: "hospital-1", name: "县人民医院" }, requested: 1, greenChannel: 1 },
      { facility: { id: "hospital-2", name: "县中医院" }, requested: 1, greenChannel: 0 },
    ]);
    expect((await figuresOf("health-supervisor", { facilityId: "hospital-2" })).requested).toBe(1);
    expect((await figuresOf(desk)).byDestination).toMatchObject([{ facility: { id: "hospital-1" }, requested: 1 }]);
  });

  test("tell who may not read the cases of a few only how many there were", async () => {
    await green();
    const few = await figuresOf("health-supervisor");
    expect(few).toMatchObject({ requested: 1, fewestTold: 5, cases: [], toDoor: { count: 1 } });
    expect(few).not.toHaveProperty("ended");
    expect(few.stages.map((stage: object) => Object.keys(stage).sort())).toEqual(
      few.stages.map(() => ["count", "state", "title"]),
    );
    expect(few.byOrigin[0]).not.toHaveProperty("late");
    expect(few.byOrigin[0].toDoor).toEqual({ count: 1 });
    expect((await figuresOf(carer.replace("carer", "facility-manager"))).byOrigin[0]).toMatchObject({
      late: 1,
      toDoor: { medianMinutes: 50 },
    });
  });

  test("tell a supervisor of five and more all but the cases", async () => {
    for (const n of [1, 2, 3, 4, 5]) {
      const residentId = `resident-${(n % 2) + 1}`;
      const { id } = await request(world, { residentId });
      await step(world, id, "nurse@home-1", { do: "cancel", reason: "好转" });
      world.pass(minute);
    }
    const figures = await figuresOf("health-supervisor");
    expect(figures).toMatchObject({ requested: 5, ended: { cancelled: 5 }, cases: [], byOrigin: [{ late: 0 }] });
    expect(figures.stages).toMatchObject([{ state: "requested", count: 5, medianMinutes: 0, late: 0 }]);
  });

  test("of a house that is not theirs nobody is told", async () => {
    const { status, body } = await world.call("show-referral-figures", {
      as: desk,
      query: { facilityId: "hospital-2" },
    });
    expect([status, body.code]).toEqual([404, "unknown-facility"]);
    const missing = await world.call("show-referral-figures", { as: desk, query: { facilityId: "nowhere" } });
    expect([missing.status, missing.body.code]).toEqual([404, "unknown-facility"]);
  });
});
