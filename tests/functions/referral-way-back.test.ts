import { beforeEach, describe, expect, test } from "vitest";
import { isoTimeOf } from "../../contracts/iso-time.ts";
import { momentText } from "../../contracts/papers/field-lines.ts";
import { day, hour, minute } from "../../domain/model/time.ts";
import { bare, readPdf } from "../papers/pdf-text.ts";
import { act, calledFor, caseOf, consortium, letTimePass, request, step, stepsOf, wakeReferral } from "./referring.ts";
import { recorded, World } from "./world.ts";

let world: World;
beforeEach(async () => {
  world = await new World().furnish();
  await consortium(world);
});

const nurse = "nurse@home-1";
const head = "facility-manager@home-1";
const doctor = "doctor@hospital-1";
const within = (ms: number) => isoTimeOf(world.now + ms);
const lateAt = async (house: string) =>
  (await calledFor(world, house)).filter(({ kind }) => kind === "referral-late").length;

/** In the hospital, and fit to go back. */
async function fitToGo(body: object = {}): Promise<string> {
  const { id } = await request(world, { mode: "green-channel", ...body });
  await step(world, id, nurse, { do: "depart", expectedAt: within(25 * minute) });
  await step(world, id, doctor, { do: "arrive" });
  await step(world, id, doctor, { do: "admit" });
  await step(world, id, doctor, { do: "ready" });
  return id;
}

async function form(id: string, kind: "out" | "back"): Promise<string> {
  const { body } = await world.call("print-referral", { id, query: { kind }, as: nurse });
  return (await readPdf(Buffer.from(body as unknown as string, "base64"))).pages.map(bare).join("");
}

describe("when somebody comes home", () => {
  test("is the appointment of the house that takes them, until which nobody is late", async () => {
    const id = await fitToGo();
    const at = world.now + 3 * day;
    const shown = await step(world, id, head, { do: "accept-down", expectedAt: isoTimeOf(at) });
    expect(shown).toMatchObject({ backAt: isoTimeOf(at), dueAt: isoTimeOf(at) });
    const board = await world.must("list-arrivals", { id: "hospital-1", as: doctor });
    expect(board.fitForDown).toMatchObject([{ id, backAt: isoTimeOf(at) }]);
    await letTimePass(world, 2 * day);
    expect(await lateAt("hospital-1")).toBe(0);
    await letTimePass(world, day + minute);
    expect(await lateAt("hospital-1")).toBe(1);
  });

  test("is what is said with the departure, a quarter of an hour before it is late; a note moves it; both boards say it", async () => {
    const id = await fitToGo();
    await step(world, id, head, { do: "accept-down", expectedAt: within(day) });
    const out = (await caseOf(world, id)).expectedAt;
    const left = await step(world, id, doctor, { do: "depart-back", expectedAt: within(45 * minute) });
    expect(left).toMatchObject({ backAt: within(45 * minute), dueAt: within(hour) });
    const at = isoTimeOf(world.now + 2 * hour);
    await step(world, id, doctor, { do: "note", reason: "堵车", expectedAt: at });
    const board = await world.must("list-arrivals", { id: "home-1", as: nurse });
    expect(board.comingBack).toMatchObject([{ id, backAt: at, dueAt: within(2 * hour + 15 * minute) }]);
    for (const as of [nurse, doctor])
      expect((await world.must("list-referrals", { as })).items).toMatchObject([{ id, backAt: at }]);
    expect((await caseOf(world, id)).expectedAt).toBe(out);
  });

  test("stands on the form of the way back, and leaves that of the way out as it is", async () => {
    const id = await fitToGo();
    const label = bare("预约（预计到达）");
    expect(await form(id, "back")).toContain(`${label}${bare("未记录")}`);
    const at = world.now + day;
    await step(world, id, head, { do: "accept-down", expectedAt: isoTimeOf(at) });
    expect(await form(id, "back")).toContain(`${label}${bare(momentText(at))}`);
    const out = await form(id, "out");
    expect(out).toContain(label);
    expect(out).not.toContain(bare(momentText(at)));
  });

  test.each([
    ["decline-down", head, { reason: "没有床位" }],
    ["not-ready", doctor, { reason: "发热" }],
    ["offer-down", doctor, { toFacilityId: "centre-1" }],
  ])("is said anew after %s", async (action, as, body) => {
    const id = await fitToGo();
    await step(world, id, head, { do: "accept-down", expectedAt: within(day) });
    expect(await step(world, id, as, { do: action, ...body })).not.toHaveProperty("backAt");
  });

  test("stands again where the departure is taken back", async () => {
    const id = await fitToGo();
    const at = within(day);
    await step(world, id, head, { do: "accept-down", expectedAt: at });
    await step(world, id, doctor, { do: "depart-back", expectedAt: within(30 * minute) });
    expect(await step(world, id, doctor, { do: "take-back" })).toMatchObject({ state: "down-accepted", backAt: at });
  });

  test("may not be a slip", async () => {
    const id = await fitToGo();
    const said = await act(world, id, head, { do: "accept-down", expectedAt: "2020-01-01T00:00:00Z" });
    expect(said.body).toMatchObject({ code: "invalid-request", errors: [{ pointer: "#/expectedAt" }] });
  });
});

describe("somebody whom nobody takes back from a hospital where the case began", () => {
  const kinds = async (house: string) => (await calledFor(world, house)).map(({ kind }) => kind).toSorted();
  const shown = (id: string) => world.must("show-referral", { id, as: head });

  async function fitAtHospital(): Promise<string> {
    const body = { name: "赵大爷", sex: "male", birthDate: "1941-01-01", facilityId: "hospital-1", id: "resident-3" };
    await world.must("register-resident", { body });
    const asked = { residentId: "resident-3", direction: "down", toFacilityId: "home-1", reason: "肺炎好转" };
    return (await request(world, asked, doctor)).id;
  }

  test("is late every day for a week; then both managers are told once by day, and nobody is late any more", async () => {
    const id = await fitAtHospital();
    await letTimePass(world, day + hour);
    expect(await kinds("home-1")).toEqual(["referral-late"]);
    expect(await shown(id)).not.toHaveProperty("untakenSince");
    await letTimePass(world, 7 * day, { isSwept: false });
    await world.invoke("sweep-referrals", recorded("schedule"));
    for (const house of ["home-1", "hospital-1"]) expect(await kinds(house)).toEqual(["referral-untaken"]);
    const [told] = await calledFor(world, "home-1");
    expect(told).toMatchObject({
      priority: "low",
      reason: { house: "松鹤院", dueMs: Date.parse((await shown(id)).dueAt) },
    });
    expect(Date.parse((await shown(id)).untakenSince)).toBe(Date.parse((await shown(id)).dueAt) + 7 * day);
    expect((await stepsOf(world, id)).at(-1)).toMatchObject({ what: "untaken", to: "ready-for-down" });
    const { version } = await caseOf(world, id);
    world.pass(3 * day);
    await world.invoke("sweep-referrals", recorded("schedule"));
    expect((await caseOf(world, id)).version).toBe(version);
  });

  test("is said again a week after both closed what they were told; a word to the case by either ends it", async () => {
    const id = await fitAtHospital();
    world.pass(8 * day);
    await wakeReferral(world, id);
    for (const house of ["home-1", "hospital-1"])
      for (const alert of await calledFor(world, house))
        await world.must("resolve-alert", { id: alert.id, as: `facility-manager@${house}`, body: { outcome: "real" } });
    world.pass(6 * day);
    await wakeReferral(world, id);
    expect(await kinds("home-1")).toEqual([]);
    world.pass(day);
    await wakeReferral(world, id);
    expect(await kinds("home-1")).toEqual(["referral-untaken"]);
    await step(world, id, head, { do: "accept-down" });
    for (const house of ["home-1", "hospital-1"]) expect(await kinds(house)).toEqual([]);
    expect(await caseOf(world, id)).not.toHaveProperty("untakenAlertIds");
  });

  test("is closed by either manager in one step with a reason, and blocks no request", async () => {
    const id = await fitAtHospital();
    const asked = { residentId: "resident-3", direction: "down", toFacilityId: "home-1" };
    const blocked = await world.call("request-referral", { as: doctor, body: asked });
    expect(blocked.body).toMatchObject({ code: "referral-open", about: id });
    world.pass(8 * day);
    await wakeReferral(world, id);
    const again = await request(world, asked, doctor);
    expect(again.id).not.toBe(id);
    expect(await caseOf(world, id)).toMatchObject({ state: "closed" });
    for (const house of ["home-1", "hospital-1"]) expect(await kinds(house)).not.toContain("referral-untaken");
    world.pass(8 * day);
    await wakeReferral(world, again.id);
    const closed = await step(world, again.id, head, { do: "close", reason: "一周以上无人接收" });
    expect(closed).toMatchObject({ state: "closed", endReason: "一周以上无人接收" });
    for (const house of ["home-1", "hospital-1"]) expect(await kinds(house)).not.toContain("referral-untaken");
  });

  test("never is somebody whom the home sent: they are late, as before", async () => {
    const id = await fitToGo();
    world.pass(9 * day);
    await wakeReferral(world, id);
    expect(await kinds("home-1")).toContain("referral-late");
    expect(await shown(id)).not.toHaveProperty("untakenSince");
  });
});

describe("papers that an emergency left for later", () => {
  const told = async (house = "home-1") =>
    (await calledFor(world, house)).filter(({ kind }) => kind === "referral-papers");

  test("call the house whose word they are after six hours, also from a ward that nobody waits for, by the sweep alone", async () => {
    const { id } = await request(world, { mode: "green-channel" });
    await step(world, id, nurse, { do: "depart" });
    await step(world, id, doctor, { do: "arrive" });
    await step(world, id, doctor, { do: "admit" });
    world.pass(6 * hour - minute);
    await world.invoke("sweep-referrals", recorded("schedule"));
    expect(await told()).toEqual([]);
    world.pass(2 * minute);
    await world.invoke("sweep-referrals", recorded("schedule"));
    expect(await told()).toMatchObject([{ priority: "low", reason: { about: "papers", house: "松鹤院" } }]);
    expect(await told("hospital-1")).toEqual([]);
    await world.invoke("sweep-referrals", recorded("schedule"));
    expect((await stepsOf(world, id)).filter(({ what }) => what === "late-papers")).toHaveLength(1);
    await world.must("complete-papers", { id, as: nurse, body: { change: { situation: "跌倒" } } });
    expect(await told()).toHaveLength(1);
    await world.must("complete-papers", { id, as: nurse, body: { seal: true } });
    expect(await told()).toEqual([]);
    expect(await caseOf(world, id)).not.toHaveProperty("latePapersAlertId");
  });

  test("are said by the timer too, beside a stage that is late; again a day after somebody closed it; never after the end", async () => {
    const { id } = await request(world, { mode: "green-channel" });
    await step(world, id, nurse, { do: "depart" });
    await step(world, id, doctor, { do: "arrive" });
    await letTimePass(world, 6 * hour + minute);
    const [first] = await told();
    expect(first).toBeDefined();
    expect((await calledFor(world, "hospital-1")).map(({ kind }) => kind)).toContain("referral-late");
    await world.must("resolve-alert", { id: first?.id ?? "", as: nurse, body: { outcome: "real" } });
    world.pass(23 * hour);
    await wakeReferral(world, id);
    expect(await told()).toEqual([]);
    world.pass(2 * hour);
    for (const _ of [1, 2]) await wakeReferral(world, id);
    expect(await told()).toHaveLength(1);
    await step(world, id, doctor, { do: "treat" });
    expect(await told()).toHaveLength(1);
    await step(world, id, doctor, { do: "close", reason: "家属接走" });
    expect(await told()).toEqual([]);
  });
});
