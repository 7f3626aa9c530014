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
    expect(all.byOrigin).toEqual([{ facility: { id: "home-1", name: "松鹤院" }, requested: 2 }]);
    const home = await figuresOf("facility-manager@home-1");
    expect(home.byOrigin).toMatchObject([{ facility: { id: "home-1" }, requested: 2, up: 2, down: 0 }]);
    expect(home.byDestination).toMatchObject([
      { facility: { id: "hospital-1", name: "县人民医院" }, requested: 1, greenChannel: 1 },
      { facility: { id: "hospital-2", name: "县中医院" }, requested: 1, greenChannel: 0 },
    ]);
    expect((await figuresOf("health-supervisor", { facilityId: "hospital-2" })).requested).toBe(1);
    expect((await figuresOf(desk)).byDestination).toMatchObject([{ facility: { id: "hospital-1" }, requested: 1 }]);
  });

  test("tell who may not read the cases of a few only how many there were", async () => {
    await green();
    expect(await figuresOf("health-supervisor", { month: "2026-11" })).toEqual({
      month: "2026-11",
      fewestTold: 5,
      requested: 1,
      stages: [],
      clocks: [],
      answers: [],
      refusals: [],
      byOrigin: [{ facility: { id: "home-1", name: "松鹤院" }, requested: 1 }],
      byDestination: [{ facility: { id: "hospital-1", name: "县人民医院" }, requested: 1 }],
      cases: [],
    });
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

  /** So many requests to a hospital that end at once. */
  async function asked(times: number, toFacilityId: string, reason = "好转"): Promise<void> {
    for (let n = 0; n < times; n++) {
      const { id } = await request(world, { residentId: "resident-1", toFacilityId });
      await step(world, id, "nurse@home-1", { do: "cancel", reason });
      world.pass(minute);
    }
  }

  test("tell a supervisor nothing of a house of three that all less the other would be", async () => {
    await asked(6, "hospital-1");
    await asked(3, "hospital-2");
    const all = await figuresOf("health-supervisor");
    expect(all).toMatchObject({ requested: 9, ended: { cancelled: 9 }, byOrigin: [{ requested: 9, late: 0 }] });
    expect(all.byDestination).toEqual([
      { facility: { id: "hospital-1", name: "县人民医院" }, requested: 6 },
      { facility: { id: "hospital-2", name: "县中医院" }, requested: 3 },
    ]);
    for (const facilityId of ["hospital-1", "hospital-2"]) {
      const own = await figuresOf("health-supervisor", { facilityId });
      expect(own).not.toHaveProperty("ended");
      expect(own).toMatchObject({ stages: [], byOrigin: [{ requested: facilityId === "hospital-1" ? 6 : 3 }] });
    }
    const home = await figuresOf("health-supervisor", { facilityId: "home-1" });
    expect(home).toMatchObject({ requested: 9, ended: { cancelled: 9 } });
    expect(home.byDestination.map((one: object) => Object.keys(one))).toEqual([
      ["facility", "requested"],
      ["facility", "requested"],
    ]);
    expect(await figuresOf("facility-manager@home-1")).toMatchObject({
      byDestination: [{ up: 6 }, { up: 3, late: 0 }],
    });
  });

  test("tell why houses did not take somebody, and how soon they answered, to who may read the cases alone", async () => {
    const { id } = await request(world, { residentId: "resident-2", urgency: "urgent" });
    world.pass(40 * minute);
    await step(world, id, doctor, { do: "decline", reason: "无床" });
    await step(world, id, "nurse@home-1", { do: "offer", toFacilityId: "hospital-2" });
    world.pass(5 * minute);
    await step(world, id, "doctor@hospital-2", { do: "accept" });
    const figures = await figuresOf("facility-manager@home-1");
    expect(figures).toMatchObject({
      answer: { count: 1, medianMinutes: 40 },
      answers: [{ urgency: "urgent", isContracted: false, count: 1, medianMinutes: 40 }],
      declined: { of: 1, count: 1 },
      refusals: [{ facility: { id: "hospital-1", name: "县人民医院" }, kind: "declined", reason: "无床", count: 1 }],
    });
    const told = await figuresOf("health-supervisor");
    expect(told.answers).toEqual([]);
    expect(JSON.stringify(told)).not.toContain("无床");
  });

  test("tell whether somebody came back within 30 days, by a request of the month after too", async () => {
    const id = await green();
    await step(world, id, doctor, { do: "admit" });
    await step(world, id, doctor, { do: "ready" });
    world.pass(2 * day);
    await step(world, id, "facility-manager@home-1", { do: "accept-down" });
    await step(world, id, "nurse@hospital-1", { do: "depart-back", reason: "随后补" });
    await step(world, id, carer, { do: "receive-back" });
    await step(world, id, "nurse@home-1", { do: "follow-up" });
    const manager = "facility-manager@home-1";
    const month = "2026-11";
    expect(await figuresOf(manager, { month })).toMatchObject({
      fitToBack: { count: 1, medianDays: 2, longestDays: 2 },
      stay: { count: 1, medianDays: 2 },
      papers: { of: 1, count: 0 },
      substituted: { of: 1, count: 0 },
    });
    expect(await figuresOf(manager, { month })).not.toHaveProperty("again");
    world.pass(29 * day);
    await request(world, { residentId: "resident-1" });
    expect(await figuresOf(manager, { month })).toMatchObject({ requested: 1, again: { of: 1, count: 1 } });
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
