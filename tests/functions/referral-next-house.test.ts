import { beforeEach, describe, expect, test } from "vitest";
import { act, caseOf, consortium, request, step } from "./referring.ts";
import { World } from "./world.ts";

let world: World;
beforeEach(async () => {
  world = await new World().furnish();
  await consortium(world);
});

const desk = "referral-coordinator@hospital-1";
const phone = { with: "急诊台" };
const passOn = (id: string, toFacilityId: string, more: object = {}) =>
  act(world, id, desk, { do: "substitute", toFacilityId, reason: "抢救室满", ...more });

describe("the hospital in whose place another comes", () => {
  test.each([
    ["itself", "hospital-1", "invalid-request"],
    ["the home from which they come", "home-1", "invalid-request"],
    ["a hospital without an agreement", "centre-1", "no-route"],
  ])("cannot name %s, whoever is said to have agreed on the telephone", async (_name, toFacilityId, code) => {
    const { id } = await request(world, { mode: "green-channel" });
    for (const more of [{}, { phone }]) expect((await passOn(id, toFacilityId, more)).body).toMatchObject({ code });
    expect(await caseOf(world, id)).toMatchObject({ destinationId: "hospital-1", version: 1 });
  });

  test("cannot name a house that treats nobody, and nobody there gets the record", async () => {
    const home = { id: "home-2", name: "东岭村互助养老院", kind: "mutual-aid-home", beds: [] };
    await world.must("register-facility", { body: home });
    await world.person("carer-2", { roles: [{ role: "carer", facilityId: "home-2" }] });
    const { id } = await request(world, { mode: "green-channel" });
    expect((await passOn(id, "home-2", { phone })).body).toMatchObject({ code: "invalid-request" });
    expect((await world.call("show-referral", { id, as: "carer-2" })).status).toBe(404);
  });

  test("can name an external one that agreed on the telephone, and only so", async () => {
    const { id } = await request(world, { mode: "green-channel" });
    expect((await passOn(id, "outside-1")).body).toMatchObject({ code: "no-route" });
    expect((await passOn(id, "outside-1", { phone })).body).toMatchObject({ destination: { id: "outside-1" } });
  });
});

describe("a further house that is asked", () => {
  test("by telephone alone is an external one", async () => {
    const { id } = await request(world);
    const offer = { do: "offer", phone, toFacilityId: "centre-1" };
    expect((await act(world, id, "nurse@home-1", offer)).body).toMatchObject({ code: "no-route" });
    const outside = { ...offer, toFacilityId: "outside-1" };
    expect((await step(world, id, "nurse@home-1", outside)).destination).toMatchObject({ id: "outside-1" });
  });

  test("that is asked already is not asked anew: its time runs on", async () => {
    const { id, dueAt } = await request(world);
    world.pass(60_000);
    const shown = await step(world, id, "nurse@home-1", { do: "offer", toFacilityId: "hospital-1" });
    expect([shown.version, shown.dueAt]).toEqual([1, dueAt]);
  });
});
