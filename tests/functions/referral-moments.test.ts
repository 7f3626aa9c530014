import { beforeEach, describe, expect, test } from "vitest";
import { minute } from "../../domain/model/time.ts";
import type { Item } from "../../domain/ports.ts";
import { tables } from "../../stores/tables.ts";
import { act, calledFor, caseOf, consortium, request, step, stepsOf } from "./referring.ts";
import { World } from "./world.ts";

let world: World;
let id: string;
beforeEach(async () => {
  world = await new World().furnish();
  await consortium(world);
  ({ id } = await request(world, { mode: "green-channel", centre: "stroke" }));
});

const nurse = "nurse@hospital-1";
const doctor = "doctor@hospital-1";
const tap = (body: object, as = nurse) => world.call("record-time-point", { id, as, body });
const tickOf = async (code: string) =>
  (await world.must("show-referral", { id, as: nurse })).checklist.find((item: { code: string }) => item.code === code);

describe("what is ready", () => {
  test("is unticked without a word, and ticked again; who and when stay in the rows", async () => {
    expect(await tickOf("prepare-ct")).not.toHaveProperty("doneAt");
    await tap({ code: "prepare-ct" });
    expect(await tickOf("prepare-ct")).toMatchObject({ doneBy: { id: nurse } });
    world.pass(minute);
    await tap({ code: "prepare-ct", isUndone: true }, doctor);
    expect(await tickOf("prepare-ct")).not.toHaveProperty("doneAt");
    expect(await tickOf("prepare-ct")).not.toHaveProperty("doneBy");
    world.pass(minute);
    const again = world.now;
    await tap({ code: "prepare-ct" });
    expect(Date.parse((await tickOf("prepare-ct")).doneAt)).toBe(again);
    const rows = (await stepsOf(world, id)).filter(({ what }) => what === "record");
    expect(rows.map(({ point, by, isUndone }) => [point, by?.id, isUndone])).toEqual([
      ["prepare-ct", nurse, undefined],
      ["prepare-ct", doctor, true],
      ["prepare-ct", nurse, undefined],
    ]);
    expect((await caseOf(world, id)).timePoints).toHaveLength(3);
  });

  test("keeps in its row when it was tapped by the clock of the device; the moment is the service's", async () => {
    const clientAt = new Date(world.now - minute).toISOString();
    const tappedAt = world.now;
    await tap({ code: "prepare-ct", clientAt });
    const row = (await stepsOf(world, id)).find(({ what }) => what === "record");
    expect(row).toMatchObject({ clientAt: Date.parse(clientAt), pointAt: tappedAt });
  });

  test("and was not ticked, or was unticked before, is no row when somebody unticks it", async () => {
    for (const code of ["prepare-ct", "ct", "door"]) expect((await tap({ code, isUndone: true })).status).toBe(200);
    expect((await caseOf(world, id)).timePoints).toEqual([]);
  });

  test("is said by nurses, doctors and coordinators of the hospital, by nobody else", async () => {
    const answers = ["carer@hospital-1", "facility-manager@hospital-1", "nurse@home-1"].map((as) =>
      tap({ code: "prepare-ct" }, as),
    );
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([403, 403, 403]);
    for (const as of [nurse, doctor, "referral-coordinator@hospital-1"])
      expect((await tap({ code: "prepare-ct" }, as)).status).toBe(200);
  });
});

describe("a moment of the treatment that was recorded by mistake", () => {
  test("is taken back with a reason only, and its clock runs on", async () => {
    await step(world, id, nurse, { do: "arrive" });
    world.pass(5 * minute);
    await tap({ code: "ct" });
    expect((await tap({ code: "ct", isUndone: true })).body).toMatchObject({ errors: [{ pointer: "#/reason" }] });
    const { body } = await tap({ code: "ct", isUndone: true, reason: "点错了病人" });
    expect(body.clocks.find(({ code }: { code: string }) => code === "door-to-ct").state).toBe("running");
    expect(body.timePoints).toMatchObject([{ code: "ct" }, { code: "ct", isUndone: true, reason: "点错了病人" }]);
    expect(body.steps.at(-1)).toMatchObject({ what: "record", isUndone: true, reason: "点错了病人" });
  });

  test("of the door leaves the door that the case knows", async () => {
    await step(world, id, nurse, { do: "arrive" });
    const door = world.now;
    world.pass(5 * minute);
    await tap({ code: "door", at: new Date(door + minute).toISOString(), reason: "门卫登记" });
    const { body } = await tap({ code: "door", isUndone: true, reason: "登记的是另一位" });
    expect(Date.parse(body.clocks[0].startedAt)).toBe(door);
  });
});

describe("the centre", () => {
  const name = (centre: string | null, as = nurse) => act(world, id, as, { do: "note", reason: "中心", centre });

  test("is changed by the hospital: the row names the former one, and what was recorded stays", async () => {
    await tap({ code: "prepare-ct" });
    const { body } = await name("trauma");
    expect(body.centre).toBe("trauma");
    expect(body.steps.at(-1)).toMatchObject({ what: "note", centre: { was: "stroke", is: "trauma" } });
    // CT is made ready for both.
    expect(body.checklist.find(({ code }: { code: string }) => code === "prepare-ct").doneAt).toBeDefined();
    await name("stroke");
    expect((await caseOf(world, id)).timePoints).toHaveLength(1);
  });

  test("can be none after all, and stays none when the step before it is taken back", async () => {
    await step(world, id, nurse, { do: "arrive" });
    const { body } = await name(null);
    expect(body).not.toHaveProperty("centre");
    expect(body.steps.at(-1).centre).toEqual({ was: "stroke" });
    expect((await step(world, id, nurse, { do: "take-back" })).centre).toBeUndefined();
  });

  test.each([
    ["the house that sent them changes none that stands there", "nurse@home-1", "trauma", 403],
    ["nor does a carer of the hospital", "carer@hospital-1", "trauma", 403],
    ["the same one said again is a word like any other", "carer@home-1", "stroke", 200],
  ])("%s", async (_claim, as, centre, status) => {
    expect((await name(centre, as)).status).toBe(status);
    expect((await caseOf(world, id)).centre).toBe("stroke");
  });
});

describe("the row of somebody who comes", () => {
  const rows = async () => await world.must("list-arrivals", { id: "hospital-1", as: nurse });

  test("says who it is and how they were, with the time, and how long the way usually takes until somebody says when", async () => {
    const [row] = (await rows()).expected;
    expect(row).toMatchObject({ person: { sex: "female", age: expect.any(Number) } });
    expect(Date.parse(row.news2.at)).toBe(world.now);
    expect(row).not.toHaveProperty("usualMinutes");
    const { items } = await world.must("list-agreements", {});
    const way = items.find(
      (agreement: { fromFacilityId: string; toFacilityId: string }) =>
        agreement.fromFacilityId === "home-1" && agreement.toFacilityId === "hospital-1",
    );
    const { isInForce: _, changes: __, ...terms } = way;
    await world.must("set-agreement", { body: { ...terms, usualMinutes: 30 } });
    expect((await rows()).expected[0]).toMatchObject({ usualMinutes: 30 });
    expect((await rows()).expected[0]).not.toHaveProperty("minutesToArrival");
    await step(world, id, "nurse@home-1", { do: "depart" });
    world.pass(10 * minute);
    expect((await rows()).expected[0]).toMatchObject({ minutesToArrival: 20, arrivesAt: { isUsual: true } });
    const said = new Date(world.now + 40 * minute).toISOString();
    await step(world, id, "nurse@home-1", { do: "note", reason: "堵车", expectedAt: said });
    expect((await rows()).expected[0]).toMatchObject({ minutesToArrival: 40, arrivesAt: { isUsual: false } });
  });

  test("with a damaged hand-over stands there all the same", async () => {
    const { snapshots } = await caseOf(world, id);
    const key = { referralId: id, id: `snapshot#${snapshots.at(-1)?.id}` };
    const stored = await world.tables.get(tables["referral-steps"], key);
    await world.tables.write([
      { kind: "put", table: tables["referral-steps"], item: { ...(stored as Item), json: "{" } },
    ]);
    const [row] = (await rows()).expected;
    expect(row.id).toBe(id);
    expect(row).not.toHaveProperty("person");
    expect(world.log.map(({ message }) => message)).toContain("the hand-over of somebody referred cannot be read");
  });
});

describe("the alert that announces somebody", () => {
  const announced = async () => (await calledFor(world, "hospital-1"))[0]?.id ?? "";
  const end = async (outcome: string, alertId: string) =>
    world.call("resolve-alert", { id: alertId, as: "carer@hospital-1", body: { outcome } });

  test.each(["false", "test", "device-fault"])("is not ended as %s while they are on their way", async (outcome) => {
    const alertId = await announced();
    const answer = await end(outcome, alertId);
    expect([answer.status, answer.body.code]).toEqual([409, "still-expected"]);
    expect((await calledFor(world, "hospital-1")).map((alert) => [alert.id, alert.closedAt])).toEqual([
      [alertId, undefined],
    ]);
  });

  test("is ended as real by whoever has seen it, and by the arrival", async () => {
    expect((await end("real", await announced())).status).toBe(200);
    expect(await calledFor(world, "hospital-1")).toEqual([]);
    await world.must("reopen-alert", { id: `${id}-in-1`, as: nurse, body: {} });
    await step(world, id, nurse, { do: "arrive" });
    expect(await calledFor(world, "hospital-1")).toEqual([]);
  });

  test("of a case that was cancelled is closed already", async () => {
    const alertId = await announced();
    await step(world, id, "nurse@home-1", { do: "cancel", reason: "好转" });
    expect((await end("test", alertId)).body.code).toBe("already-resolved");
  });
});

describe("each of what the papers ask for after the return", () => {
  const first = { what: "复查胸片", dueOn: "2026-11-26" };
  const second = { what: "复查血常规", dueOn: "2026-11-30" };

  async function backHome(followUps: readonly object[]): Promise<string> {
    for (const action of ["arrive", "admit"]) await step(world, id, doctor, { do: action });
    await step(world, id, doctor, { do: "ready" });
    await world.must("complete-papers", { id, as: doctor, body: { change: { followUps } } });
    await step(world, id, "doctor@home-1", { do: "accept-down" });
    await step(world, id, doctor, { do: "depart-back" });
    await step(world, id, "nurse@home-1", { do: "receive-back" });
    return id;
  }
  const tick = (body: object) => act(world, id, "nurse@home-1", { do: "follow-up", ...body });

  test("has its own tick, the stage lasts until the next one, and the case ends with the last", async () => {
    await backHome([second, first]);
    const listed = await caseOf(world, id);
    expect(listed.followUps?.map(({ dueOn }) => dueOn)).toEqual([second.dueOn, first.dueOn]);
    const idOf = (what: string) => listed.followUps?.find((item) => item.what === what)?.id;
    expect((await tick({})).body).toMatchObject({ errors: [{ pointer: "#/followUp" }] });
    expect((await tick({ followUp: "f99" })).body).toMatchObject({ errors: [{ pointer: "#/followUp" }] });
    const one = await tick({ followUp: idOf(first.what), reason: "胸片正常" });
    expect(one.body).toMatchObject({ state: "follow-up-due" });
    expect(one.body.steps.at(-1)).toMatchObject({ what: "follow-up", followUp: first, reason: "胸片正常" });
    expect(Date.parse(one.body.dueAt)).toBe(Date.parse("2026-12-01T00:00:00+08:00"));
    const version = one.body.version;
    expect((await tick({ followUp: idOf(first.what) })).body.version).toBe(version);
    expect((await tick({ isNotNeeded: true })).body).toMatchObject({ errors: [{ pointer: "#/reason" }] });
    const other = await tick({ isNotNeeded: true, reason: "已在医院查过" });
    expect(other.body).toMatchObject({ state: "closed" });
    expect(other.body.followUps.map(({ done }: { done: { isNotNeeded?: true } }) => done.isNotNeeded)).toEqual([
      true,
      undefined,
    ]);
  });

  test("is unticked by taking the step back; what the papers say anew keeps its ticks", async () => {
    await backHome([first, second]);
    const [one] = (await caseOf(world, id)).followUps ?? [];
    await tick({ followUp: one?.id });
    const third = { what: "随访血压", dueOn: "2026-12-02" };
    await world.must("complete-papers", { id, as: doctor, body: { change: { followUps: [second, third] } } });
    const items = (await caseOf(world, id)).followUps ?? [];
    expect(items.map(({ what, done }) => [what, done !== undefined])).toEqual([
      [first.what, true],
      [second.what, false],
      [third.what, false],
    ]);
    expect(new Set(items.map((item) => item.id)).size).toBe(3);
    await step(world, id, "nurse@home-1", { do: "take-back" });
    expect((await caseOf(world, id)).followUps?.filter(({ done }) => done !== undefined)).toEqual([]);
    expect((await caseOf(world, id)).followUps).toHaveLength(3);
  });
});
