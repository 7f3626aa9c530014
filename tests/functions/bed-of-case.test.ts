import { beforeEach, describe, expect, test } from "vitest";
import { isoTimeOf } from "../../contracts/iso-time.ts";
import { day, hour, minute } from "../../domain/model/time.ts";
import { ResidentStore } from "../../stores/resident-store.ts";
import { act, caseOf, consortium, request, step } from "./referring.ts";
import { recorded, World } from "./world.ts";

let world: World;
beforeEach(async () => {
  world = await new World().furnish();
  await consortium(world);
});

const nurse = "nurse@home-1";
const desk = "referral-coordinator@hospital-1";
const doctor = "doctor@hospital-1";
const ward = "nurse@hospital-1";

const hold = (body: object, as = ward, id = "hospital-1") => world.call("hold-bed", { id, as, body });
const release = (bedId: string, holdId: string) =>
  world.call("release-bed", { id: "hospital-1", as: ward, body: { bedId, holdId } });
const sweep = () => world.invoke("sweep-holds", recorded("schedule"));
const shown = (id: string, as = desk) => world.must("show-referral", { id, as });
const guardOf = async (bedId: string) =>
  (await new ResidentStore(world.tables).bedStates("hospital-1", [bedId]))[0]?.guard;

async function accepted(more = {}): Promise<string> {
  const { id } = await request(world, more);
  await step(world, id, desk, { do: "accept" });
  return id;
}

async function arrived(more = {}): Promise<string> {
  const id = await accepted(more);
  await step(world, id, nurse, { do: "depart" });
  await step(world, id, desk, { do: "arrive" });
  return id;
}

describe("a bed held on the board for somebody who is expected", () => {
  test("stands in their case at once, with a row that says who kept it, until the expected time and a little longer", async () => {
    const id = await accepted({ expectedAt: isoTimeOf(world.now + 2 * day) });
    const answer = await hold({ bedId: "w1", referralId: id });
    const until = isoTimeOf(world.now + 2 * day + 4 * hour);
    expect(answer.body).toMatchObject({ bedId: "w1", hold: { id, purpose: "referral", until } });
    const seen = await shown(id);
    expect(seen.bed).toEqual({ facilityId: "hospital-1", bedId: "w1", label: "急诊1床", until });
    expect(seen.steps.at(-1)).toMatchObject({
      what: "hold",
      by: { id: ward },
      facility: { id: "hospital-1" },
      bed: { bedId: "w1", label: "急诊1床", became: "held", until },
    });
    const board = await world.must("list-arrivals", { id: "hospital-1", as: desk });
    expect(board.expected).toMatchObject([{ id, bed: { bedId: "w1" } }]);
  });

  test("asked for twice is one hold and one row, and for longer is kept for longer", async () => {
    const id = await accepted();
    await hold({ bedId: "w1", referralId: id, minutes: 60 });
    const { version } = await shown(id);
    expect((await hold({ bedId: "w1", referralId: id, minutes: 60 })).status).toBe(200);
    expect((await shown(id)).version).toBe(version);
    await hold({ bedId: "w1", referralId: id, minutes: 120 });
    expect((await shown(id)).bed.until).toBe(isoTimeOf(world.now + 2 * hour));
    expect(await guardOf("w1")).toMatchObject({ kind: "held", hold: { id, until: world.now + 2 * hour } });
  });

  test("in the place of another one gives that one free in the same write", async () => {
    const id = await accepted();
    await hold({ bedId: "w1", referralId: id });
    await hold({ bedId: "b1", referralId: id });
    expect([(await guardOf("w1"))?.kind, (await guardOf("b1"))?.kind]).toEqual(["free", "held"]);
    expect((await shown(id)).bed.bedId).toBe("b1");
  });

  test.each([
    ["a case that nobody accepted yet", async () => (await request(world)).id, 409, "step-impossible"],
    [
      "a case of another hospital",
      async () => (await request(world, { toFacilityId: "hospital-2" })).id,
      404,
      "unknown-referral",
    ],
    ["no case at all", async () => "none", 404, "unknown-referral"],
  ])("is not held for %s", async (_which, make, status, code) => {
    const answer = await hold({ bedId: "w1", referralId: await make() });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect((await guardOf("w1"))?.kind).toBe("free");
  });

  test("is one person's: of ten cases and tries at once one has it, and no other case names it", async () => {
    const one = await accepted();
    const { id: other } = await request(world, { residentId: "resident-2" });
    await step(world, other, desk, { do: "accept" });
    const tries = Array.from({ length: 10 }, (_, n) => hold({ bedId: "w1", referralId: n % 2 === 0 ? one : other }));
    const codes = (await Promise.all(tries)).map(({ status }) => status);
    const named = (await Promise.all([one, other].map((id) => caseOf(world, id)))).filter(
      ({ bed }) => bed !== undefined,
    );
    expect(named).toHaveLength(1);
    expect(await guardOf("w1")).toMatchObject({ kind: "held", hold: { id: named[0]?.id } });
    expect(new Set(codes)).toEqual(new Set([200, 409]));
  });
});

describe("a hold that ends without the person", () => {
  test.each([
    ["its time ran out", async () => void world.pass(hour), "expired", undefined],
    ["the house let it go", async (id: string) => void (await release("w1", id)), "released", ward],
  ])("leaves the case when %s, which tells so to both houses", async (_why, end, why, by) => {
    const id = await accepted();
    await hold({ bedId: "w1", referralId: id, minutes: 60 });
    await world.watch("hospital-1", world.now + day);
    world.news.length = 0;
    await end(id);
    await sweep();
    expect((await guardOf("w1"))?.kind).toBe("free");
    const seen = await shown(id);
    expect(seen.bed).toBeUndefined();
    expect(seen.lostBed).toMatchObject({ bedId: "w1", label: "急诊1床", why });
    expect(seen.steps.at(-1)).toMatchObject({ what: "hold", bed: { bedId: "w1", became: why } });
    expect(seen.steps.at(-1).by?.id).toBe(by);
    const told = world.news.filter(({ referrals }) => referrals.length > 0).map(({ facilityId }) => facilityId);
    expect(new Set(told)).toEqual(new Set(["home-1", "hospital-1"]));
    const { expected } = await world.must("list-arrivals", { id: "hospital-1", as: desk });
    expect(expected[0].lostBed).toMatchObject({ why });
    await sweep();
    expect((await shown(id)).version).toBe(seen.version);
  });

  test("and whose bed another one took before the sweep is told to its case by the sweep", async () => {
    const id = await accepted();
    await hold({ bedId: "w1", referralId: id, minutes: 60 });
    world.pass(2 * hour);
    expect((await hold({ bedId: "w1", minutes: 30, note: "别人" })).status).toBe(200);
    await sweep();
    const seen = await shown(id);
    expect([seen.bed, seen.lostBed.why]).toEqual([undefined, "expired"]);
    expect(await guardOf("w1")).toMatchObject({ hold: { purpose: "admission" } });
    expect(await new ResidentStore(world.tables).listEndedHolds()).toEqual([]);
  });

  test("is none of the case's any more when it has the bed again by then", async () => {
    const id = await arrived();
    await hold({ bedId: "w1", referralId: id, minutes: 60 });
    world.pass(2 * hour);
    await step(world, id, doctor, { do: "admit", bedId: "w1" });
    await sweep();
    expect((await shown(id)).bed.bedId).toBe("w1");
    expect(await new ResidentStore(world.tables).listEndedHolds()).toEqual([]);
  });

  test("is not said any more once there is another bed", async () => {
    const id = await accepted();
    await hold({ bedId: "w1", referralId: id, minutes: 60 });
    await release("w1", id);
    await hold({ bedId: "b1", referralId: id });
    expect(await shown(id)).toMatchObject({ bed: { bedId: "b1" } });
    expect((await shown(id)).lostBed).toBeUndefined();
    expect((await caseOf(world, id)).lostBed).toBeUndefined();
  });

  test("is not there again when the step before is taken back", async () => {
    const id = await accepted();
    await hold({ bedId: "w1", referralId: id, minutes: 60 });
    await step(world, id, nurse, { do: "depart" });
    await release("w1", id);
    await step(world, id, nurse, { do: "take-back" });
    expect((await shown(id)).bed).toBeUndefined();
    expect((await guardOf("w1"))?.kind).toBe("free");
  });
});

describe("an admission", () => {
  test("takes the bed that is named, and gives the one that was kept free", async () => {
    const id = await arrived();
    await hold({ bedId: "w1", referralId: id });
    await step(world, id, doctor, { do: "admit", bedId: "b1" });
    expect(await guardOf("b1")).toMatchObject({ kind: "occupied", residentId: "resident-1", stayId: id });
    expect((await guardOf("w1"))?.kind).toBe("free");
    for (const body of [{ do: "ready" }, { do: "accept-down" }, { do: "depart-back" }] as const)
      await step(world, id, body.do === "accept-down" ? "doctor@home-1" : doctor, body);
    expect((await guardOf("b1"))?.kind).toBe("free");
  });

  test("takes the bed that was kept, when none is named", async () => {
    const id = await arrived();
    await hold({ bedId: "w1", referralId: id });
    await step(world, id, doctor, { do: "admit" });
    expect(await guardOf("w1")).toMatchObject({ kind: "occupied", stayId: id });
  });

  test("without a bed yet lets go what was kept, and is given one later, and another", async () => {
    const id = await arrived();
    await hold({ bedId: "w1", referralId: id });
    const open = await step(world, id, doctor, { do: "admit", bedId: null });
    expect([open.state, open.bed, open.lostBed]).toEqual(["admitted", undefined, undefined]);
    expect((await guardOf("w1"))?.kind).toBe("free");
    await hold({ bedId: "b1", referralId: id });
    expect(await guardOf("b1")).toMatchObject({ kind: "occupied", stayId: id });
    expect((await shown(id)).steps.at(-1)).toMatchObject({ what: "hold", bed: { became: "theirs" } });
    await hold({ bedId: "w1", referralId: id });
    expect([(await guardOf("w1"))?.kind, (await guardOf("b1"))?.kind]).toEqual(["occupied", "free"]);
  });

  test("into a bed that another one has is refused with why, and nothing is changed", async () => {
    const id = await arrived();
    await hold({ bedId: "w1", referralId: id, minutes: 30 });
    world.pass(hour);
    const { id: other } = await request(world, { residentId: "resident-2" });
    await step(world, other, desk, { do: "accept", bedId: "w1" });
    const held = await act(world, id, doctor, { do: "admit", bedId: "w1" });
    expect([held.status, held.body.code]).toEqual([409, "bed-held"]);
    for (const [as, body] of [
      [nurse, "depart"],
      [desk, "arrive"],
      [doctor, "admit"],
    ] as const)
      await step(world, other, as, { do: body });
    const taken = await act(world, id, doctor, { do: "admit", bedId: "w1" });
    expect([taken.status, taken.body.code]).toEqual([409, "bed-taken"]);
    expect((await shown(id)).state).toBe("arrived");
    expect((await act(world, id, doctor, { do: "admit", bedId: "b9" })).body.code).toBe("unknown-bed");
  });

  test("said twice is one; with another bed than stands there, whoever says so is told", async () => {
    const id = await arrived();
    const once = await step(world, id, doctor, { do: "admit", bedId: "b1" });
    expect((await step(world, id, doctor, { do: "admit", bedId: "b1" })).version).toBe(once.version);
    const other = await act(world, id, doctor, { do: "admit", bedId: "w1" });
    expect([other.status, other.body.code]).toEqual([409, "version-conflict"]);
  });

  test("of two at once into one bed is one person's", async () => {
    const one = await arrived();
    const { id: other } = await request(world, { residentId: "resident-2" });
    for (const [as, body] of [
      [desk, "accept"],
      [nurse, "depart"],
      [desk, "arrive"],
    ] as const)
      await step(world, other, as, { do: body });
    const answers = await Promise.all([one, other].map((id) => act(world, id, doctor, { do: "admit", bedId: "b1" })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const states = await Promise.all([one, other].map(async (id) => (await caseOf(world, id)).state));
    expect(states.toSorted()).toEqual(["admitted", "arrived"]);
  });
});

describe("a hold asked for twice in the same words", () => {
  const body = { bedId: "w1", minutes: 30, note: "下午到" };

  test("by one person is one hold, as after an answer that was cut off", async () => {
    const { body: first } = await hold(body);
    world.pass(minute);
    expect(await hold(body)).toMatchObject({ status: 200, body: first });
  });

  test.each([
    ["another person", {}, doctor, 0],
    ["other words", { note: "明早到" }, ward, 0],
    ["another time", { minutes: 60 }, ward, 0],
    ["long after", { minutes: 60 }, ward, 20 * minute],
  ])("is another wish of %s", async (_which, more, as, later) => {
    await hold({ ...body, ...(later > 0 && { minutes: 60 }) });
    world.pass(later);
    expect((await hold({ ...body, ...more }, as)).body.code).toBe("bed-held");
  });
});

describe("the bed board", () => {
  const bed = async (facilityId: string, bedId: string, as: string) =>
    (await world.must("show-bed-board", { id: facilityId, as })).beds.find(({ id }: { id: string }) => id === bedId);

  test("says who is away in which hospital, while their bed stays theirs, and whom a bed is kept for", async () => {
    const id = await accepted();
    expect((await bed("home-1", "b1", nurse)).occupant).toEqual({ residentId: "resident-1", name: "王桂英" });
    await step(world, id, nurse, { do: "depart" });
    await hold({ bedId: "w1", referralId: id });
    expect(await bed("home-1", "b1", nurse)).toMatchObject({
      standing: "occupied",
      occupant: { residentId: "resident-1", away: { stage: "on-the-way", hospital: "县人民医院" } },
    });
    expect(await bed("hospital-1", "w1", desk)).toMatchObject({ standing: "held", person: "王桂英" });
    await step(world, id, desk, { do: "arrive" });
    await step(world, id, doctor, { do: "admit" });
    expect((await bed("home-1", "b1", nurse)).occupant.away.stage).toBe("in-hospital");
    expect(await bed("hospital-1", "w1", desk)).toMatchObject({ standing: "occupied", stayId: id, person: "王桂英" });
  });

  test("tells who supervises nothing of who is away or for whom a bed is kept", async () => {
    await world.person("civil", { roles: [{ role: "civil-affairs-supervisor" }] });
    const id = await accepted();
    await step(world, id, nurse, { do: "depart" });
    await hold({ bedId: "w1", referralId: id });
    for (const [house, bedId] of [
      ["home-1", "b1"],
      ["hospital-1", "w1"],
    ] as const) {
      const seen = JSON.stringify(await bed(house, bedId, "civil"));
      for (const secret of ["王桂英", "away", "person"]) expect(seen).not.toContain(secret);
    }
  });
});

describe("the numbers of beds", () => {
  test("tell of one's own houses how full they are and for how many they are licensed, of others what is free", async () => {
    await world.must("change-facility", { id: "home-1", body: { licensed: { care: 1 } } });
    const items = async (as: string) => (await world.must("count-free-beds", { as, query: {} })).items;
    const home = { use: "care", beds: 2, free: 0, occupied: 2, held: 0, barred: 0, licensed: 1 };
    const seen = await items(nurse);
    expect(seen.find(({ facilityId }: { facilityId: string }) => facilityId === "home-1").uses).toEqual([home]);
    expect(seen.find(({ facilityId }: { facilityId: string }) => facilityId === "hospital-1").uses).toEqual([
      { use: "medical", beds: 2, free: 2 },
    ]);
    await world.person("civil", { roles: [{ role: "civil-affairs-supervisor" }] });
    const all = await items("civil");
    expect(all.every(({ isOwn }: { isOwn: boolean }) => isOwn)).toBe(true);
    expect(JSON.stringify(all)).not.toContain("王桂英");
  });
});
