import { beforeEach, expect, test } from "vitest";
import { code, visitActs, visitWorld } from "./visiting.ts";
import type { World } from "./world.ts";

let world: World;
beforeEach(async () => {
  world = await visitWorld();
  await agree("home-1", "hospital", { covers: ["up-referral", "green-channel"] });
});
const { agree, requested } = visitActs(() => world);

const stop = { kind: "stop", cause: "condition-changed", reason: "胸痛，来院" };
const refer = (visitId: string, body: object = {}) =>
  world.call("request-referral", {
    body: { residentId: "resident-1", toFacilityId: "hospital", reason: "胸痛", visitId, ...body },
    as: "nurse",
  });

async function stopped(): Promise<string> {
  const id = await requested();
  await world.must("conduct-visit", { id, body: stop, as: "doctor" });
  return id;
}

test.each(["routine", "green-channel"])(
  "a visit that was not suitable and its %s referral know each other",
  async (mode) => {
    const id = await stopped();
    expect((await world.must("show-visit", { id, as: "nurse" })).referral).toBeUndefined();
    const referral = await refer(id, { mode });
    expect([referral.status, referral.body.visitId]).toEqual([201, id]);
    expect((await world.must("show-referral", { id: referral.body.id, as: "nurse" })).visitId).toBe(id);
    const shown = await world.must("show-visit", { id, as: "doctor" });
    expect(shown.referral).toEqual({ id: referral.body.id, stateTitle: referral.body.stateTitle });
  },
);

test("a visit to somebody else, and one that there is not, are no reason for a referral, and answered alike", async () => {
  const other = await requested({ residentId: "resident-2" });
  for (const id of [other, "visit-9"]) {
    const answer = await refer(id);
    expect([answer.status, code(answer)]).toEqual([404, "unknown-visit"]);
  }
  expect((await world.must("list-referrals", { as: "nurse" })).items).toEqual([]);
});

test("relatives are not told of the case", async () => {
  const id = await stopped();
  await refer(id);
  expect((await world.must("show-visit", { id, as: "daughter" })).referral).toBeUndefined();
});
