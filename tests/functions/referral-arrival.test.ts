import { beforeEach, describe, expect, test } from "vitest";
import { minute } from "../../domain/model/time.ts";
import { act, caseOf, consortium, request, step, stepsOf } from "./referring.ts";
import { World } from "./world.ts";

let world: World;
let id: string;
beforeEach(async () => {
  world = await new World().furnish();
  await consortium(world);
  ({ id } = await request(world, { mode: "green-channel" }));
  await step(world, id, "nurse@home-1", { do: "depart" });
  world.pass(20 * minute);
});

const doctor = "doctor@hospital-1";
const ago = (ms: number) => new Date(world.now - ms).toISOString();

describe("an arrival that is recorded later than it was", () => {
  test("counts from when it was: stage, deadline and door, with a row that tells both", async () => {
    await step(world, id, doctor, { do: "arrive", arrivedAt: ago(12 * minute) });
    const at = world.now - 12 * minute;
    const { stages } = await caseOf(world, id);
    expect(stages.slice(-2)).toMatchObject([
      { state: "en-route", leftAt: at },
      { state: "arrived", at },
    ]);
    expect((await stepsOf(world, id)).at(-1)).toMatchObject({
      what: "arrive",
      at: world.now,
      point: "door",
      pointAt: at,
    });
  });

  test("to the minute of the departure is the departure's moment, and nothing stands before what came before", async () => {
    await step(world, id, doctor, { do: "arrive", arrivedAt: ago(20 * minute + 59_000) });
    const [left, arrived] = (await caseOf(world, id)).stages.slice(-2);
    expect([left?.leftAt, arrived?.at]).toEqual([left?.at, left?.at]);
  });

  test.each([
    ["in the future", -10 * minute],
    ["before they left", 21 * minute],
  ])("%s is refused at its field, and nothing is written", async (_claim, ms) => {
    const answer = await act(world, id, doctor, { do: "arrive", arrivedAt: ago(ms) });
    expect([answer.status, answer.body.errors[0].pointer]).toEqual([400, "#/arrivedAt"]);
    expect((await caseOf(world, id)).state).toBe("en-route");
  });

  test("taken back, the person is on the way as before", async () => {
    const before = await caseOf(world, id);
    await step(world, id, doctor, { do: "arrive", arrivedAt: ago(12 * minute) });
    await act(world, id, doctor, { do: "take-back" });
    expect((await caseOf(world, id)).stages).toEqual(before.stages);
  });
});

describe("whoever sends somebody", () => {
  const phoneFor = async (as: string) => (await world.must("show-referral", { id, as })).receiverPhone;
  const change = (...departments: readonly object[]) =>
    world.must("change-facility", { id: "hospital-1", body: { departments } });

  test("reads under which number the receiving house answers: its desk before others; none where none is on record", async () => {
    await change({ id: "er", name: "急诊科", kind: "emergency" });
    expect(await phoneFor("nurse@home-1")).toBeUndefined();
    const surgery = { id: "surgery", name: "外科", kind: "surgery", phone: "0576-81230001" };
    await change(surgery);
    expect(await phoneFor("nurse@home-1")).toBe("0576-81230001");
    await change(surgery, {
      id: "er",
      name: "急诊科",
      kind: "emergency",
      phone: "0576-81230002",
      isReferralDesk: true,
    });
    expect(await phoneFor("nurse@home-1")).toBe("0576-81230002");
    const { items } = await world.must("list-referrals", { as: "nurse@home-1" });
    expect(items[0].receiverPhone).toBe("0576-81230002");
  });
});
