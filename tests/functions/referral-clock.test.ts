import { beforeEach, expect, test } from "vitest";
import { day, hour, minute } from "../../domain/model/time.ts";
import { calledFor, caseOf, consortium, letTimePass, request, stepsOf } from "./referring.ts";
import { recorded, World } from "./world.ts";

let world: World;
beforeEach(async () => {
  world = await new World().furnish();
  await consortium(world);
});

/** The clock of the service is put right; its timers are of the time before, and go off as they were set. */
const setBack = (ms: number) => {
  world.now -= ms;
};
const swept = () => world.invoke("sweep-referrals", recorded("schedule"));

test("a stage that began in the future, since the clock was set back, has its time from now on, and a row says so", async () => {
  const { id } = await request(world, { mode: "green-channel" });
  setBack(3 * day);
  await swept();
  expect((await caseOf(world, id)).stages).toEqual([
    { state: "accepted", at: world.now, dueAt: world.now + 10 * minute },
  ]);
  expect((await stepsOf(world, id)).at(-1)).toMatchObject({ what: "clock-set-back", from: "accepted", to: "accepted" });
  expect(world.queued.get(`referral-due#${id}`)?.dueAt).toBe(world.now + 10 * minute);
  await letTimePass(world, 11 * minute);
  expect((await calledFor(world, "home-1")).map(({ kind }) => kind)).toContain("referral-late");
});

test("what is within the tolerance of clocks, or waits for a later time, stays as it is", async () => {
  const { id } = await request(world);
  await request(world, { residentId: "resident-2", mode: "green-channel" });
  const before = await caseOf(world, id);
  setBack(2 * minute);
  await swept();
  expect(await caseOf(world, id)).toEqual(before);
  await letTimePass(world, hour, { isSwept: true });
  expect((await caseOf(world, id)).stages).toEqual(before.stages);
});
