import { beforeEach, describe, expect, test } from "vitest";
import { day, minute } from "../../domain/model/time.ts";
import { ReferralStore } from "../../stores/referral-store.ts";
import { act, calledFor, caseOf, consortium, request, step, stepsOf } from "./referring.ts";
import { World } from "./world.ts";

let world: World;
beforeEach(async () => {
  world = await new World().furnish();
  await consortium(world);
});

const nurse = "nurse@home-1";
const doctor = "doctor@hospital-1";
const back = (id: string, as: string, body: object = {}) => act(world, id, as, { do: "take-back", ...body });
const openOf = async () => (await new ReferralStore(world.tables).findOpen("resident-1"))?.id;
const standing = async (bedId: string) => {
  const board = await world.must("show-bed-board", { id: "hospital-1", as: doctor });
  return board.beds.find(({ id }: { id: string }) => id === bedId).standing;
};

/** Accepted with a bed, and on the way. */
async function onTheWay(): Promise<string> {
  const { id } = await request(world, { reason: "发热三天" });
  await step(world, id, doctor, { do: "accept", bedId: "b1" });
  await step(world, id, nurse, { do: "depart" });
  return id;
}

describe("a mistaken step is taken back", () => {
  test("an arrival that was none: the person is expected again, by the time that counted before, and the desk is called", async () => {
    const { id } = await request(world, { mode: "green-channel" });
    await step(world, id, nurse, { do: "depart" });
    const before = await caseOf(world, id);
    world.pass(5 * minute);
    const arrived = await step(world, id, doctor, { do: "arrive" });
    expect(arrived.takeBack).toMatchObject({ what: "arrive", needsReason: false });
    expect(await calledFor(world, "hospital-1")).toEqual([]);
    const shown = (await back(id, doctor)).body;
    expect(shown.state).toBe("en-route");
    expect(shown.takeBack).toBeUndefined();
    expect((await caseOf(world, id)).stages).toEqual(before.stages);
    expect(await calledFor(world, "hospital-1")).toMatchObject([{ kind: "referral-incoming" }]);
    const timer = world.queued.get(`referral-due#${id}`);
    expect(timer?.dueAt).toBe(before.stages.at(-1)?.dueAt);
    expect((await stepsOf(world, id)).slice(-2)).toMatchObject([
      { what: "arrive", version: 3 },
      { what: "take-back", version: 4, from: "arrived", to: "en-route", takesBack: { action: "arrive", version: 3 } },
    ]);
    const again = await back(id, doctor);
    expect([again.status, again.body.code]).toEqual([409, "step-impossible"]);
  });

  test("an end: the case is the person's one open case again, with its bed", async () => {
    const id = await onTheWay();
    await step(world, id, nurse, { do: "cancel", reason: "点错" });
    expect([await openOf(), await standing("b1")]).toEqual([undefined, "free"]);
    world.pass(10 * minute);
    expect((await back(id, nurse)).body).toMatchObject({ state: "en-route" });
    expect((await caseOf(world, id)).closedAt).toBeUndefined();
    expect([await openOf(), await standing("b1")]).toEqual([id, "held"]);
    const second = await world.call("request-referral", {
      as: nurse,
      body: { residentId: "resident-1", toFacilityId: "hospital-1", reason: "x" },
    });
    expect(second.body.code).toBe("referral-open");
  });

  test("an admission: the bed is held again, not slept in", async () => {
    const id = await onTheWay();
    await step(world, id, doctor, { do: "arrive" });
    await step(world, id, doctor, { do: "admit" });
    expect(await standing("b1")).toBe("occupied");
    expect((await back(id, doctor)).body.state).toBe("arrived");
    expect(await standing("b1")).toBe("held");
    await step(world, id, doctor, { do: "admit" });
    expect(await standing("b1")).toBe("occupied");
  });

  test("an admission to another bed than the one that was held: that one is held again, and the other one is free", async () => {
    const id = await onTheWay();
    await step(world, id, doctor, { do: "arrive" });
    await step(world, id, doctor, { do: "admit", bedId: "w1" });
    expect([await standing("b1"), await standing("w1")]).toEqual(["free", "occupied"]);
    expect((await back(id, doctor)).status).toBe(200);
    expect((await caseOf(world, id)).bed).toMatchObject({ bedId: "b1" });
    expect([await standing("b1"), await standing("w1")]).toEqual(["held", "free"]);
  });

  test("the same where another one holds that bed by now: the case has none, and keeps none from others", async () => {
    const id = await onTheWay();
    await step(world, id, doctor, { do: "arrive" });
    await step(world, id, doctor, { do: "admit", bedId: "w1" });
    await world.must("hold-bed", { id: "hospital-1", as: doctor, body: { bedId: "b1", minutes: 60 } });
    expect((await back(id, doctor)).status).toBe(200);
    expect((await caseOf(world, id)).bed).toBeUndefined();
    expect([await standing("b1"), await standing("w1")]).toEqual(["held", "free"]);
  });

  test("without the bed, where another one has it by now", async () => {
    const id = await onTheWay();
    await step(world, id, nurse, { do: "cancel", reason: "点错" });
    await world.must("hold-bed", { id: "hospital-1", as: doctor, body: { bedId: "b1", minutes: 60 } });
    expect((await back(id, nurse)).body).toMatchObject({ state: "en-route" });
    expect((await caseOf(world, id)).bed).toBeUndefined();
    expect(await standing("b1")).toBe("held");
  });
});

describe("a step stands", () => {
  test("when another case of the person was opened since", async () => {
    const id = await onTheWay();
    await step(world, id, nurse, { do: "cancel", reason: "点错" });
    const other = await request(world, { mode: "green-channel" });
    const answer = await back(id, nurse);
    expect([answer.status, answer.body.code, answer.body.about]).toEqual([409, "referral-open", other.id]);
    expect([(await caseOf(world, id)).state, await openOf()]).toEqual(["cancelled", other.id]);
  });

  test("when the person's care has ended since", async () => {
    const id = await onTheWay();
    await step(world, id, nurse, { do: "died" });
    await world.must("discharge-resident", {
      id: "resident-1",
      as: "facility-manager@home-1",
      body: { reason: "deceased", openAlerts: "real" },
    });
    expect((await back(id, nurse)).body.code).toBe("discharged");
  });

  test.each([
    ["after half an hour", doctor, {}, 31 * minute, 409, "too-late"],
    ["for a colleague who does not say why", "nurse@hospital-1", {}, 0, 400, "invalid-request"],
    ["for the other house", nurse, { reason: "看错" }, 0, 403, "not-your-part"],
    ["for who saw an older version", doctor, { version: 2 }, 0, 409, "version-conflict"],
    ["for a house without a part", "doctor@hospital-2", { reason: "x" }, 0, 404, "unknown-referral"],
  ])("%s", async (_claim, as, body, later, status, code) => {
    const id = await onTheWay();
    await step(world, id, doctor, { do: "arrive" });
    world.pass(later);
    const answer = await back(id, as, body);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect((await caseOf(world, id)).state).toBe("arrived");
  });

  test("not for a colleague of the same desk who says why, nor for an end within a day", async () => {
    const id = await onTheWay();
    await step(world, id, doctor, { do: "arrive" });
    expect((await back(id, "nurse@hospital-1", { reason: "点错了人" })).status).toBe(200);
    await step(world, id, nurse, { do: "elsewhere", reason: "家属自驾去市里" });
    world.pass(day - minute);
    expect((await back(id, nurse)).body.state).toBe("en-route");
  });
});
