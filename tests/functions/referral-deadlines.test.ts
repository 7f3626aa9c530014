import { beforeEach, describe, expect, test } from "vitest";
import { hour, minute } from "../../domain/model/time.ts";
import { act, caseOf, consortium, request, step } from "./referring.ts";
import { intercepted, World } from "./world.ts";

let world: World;
beforeEach(async () => {
  world = await new World().furnish();
  await consortium(world);
});

const nurse = "nurse@home-1";
const doctor = "doctor@hospital-1";
const set = (house: string, body: object) =>
  world.call("set-referral-policy", { id: house, as: `facility-manager@${house}`, body });
const dueAfter = async (id: string) => {
  const stage = (await caseOf(world, id)).stages.at(-1);
  return stage?.dueAt === undefined ? undefined : stage.dueAt - stage.at;
};

describe("how long a stage may take", () => {
  test("is what the house says whose part it is, and by default what it does not say", async () => {
    await set("home-1", { deadlines: { "green-channel": { accepted: 20 }, routine: { requested: 1 } } });
    await set("hospital-1", { deadlines: { routine: { requested: 30 } } });
    const { id } = await request(world, { mode: "green-channel" });
    expect(await dueAfter(id)).toBe(20 * minute);
    await step(world, id, nurse, { do: "depart" });
    expect(await dueAfter(id)).toBe(hour);
    await step(world, id, nurse, { do: "cancel", reason: "误点" });
    const routine = await request(world, { reason: "发热" });
    expect(await dueAfter(routine.id)).toBe(30 * minute);
    await step(world, routine.id, doctor, { do: "triage" });
    expect(await dueAfter(routine.id)).toBe(4 * hour);
  });

  test("stays what it was for a stage that is under way, and is shown with its default and its bounds", async () => {
    const { id } = await request(world, { mode: "green-channel" });
    const { body } = await set("home-1", { deadlines: { "green-channel": { accepted: 25 } } });
    expect(await dueAfter(id)).toBe(10 * minute);
    const row = body.deadlines.find(
      (each: { mode: string; state: string }) => each.mode === "green-channel" && each.state === "accepted",
    );
    expect(row).toMatchObject({ party: "origin", defaultMinutes: 10, ownMinutes: 25, longestMinutes: 40 });
    await set("home-1", { greenChannel: { afterStep: 3 } });
    const shown = await world.must("show-referral-policy", { id: "home-1", as: nurse });
    expect(shown.deadlines).toEqual(body.deadlines);
    await set("home-1", { deadlines: {} });
    await step(world, id, nurse, { do: "cancel", reason: "误点" });
    expect(await dueAfter((await request(world, { mode: "green-channel" })).id)).toBe(10 * minute);
  });

  test.each([
    ["longer than four times the default", { "green-channel": { accepted: 41 } }, "#/deadlines/green-channel/accepted"],
    [
      "longer than the norm for the follow-up",
      { routine: { "follow-up-due": 14 * 24 * 60 + 1 } },
      "#/deadlines/routine/follow-up-due",
    ],
    ["for a stage without a time", { routine: { admitted: 60 } }, "#/deadlines/routine/admitted"],
    ["of no time at all", { routine: { requested: 0 } }, "#/deadlines/routine/requested"],
  ])("%s is refused by its place", async (_claim, deadlines, pointer) => {
    const { status, body } = await set("home-1", { deadlines });
    expect([status, body.errors[0].pointer]).toEqual([400, pointer]);
    expect((await world.must("show-referral-policy", { id: "home-1", as: nurse })).version).toBe(0);
  });

  test("is by default where a house's own cannot be read: nobody waits for that", async () => {
    const { engine } = world;
    world.engine = {
      ...intercepted(engine, async () => undefined),
      get: async (table, key) => {
        if (String(key.key).startsWith("policy#")) throw new Error("the policy is unreadable");
        return engine.get(table, key);
      },
    };
    const body = { residentId: "resident-1", toFacilityId: "hospital-1", reason: "发热" };
    const answer = await world.call("request-referral", { as: nurse, body });
    expect([answer.status, await dueAfter(answer.body.id)]).toEqual([201, 2 * hour]);
    expect((await act(world, answer.body.id, doctor, { do: "triage" })).status).toBe(200);
  });
});
