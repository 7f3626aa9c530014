import { beforeEach, describe, expect, test } from "vitest";
import { isoTimeOf } from "../../contracts/iso-time.ts";
import { day, hour, minute } from "../../domain/model/time.ts";
import { ResidentStore } from "../../stores/resident-store.ts";
import { act, calledFor, caseOf, consortium, letTimePass, request, step } from "./referring.ts";
import { World } from "./world.ts";

let world: World;
beforeEach(async () => {
  world = await new World().furnish();
  await consortium(world);
});

const nurse = "nurse@home-1";
const desk = "referral-coordinator@hospital-1";
const within = (ms: number) => isoTimeOf(world.now + ms);
const guardOf = async (bedId: string) =>
  (await new ResidentStore(world.tables).bedStates("hospital-1", [bedId]))[0]?.guard;

describe("a bed that is kept for somebody", () => {
  test("is held until the appointment that was asked for, and a little longer", async () => {
    const { id } = await request(world, { expectedAt: within(5 * day) });
    const shown = await step(world, id, desk, { do: "accept", bedId: "w1" });
    expect(Date.parse(shown.bed.until)).toBe(world.now + 5 * day + 4 * hour);
  });

  test("is held no longer than a week at once, and longer when the house says so, or the person leaves", async () => {
    const { id } = await request(world, { expectedAt: within(10 * day) });
    const start = world.now;
    const shown = await step(world, id, desk, { do: "accept", bedId: "w1" });
    expect(Date.parse(shown.bed.until)).toBe(start + 7 * day);
    world.pass(4 * day);
    await step(world, id, nurse, { do: "note", reason: "照常" });
    expect((await caseOf(world, id)).bed?.until).toBe(start + 7 * day);
    await step(world, id, desk, { do: "note", reason: "床位保留" });
    expect(await guardOf("w1")).toMatchObject({ kind: "held", hold: { id, until: start + 10 * day + 4 * hour } });
    expect((await caseOf(world, id)).bed?.until).toBe(start + 10 * day + 4 * hour);
  });

  test("and was released by the house is not named any more from the next step on", async () => {
    const { id } = await request(world);
    await step(world, id, desk, { do: "accept", bedId: "w1" });
    await world.must("release-bed", { id: "hospital-1", as: "nurse@hospital-1", body: { bedId: "w1", holdId: id } });
    expect((await step(world, id, nurse, { do: "depart" })).bed).toBeUndefined();
  });
});

describe("a new time of arrival", () => {
  test("said on the way moves the deadline, and nobody is called late before it", async () => {
    const { id } = await request(world, { mode: "green-channel" });
    await step(world, id, nurse, { do: "depart", expectedAt: within(20 * minute) });
    world.pass(15 * minute);
    const shown = await step(world, id, nurse, { do: "note", reason: "堵车", expectedAt: within(hour) });
    expect(Date.parse(shown.dueAt)).toBe(world.now + hour + 15 * minute);
    await letTimePass(world, hour);
    expect(await calledFor(world, "home-1")).not.toContainEqual(expect.objectContaining({ kind: "referral-late" }));
    await letTimePass(world, 16 * minute);
    expect(await calledFor(world, "home-1")).toContainEqual(expect.objectContaining({ kind: "referral-late" }));
  });

  test("said in a note that is sent again is one row; the same words of another moment are another", async () => {
    const { id } = await request(world);
    const note = { do: "note", reason: "堵车", clientAt: within(0) };
    for (const clientAt of [within(0), within(0), within(minute)]) await step(world, id, nurse, { ...note, clientAt });
    expect((await caseOf(world, id)).version).toBe(3);
  });

  test.each(["9999-12-31T00:00:00Z", "2020-01-01T00:00:00Z"])(
    "is not %s, in a request or a step",
    async (expectedAt) => {
      const refused = { code: "invalid-request", errors: [{ pointer: "#/expectedAt" }] };
      const body = { residentId: "resident-1", toFacilityId: "hospital-1", expectedAt };
      expect((await world.call("request-referral", { as: nurse, body })).body).toMatchObject(refused);
      const { id } = await request(world);
      expect((await act(world, id, desk, { do: "accept", expectedAt })).body).toMatchObject(refused);
      expect((await caseOf(world, id)).state).toBe("requested");
    },
  );
});
