import { beforeEach, describe, expect, test } from "vitest";
import { openingList, openingNotices, ownOpenings } from "../../contracts/http/openings.ts";
import { day, hour, minute, second } from "../../domain/model/time.ts";
import { queueEvent } from "../../functions/shell/events.ts";
import { NotificationStore } from "../../stores/notification-store.ts";
import { OpeningStore } from "../../stores/opening-store.ts";
import { relativeOf } from "../relatives.ts";
import {
  greenCase,
  hospitalDoctor,
  manager,
  open,
  opened,
  openingIn,
  readAll,
  reason,
  sweep,
  withRecord,
} from "./break-glass.ts";
import { calledFor, letTimePass, request, step } from "./referring.ts";
import { intercepted, type World } from "./world.ts";

let world: World;
beforeEach(async () => {
  world = await withRecord();
});

const refused = [404, 404, 404, 404];
const all = [200, 200, 200, 200];

describe("a record that a hospital opens", () => {
  test("is read by whoever opened it, whole, for four hours, and by nobody else; then it is as unknown as before", async () => {
    const id = await greenCase(world);
    // Who has a role nowhere near it is told the same of it as of nobody.
    const unknown = (await world.call("show-resident", { id: "resident-9", as: hospitalDoctor })).body;
    expect(await readAll(world, hospitalDoctor)).toEqual(refused);
    expect((await open(world, id)).body).toMatchObject({
      outcome: "opened",
      residentId: "resident-1",
      until: "2026-11-22T06:10:00+08:00",
    });
    expect(await readAll(world, hospitalDoctor)).toEqual(all);
    const shown = await world.must("show-resident", { id: "resident-1", as: hospitalDoctor });
    expect(shown.clinical.infections).toEqual(["MRSA 定植"]);
    expect(await readAll(world, "nurse@hospital-1")).toEqual(refused);
    expect(await readAll(world, hospitalDoctor, "resident-2")).toEqual(refused);

    world.pass(4 * hour - second);
    expect(await readAll(world, hospitalDoctor)).toEqual(all);
    world.pass(second);
    expect(await readAll(world, hospitalDoctor)).toEqual(refused);
    const after = (await world.call("show-resident", { id: "resident-1", as: hospitalDoctor })).body;
    expect(JSON.stringify(after).replaceAll("resident-1", "resident-9")).toBe(JSON.stringify(unknown));
  });

  test("is in no list, search or count of theirs, gives no live changes and none of the house's own matters", async () => {
    await opened(world, await greenCase(world));
    const as = hospitalDoctor;
    expect((await world.must("list-residents", { as })).items).toEqual([]);
    expect((await world.must("search", { as, body: { q: "王桂英" } })).residents).toEqual([]);
    const ids = async (query: Record<string, string>) =>
      (await world.must("list-alerts", { as, query })).items.map(({ kind }: { kind: string }) => kind);
    expect(await ids({})).toEqual(["referral-incoming"]);
    expect(await ids({ residentId: "resident-1" })).toEqual(expect.arrayContaining(["fall"]));
    expect(await world.call("list-alerts", { as, query: { facilityId: "home-1" } })).toMatchObject({ status: 404 });
    const both = { facilityId: "home-1", residentId: "resident-1" };
    expect(await world.call("list-alerts", { as, query: both })).toMatchObject({ status: 404 });
    expect((await world.call("renew-live-lease", { id: "home-1", as, body: {} })).status).toBe(404);
  });

  test("shows what happened to the resident, and not what their house has to do about it", async () => {
    await opened(world, await greenCase(world));
    await letTimePass(world, hour);
    const ofHouse = (await calledFor(world, "home-1"))[0]?.id as string;
    const show = (id: string, as: string) => world.call("show-alert", { id, as });
    expect((await show(ofHouse, manager)).status).toBe(200);
    const { status, body } = await show(ofHouse, hospitalDoctor);
    expect([status, body.code]).toEqual([404, "unknown-alert"]);
    const fell = (await world.openAlerts("resident-1")).find(({ kind }) => kind === "fall")?.id as string;
    const seen = (await show(fell, hospitalDoctor)).body;
    expect(seen.caseAlerts.map(({ id }: { id: string }) => id)).toEqual([fell]);
  });

  test("is written to by nothing that it opens", async () => {
    await opened(world, await greenCase(world));
    const as = hospitalDoctor;
    const alert = (await world.openAlerts("resident-1")).find(({ kind }) => kind === "fall");
    const id = "resident-1";
    const answers = [
      await world.call("add-note", { id, as, body: { text: "看过" } }),
      await world.call("change-resident", { id, as, body: { mobility: "bedridden" } }),
      await world.call("set-monitoring-plan", { id, as, body: { reason: "x", lowBatteryPercent: 20 } }),
      await world.call("acknowledge-alert", { id: alert?.id as string, as, body: {} }),
      await world.call("comment-on-alert", { id: alert?.id as string, as, body: { note: "看过" } }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
  });

  test.each(["doctor", "nurse", "referral-coordinator"])("is opened by a %s of the hospital", async (role) => {
    expect((await open(world, await greenCase(world), `${role}@hospital-1`)).body.outcome).toBe("opened");
  });

  test.each([
    ["a carer of the hospital", "carer@hospital-1", 403, "no-access"],
    ["its manager", "facility-manager@hospital-1", 403, "no-access"],
    ["a doctor of another hospital", "doctor@hospital-2", 404, "unknown-referral"],
    ["a supervisor", "supervisor", 403, "no-access"],
  ])("is not opened by %s", async (_who, as, status, code) => {
    const answer = await open(world, await greenCase(world), as);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect((await new OpeningStore(world.tables).listOfResident("resident-1", 9)).items).toEqual([]);
  });

  test("is not opened for whoever may read it anyway: they are told so, and nothing is written", async () => {
    const id = await greenCase(world);
    expect((await open(world, id, "nurse@home-1")).body).toEqual({ outcome: "may-read", residentId: "resident-1" });
    expect((await new OpeningStore(world.tables).listOfResident("resident-1", 9)).items).toEqual([]);
  });

  test("is opened once by two taps, and by two colleagues twice", async () => {
    const id = await greenCase(world);
    const [one, two] = await Promise.all([open(world, id), open(world, id)]);
    expect([one.body.outcome, two.body.outcome].sort()).toEqual(["already-open", "opened"]);
    await opened(world, id, "nurse@hospital-1");
    expect((await new OpeningStore(world.tables).listOfResident("resident-1", 9)).items).toHaveLength(2);
  });

  test("is not opened by a request that is no emergency, nor once the person is on the way home", async () => {
    const { id: routine } = await request(world);
    expect(await open(world, routine)).toMatchObject({ status: 409, body: { code: "not-an-emergency" } });
    await step(world, routine, "nurse@home-1", { do: "cancel", reason: "x" });
    const id = await greenCase(world);
    for (const [as, action] of [
      ["nurse@home-1", "depart"],
      [hospitalDoctor, "arrive"],
      [hospitalDoctor, "admit"],
      [hospitalDoctor, "ready"],
      [manager, "accept-down"],
      [hospitalDoctor, "depart-back"],
    ] as const) {
      world.pass(minute);
      await step(world, id, as, { do: action });
    }
    expect(await open(world, id)).toMatchObject({ status: 409, body: { code: "not-an-emergency" } });
  });

  test.each([
    {},
    { reason: { kind: "rescue", words: " " } },
    { reason: { words: "昏迷" } },
    { reason: { kind: "curious", words: "想看看" } },
  ])("takes a kind of reason and words: %j does not do", async (body) => {
    const answer = await world.call("open-record", { id: await greenCase(world), as: hospitalDoctor, body });
    expect([answer.status, answer.body.code]).toEqual([400, "invalid-request"]);
  });

  test("is nothing that a failed write leaves half open", async () => {
    const id = await greenCase(world);
    const { engine } = world;
    world.engine = intercepted(engine, async (writes) => {
      if (writes.some(({ table }) => table.name === "break-glass")) throw new Error("the tables are down");
      return undefined;
    });
    expect((await open(world, id)).status).toBeGreaterThanOrEqual(500);
    world.engine = engine;
    expect(await readAll(world, hospitalDoctor)).toEqual(refused);
    expect(world.sent).toEqual([]);
  });
});

describe("an opening ends", () => {
  const own = async () => ownOpenings.parse(await world.must("list-own-openings", { as: hospitalDoctor })).items;
  const change = (id: string, body: object, as = hospitalDoctor) => world.call("change-own-opening", { id, as, body });

  test("by hand, at once", async () => {
    const id = await opened(world, await greenCase(world));
    expect(await own()).toMatchObject([{ id, isOpen: true, resident: { name: "王桂英" }, facility: { id: "home-1" } }]);
    world.pass(10 * minute);
    expect((await change(id, { do: "end" })).body.outcome).toBe("ended");
    expect(await readAll(world, hospitalDoctor)).toEqual(refused);
    expect(await own()).toEqual([]);
    expect(await openingIn(world, id)).toMatchObject({
      state: "ended",
      steps: [{}, { what: "ended", why: "by-hand" }],
    });
    expect((await change(id, { do: "end" })).status).toBe(200);
    expect((await openingIn(world, id)).steps).toHaveLength(2);
  });

  test("later when it is renewed for a new reason; what is over is not renewed", async () => {
    const id = await opened(world, await greenCase(world));
    world.pass(3 * hour);
    const again = { kind: "deteriorating", words: "血压下降，需看既往趋势" };
    expect((await change(id, { do: "renew" })).status).toBe(400);
    expect((await change(id, { do: "renew", reason: again })).body).toMatchObject({
      outcome: "renewed",
      until: "2026-11-22T09:10:00+08:00",
    });
    world.pass(4 * hour - second);
    expect(await readAll(world, hospitalDoctor)).toEqual(all);
    world.pass(second);
    expect(await readAll(world, hospitalDoctor)).toEqual(refused);
    expect(await change(id, { do: "renew", reason: again })).toMatchObject({
      status: 409,
      body: { code: "step-impossible" },
    });
    expect(await own()).toMatchObject([{ isOpen: false, resident: { name: "—" } }]);
  });

  test("is not renewed once the case is no emergency any more", async () => {
    const caseId = await greenCase(world);
    const id = await opened(world, caseId);
    await step(world, caseId, "nurse@home-1", { do: "cancel", reason: "误报" });
    expect(await change(id, { do: "renew", reason })).toMatchObject({ body: { code: "not-an-emergency" } });
  });

  test("for nobody but whoever opened it", async () => {
    const id = await opened(world, await greenCase(world));
    for (const as of ["nurse@hospital-1", manager])
      expect(await change(id, { do: "end" }, as)).toMatchObject({ status: 404, body: { code: "unknown-opening" } });
    expect(await readAll(world, hospitalDoctor)).toEqual(all);
  });

  test.each([
    ["the role is taken", { roles: [{ role: "doctor", facilityId: "hospital-2" }] }, 404],
    ["they are disabled", { disabled: true }, 403],
  ])("at once when %s, and stays over when that is put right", async (_what, change, status) => {
    const id = await opened(world, await greenCase(world));
    await world.must("change-person", { id: hospitalDoctor, body: change });
    expect(await readAll(world, hospitalDoctor)).toEqual([status, status, status, status]);
    const back = { roles: [{ role: "doctor", facilityId: "hospital-1" }], disabled: false };
    await world.must("change-person", { id: hospitalDoctor, body: back });
    expect(await readAll(world, hospitalDoctor)).toEqual(refused);
    await sweep(world);
    expect(await openingIn(world, id)).toMatchObject({ state: "ended", steps: [{}, { why: "rights-ended" }] });
  });

  test("by the clock, at its time and not when the sweep came by, once", async () => {
    const id = await opened(world, await greenCase(world));
    world.pass(4 * hour + 90 * second);
    await sweep(world);
    await sweep(world);
    const { state, steps, openedAt } = await openingIn(world, id);
    expect([state, steps.slice(1)]).toEqual(["lapsed", [{ what: "lapsed", at: openedAt + 4 * hour }]]);
  });
});

describe("who is told", () => {
  async function sendAll(): Promise<readonly string[]> {
    const due = [...world.queued.values()].filter(({ queue }) => queue === "notification-due");
    for (const { queue, name, dueAt } of due) {
      world.queued.delete(`${queue}#${name}`);
      const timer = { name, dueAt };
      await world.invoke(
        "send-notification",
        queueEvent("notification-due", [{ messageId: "m", timer, receiveCount: 1 }]),
      );
    }
    return world.sent.map(({ message }) => `${message.title} → ${message.path}`);
  }
  const noticesOf = async (id: string) =>
    (await new NotificationStore(world.tables).listByAlert(id)).items.map(({ to }) => to);

  test("is the manager of the resident's house, at once, without a name", async () => {
    await opened(world, await greenCase(world));
    const said = await sendAll();
    expect(said).toContain("有记录被紧急调阅 · 松鹤院 → /break-glass");
    expect(JSON.stringify(world.sent)).not.toMatch(/王桂英|昏迷/);
  });

  test("is the operator of the service where a house has no manager", async () => {
    await world.person("operator-1", {
      roles: [{ role: "operator" }],
      reach: { phone: "+8613800000009", pushes: [], language: "zh" },
    });
    await world.must("change-person", { id: manager, body: { disabled: true } });
    const id = await opened(world, await greenCase(world));
    expect(await noticesOf(`notice-record-opened-${id}-v1`)).toEqual([{ kind: "person", personId: "operator-1" }]);
  });

  test("is the manager again, once, when nobody judged it in three days", async () => {
    const id = await opened(world, await greenCase(world));
    const late = async () => (await openingIn(world, id)).steps.filter(({ what }) => what === "late").length;
    world.pass(4 * hour);
    await sweep(world);
    world.pass(3 * day - minute);
    await sweep(world);
    expect(await late()).toBe(0);
    world.pass(minute);
    await sweep(world);
    await sweep(world);
    expect(await late()).toBe(1);
    expect(await sendAll()).toContain("有紧急调阅逾期未复核 · 松鹤院 → /break-glass");
    const { items } = openingList.parse(await world.must("list-openings", { as: "supervisor" }));
    expect(items).toMatchObject([{ id, isLate: true, state: "lapsed" }]);
  });

  test("is whoever of the family hears of alerts or sees the record, without names and words; nobody else", async () => {
    const id = await opened(world, await greenCase(world));
    for (const one of ["status-light", "vitals", "alerts", "record", "video"] as const)
      await world.person(`by ${one}`, { relations: [relativeOf("resident-1", "女儿", [one])] });
    const contact = { residentId: "resident-1", relation: "邻居", isEmergencyContact: true } as const;
    await world.person("contact", { relations: [contact] });
    const told = (as: string) => world.call("list-opening-notices", { id: "resident-1", as });
    for (const as of ["by alerts", "by record", "contact"]) {
      const { body } = await told(as);
      const house = { house: "县人民医院", role: "doctor", reason: "unconscious" };
      expect(openingNotices.parse(body).items, as).toMatchObject([{ id, ...house }]);
      expect(JSON.stringify(body)).not.toMatch(/doctor of|用药和过敏/);
    }
    for (const as of ["by status-light", "by vitals", "by video"]) expect((await told(as)).status, as).toBe(403);
    expect((await world.call("list-opening-notices", { id: "resident-2", as: "by alerts" })).status).toBe(404);
  });
});

describe("judged afterwards", () => {
  let id: string;
  beforeEach(async () => {
    id = await opened(world, await greenCase(world));
  });
  const review = (body: object, as = manager, house = "home-1") =>
    world.call("review-opening", { id: house, as, body: { openingId: id, ...body } });
  const right = { verdict: "justified", words: "抢救需要，核实属实" };

  test("by the manager of the resident's house, once, when it is over; the supervisor sees it", async () => {
    expect(await review(right)).toMatchObject({ status: 409, body: { code: "step-impossible" } });
    world.pass(4 * hour);
    const first = await review(right);
    expect(first.body).toMatchObject({ state: "justified", review: { words: right.words, by: { id: manager } } });
    expect(first.body.steps.map(({ what }: { what: string }) => what)).toEqual(["opened", "lapsed", "reviewed"]);
    expect(await review({ ...right, verdict: "not-justified", consequence: "无后续处理" })).toMatchObject({
      status: 409,
    });
    const seen = openingList.parse(await world.must("list-openings", { as: "supervisor" })).items;
    expect(seen).toMatchObject([{ id, state: "justified", mayReview: false, isLate: false }]);
    world.pass(30 * day);
    await sweep(world);
    expect((await openingIn(world, id)).steps).toHaveLength(3);
  });

  test("as not justified with a consequence, which is asked for", async () => {
    world.pass(4 * hour);
    expect((await review({ verdict: "not-justified", words: "与本次急诊无关" })).status).toBe(400);
    const wrong = { verdict: "not-justified", words: "与本次急诊无关", consequence: "通报医院，约谈本人" };
    expect((await review(wrong)).body).toMatchObject({ state: "not-justified", review: wrong });
  });

  test("not by another house's manager, a supervisor, a doctor, or the operators' command", async () => {
    world.pass(4 * hour);
    expect(await review(right, "facility-manager@hospital-1", "hospital-1")).toMatchObject({
      status: 404,
      body: { code: "unknown-opening" },
    });
    expect((await review(right, "facility-manager@hospital-1")).status).toBe(404);
    for (const as of ["supervisor", "doctor@home-1"]) expect((await review(right, as)).status).toBe(403);
    const byCommand = await world.call("review-opening", { id: "home-1", body: { openingId: id, ...right } });
    expect(byCommand.status).toBe(403);
    expect((await openingIn(world, id)).state).toBe("open");
  });

  test("never by whoever opened it, though they manage the house as well", async () => {
    await world.person("both", {
      roles: [
        { role: "nurse", facilityId: "hospital-1" },
        { role: "facility-manager", facilityId: "home-2" },
      ],
    });
    await world.must("register-facility", { body: { id: "home-2", name: "康宁院", kind: "care-home" } });
    const body = { id: "resident-3", name: "赵秀兰", sex: "female", birthDate: "1941-03-01", facilityId: "home-2" };
    await world.must("register-resident", { body });
    const opening = await openingIn(world, id);
    const store = new OpeningStore(world.tables);
    const theirs = { ...opening, id: "own-1", facilityId: "home-2", residentId: "resident-3", version: 1 };
    await store.save({ ...theirs, person: { id: "both", name: "both" } });
    world.pass(4 * hour);
    const answer = await world.call("review-opening", {
      id: "home-2",
      as: "both",
      body: { openingId: "own-1", ...right },
    });
    expect(answer).toMatchObject({ status: 403, body: { code: "not-your-part" } });
    const [shown] = (await world.must("list-openings", { as: "both" })).items;
    expect(shown).toMatchObject({ id: "own-1", mayReview: false });
  });

  test("is listed for the house alone, what waits before what was judged, one with what was read", async () => {
    const list = async (as: string, query = {}) =>
      openingList.parse(await world.must("list-openings", { as, query })).items.map((one) => one.id);
    expect(await list(manager)).toEqual([id]);
    expect(await list("facility-manager@hospital-1")).toEqual([]);
    expect((await world.call("list-openings", { as: "nurse@home-1" })).status).toBe(403);
    const one = (as: string) => world.call("list-openings", { as, query: { openingId: id } });
    expect((await one("facility-manager@hospital-1")).body.code).toBe("unknown-opening");
    expect(openingList.parse((await one(manager)).body)).toMatchObject({
      items: [{ id, person: { id: hospitalDoctor }, house: { name: "县人民医院" }, way: "referral" }],
      reads: expect.any(Array),
    });
    world.pass(4 * hour);
    await review(right);
    const second = await opened(world, (await world.must("list-referrals", { as: manager })).items[0].id);
    expect(await list(manager)).toEqual([second, id]);
  });
});

describe("for how long", () => {
  const set = (body: object, as = manager) => world.call("set-opening-policy", { id: "home-1", as, body });

  test("the house says, within bounds", async () => {
    expect((await set({ hours: 2, reviewDays: 1 })).status).toBe(200);
    expect((await set({ hours: 1, reviewDays: 1 })).status).toBe(200);
    for (const body of [
      { hours: 0, reviewDays: 1 },
      { hours: 13, reviewDays: 1 },
      { hours: 4, reviewDays: 15 },
    ])
      expect((await set(body)).status).toBe(400);
    const id = await opened(world, await greenCase(world));
    const { until, openedAt, reviewBy } = await openingIn(world, id);
    expect([until - openedAt, reviewBy - until]).toEqual([hour, day]);
    const shown = await world.must("list-openings", { as: manager, query: { facilityId: "home-1" } });
    expect(shown.policy).toEqual({ facilityId: "home-1", hours: 1, reviewDays: 1 });
  });
});
