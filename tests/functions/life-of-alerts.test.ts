import { beforeEach, describe, expect, test } from "vitest";
import { alertDetail, alert as alertSchema } from "../../contracts/http/alerts.ts";
import { handOverList, handOverResult, handOverSheet } from "../../contracts/http/hand-overs.ts";
import { hour, minute, second } from "../../domain/model/time.ts";
import type { FunctionName } from "../../functions/manifest.ts";
import { AlertStore } from "../../stores/alert-store.ts";
import { relativeOf } from "../relatives.ts";
import { World } from "./world.ts";

let world: World;
beforeEach(async () => {
  world = await new World().furnish();
  for (const [id, name, role] of [
    ["carer-wang", "王护工", "carer"],
    ["nurse-zhou", "周护士", "nurse"],
    ["manager-qian", "钱院长", "facility-manager"],
  ] as const)
    await world.person(id, { name, roles: [{ role, facilityId: "home-1" }] });
  await world.person("nurse-far", { name: "远方", roles: [{ role: "nurse", facilityId: "home-9" }] });
});

async function fall(): Promise<string> {
  await world.urgent(world.message("band-1", "event", { id: `f-${world.now}`, type: "fall" }, `m-${world.now}`));
  return (await world.openAlerts("resident-1")).find(({ kind }) => kind === "fall")?.id ?? "";
}

/** A pulse that is too fast for a minute and more: medium, cleared by rule. */
async function fastPulse(rate = 125): Promise<string> {
  for (let index = 0; index < 4; index++) {
    world.pass(30 * second);
    await world.telemetry(world.heartRate("bed-1", rate, `hr-${world.now}`));
  }
  return (await world.openAlerts("resident-1")).find(({ kind }) => kind === "heart-rate-limit")?.id ?? "";
}

function act(name: FunctionName, id: string, as: string | undefined, body: Record<string, unknown> = {}) {
  return world.call(name, { id, body, ...(as === undefined ? {} : { as }) });
}

const stored = (id: string) => new AlertStore(world.tables).find(id);

describe("a person", () => {
  test("acts in their own name, whatever the request says", async () => {
    const id = await fall();
    const { body } = await act("acknowledge-alert", id, "carer-li", { by: "周护士" });
    expect(body).toMatchObject({ handling: "acknowledged", holder: { personId: "carer-li", name: "护工李" } });
    expect((await stored(id))?.timeline.at(-1)).toMatchObject({ by: "护工李", byId: "carer-li" });
  });

  test("goes, is there, and says what it was; who is called follows in each write", async () => {
    const id = await fall();
    expect((await stored(id))?.escalation).toMatchObject({ kind: "to-plan", dueAt: world.now });
    const gone = alertSchema.parse((await act("acknowledge-alert", id, "carer-li")).body);
    expect(gone.escalation).toMatchObject({ state: "awaiting", onSiteBy: expect.any(String) });
    expect(world.timers.get(id)).toBeGreaterThan(world.now);
    const there = alertSchema.parse((await act("arrive-at-alert", id, "carer-li")).body);
    expect(there).toMatchObject({ handling: "on-site", escalation: { state: "quiet" } });
    const done = alertSchema.parse(
      (await act("resolve-alert", id, "carer-li", { outcome: "real", note: "已扶起" })).body,
    );
    expect(done).toMatchObject({ handling: "resolved", outcome: "real" });
    expect(done.timeline.map(({ what }) => what)).toEqual(["raised", "acknowledged", "on-site", "resolved"]);
    expect(world.live.slice(-3).map(({ change }) => change.alerts[0]?.handling)).toEqual([
      "acknowledged",
      "on-site",
      "resolved",
    ]);
  });

  test("need not say that they are going before they are there", async () => {
    const { body } = await act("arrive-at-alert", await fall(), "carer-li");
    expect(body).toMatchObject({ handling: "on-site", holder: { name: "护工李" } });
  });

  test("learns who has it, takes it over on purpose, and the timeline tells from whom", async () => {
    const id = await fall();
    await act("acknowledge-alert", id, "carer-li");
    const refused = await act("acknowledge-alert", id, "carer-wang");
    expect(refused).toMatchObject({ status: 409, body: { code: "taken-by-another" } });
    expect(refused.body.detail).toContain("护工李");
    const { body } = await act("acknowledge-alert", id, "carer-wang", { takeOver: true });
    expect(body).toMatchObject({ holder: { name: "王护工" } });
    expect(body.timeline.at(-1)).toMatchObject({ what: "acknowledged", by: "王护工", from: "护工李" });
  });

  test("takes a mistaken tap back, and it calls again; another one cannot", async () => {
    const id = await fall();
    await act("acknowledge-alert", id, "carer-li");
    world.pass(minute);
    expect(await act("release-alert", id, "carer-wang")).toMatchObject({
      status: 409,
      body: { code: "taken-by-another" },
    });
    const { body } = await act("release-alert", id, "carer-li", { note: "点错了" });
    expect(body).toMatchObject({ handling: "new", escalation: { state: "to-plan", round: 2 } });
    expect(world.timers.get(id)).toBe(world.now);
    expect(body.timeline.at(-1)).toMatchObject({ what: "released", by: "护工李", note: "点错了" });
  });

  test("may resolve what another one has, which the timeline tells", async () => {
    const id = await fall();
    await act("acknowledge-alert", id, "carer-li");
    const { body } = await act("resolve-alert", id, "nurse-zhou", { outcome: "false" });
    expect(body.timeline.at(-1)).toMatchObject({ what: "resolved", by: "周护士", from: "护工李" });
  });

  test("takes a mistaken resolution back: guard, watch and calls are as before", async () => {
    const id = await fall();
    await act("resolve-alert", id, "carer-li", { outcome: "false" });
    world.pass(minute);
    const { status, body } = await act("reopen-alert", id, "carer-li", { note: "点错了" });
    expect({ status, handling: body.handling, state: body.escalation.state }).toEqual({
      status: 200,
      handling: "new",
      state: "to-plan",
    });
    expect(world.timers.get(id)).toBe(world.now);
    world.pass(2 * minute);
    expect(await fall()).toBe(id);
    world.pass(30 * minute);
    await world.wake("resident-1");
    expect((await world.openAlerts("resident-1")).map(({ kind }) => kind)).toContain("long-lie");
    expect((await act("resolve-alert", id, "carer-li", { outcome: "real" })).status).toBe(200);
    world.pass(2 * minute);
    expect(await fall()).not.toBe(id);
  });

  test("cannot take a resolution back when it is too late, or when another alert of the kind is open", async () => {
    const id = await fall();
    await act("resolve-alert", id, "carer-li", { outcome: "false" });
    world.pass(2 * minute);
    const newer = await fall();
    const refused = await act("reopen-alert", id, "carer-li");
    expect(refused).toMatchObject({ status: 409, body: { code: "superseded" } });
    expect(refused.body.detail).toContain(newer);
    world.pass(20 * minute);
    expect(await act("reopen-alert", id, "carer-li")).toMatchObject({ status: 409, body: { code: "too-late" } });
    expect(await act("reopen-alert", newer, "carer-li")).toMatchObject({ status: 200, body: { version: 1 } });
  });

  test("comments, on what is closed too", async () => {
    const id = await fall();
    await act("resolve-alert", id, "carer-li", { outcome: "false" });
    const { body } = await act("comment-on-alert", id, "nurse-zhou", { note: "补充：左腕擦伤" });
    expect(body.timeline.at(-1)).toMatchObject({ what: "commented", by: "周护士", note: "补充：左腕擦伤" });
    expect(await act("comment-on-alert", id, "nurse-zhou", { note: "  " })).toMatchObject({ status: 400 });
  });
});

describe("after a fall", () => {
  test("nobody there for half an hour raises a long lie in the same case; somebody there ends that", async () => {
    const id = await fall();
    world.pass(30 * minute);
    await world.wake("resident-1");
    const lie = (await world.openAlerts("resident-1")).find(({ kind }) => kind === "long-lie");
    expect(lie).toMatchObject({ caseId: id, priority: "high", title: { zh: "跌倒后久未起身" } });
    const detail = alertDetail.parse(await world.must("show-alert", { id: lie?.id ?? "", as: "carer-li" }));
    expect(detail.caseAlerts.map(({ kind }) => kind)).toEqual(["fall", "long-lie"]);
  });

  test.each<[FunctionName, Record<string, unknown>]>([
    ["arrive-at-alert", {}],
    ["resolve-alert", { outcome: "real" }],
  ])("%s in time spares the long lie", async (name, body) => {
    const id = await fall();
    world.pass(20 * minute);
    expect((await act(name, id, "carer-li", body)).status).toBe(200);
    world.pass(20 * minute);
    await world.wake("resident-1");
    expect((await world.openAlerts("resident-1")).map(({ kind }) => kind)).not.toContain("long-lie");
  });

  test("only going there does not", async () => {
    await act("acknowledge-alert", await fall(), "carer-li");
    world.pass(30 * minute);
    await world.wake("resident-1");
    expect((await world.openAlerts("resident-1")).map(({ kind }) => kind)).toContain("long-lie");
  });
});

describe("a shelf", () => {
  const shelve = (id: string, as = "nurse-zhou", body: Record<string, unknown> = {}) =>
    act("shelve-alert", id, as, { minutes: 60, reason: "已用药，观察中", ...body });

  test("silences a vital sign for a time, is shown, and wakes a timer for its end", async () => {
    const id = await fastPulse();
    const { status, body } = await shelve(id);
    expect(status).toBe(200);
    expect(body).toMatchObject({ handling: "new", shelved: { by: "周护士", reason: "已用药，观察中" } });
    expect(world.timers.get(id)).toBe(world.now + hour);
    expect(world.live.at(-1)?.change.alerts[0]?.shelved).toBeDefined();
    expect((await world.openAlerts("resident-1")).find((one) => one.id === id)).toMatchObject({
      shelved: body.shelved,
    });
  });

  test("holds for what is over and raised again meanwhile, and not after its end", async () => {
    const first = await fastPulse();
    await shelve(first);
    await fastPulse(80);
    expect((await stored(first))?.closedAt).toBeDefined();
    const again = await fastPulse();
    expect(again).not.toBe(first);
    expect(await stored(again)).toMatchObject({ shelved: { reason: "已用药，观察中" }, escalation: { kind: "quiet" } });
    await fastPulse(80);
    world.pass(hour);
    const after = await stored(await fastPulse());
    expect(after?.shelved).toBeUndefined();
    expect(after?.escalation?.kind).toBe("to-plan");
  });

  test("ends with unshelving, and what is raised then calls", async () => {
    const id = await fastPulse();
    await shelve(id);
    const { body } = await act("unshelve-alert", id, "nurse-zhou");
    expect(body).toMatchObject({ handling: "new", escalation: { state: "to-plan" } });
    expect(body.shelved).toBeUndefined();
    await fastPulse(80);
    expect((await stored(await fastPulse()))?.shelved).toBeUndefined();
  });

  test("ends when somebody goes there", async () => {
    const id = await fastPulse();
    await shelve(id);
    const { body } = await act("acknowledge-alert", id, "carer-li");
    expect(body).toMatchObject({ handling: "acknowledged", escalation: { state: "awaiting" } });
    expect(body.shelved).toBeUndefined();
  });

  test.each(["fall", "sos", "smoke", "gas"])("is refused for %s, in words", async (type) => {
    await world.urgent(world.message("band-1", "event", { id: "e1", type }, "m-e1"));
    const [alert] = await world.openAlerts("resident-1");
    const refused = await shelve(alert?.id ?? "");
    expect(refused).toMatchObject({ status: 409, body: { code: "never-shelved" } });
    expect(refused.body.detail).toContain("不能搁置");
    expect((await stored(alert?.id ?? ""))?.version).toBe(1);
  });

  test.each<[claim: string, as: string, body: Record<string, unknown>, status: number]>([
    ["not longer than four hours", "nurse-zhou", { minutes: 241 }, 400],
    ["not without a reason", "nurse-zhou", { reason: " " }, 400],
    ["not by a carer", "carer-li", {}, 403],
    ["by a manager", "manager-qian", {}, 200],
    ["not by a nurse of another home", "nurse-far", {}, 404],
  ])("%s", async (_claim, as, body, status) => {
    expect((await shelve(await fastPulse(), as, body)).status).toBe(status);
  });
});

test("a low battery of a device that fell silent is shown as inhibited and calls nobody until it is heard", async () => {
  const battery = { n: "battery", u: "%EL", v: 8, t: world.now / 1000 };
  await world.telemetry(world.message("band-1", "telemetry", [battery], "b-1"));
  const low = (await world.openAlerts("resident-1")).find(({ kind }) => kind === "low-battery")?.id ?? "";
  expect((await stored(low))?.escalation?.kind).toBe("to-plan");
  world.pass(11 * minute);
  await world.wake("resident-1");
  const silent = (await world.openAlerts("resident-1")).find(({ kind }) => kind === "device-silent")?.id;
  expect(await world.must("show-alert", { id: low })).toMatchObject({
    inhibitedBy: silent,
    escalation: { state: "quiet" },
  });
  await world.urgent(world.message("band-1", "status", { connection: "online" }, "st-1"));
  expect(await stored(low)).toMatchObject({ escalation: { kind: "to-plan", dueAt: world.now } });
});

describe("what staff say of an alert", () => {
  test("is read by who works at the home, and by no relative nor by who works elsewhere", async () => {
    const family = { relations: [relativeOf("resident-1")] };
    await world.person("daughter", family);
    await world.person("own-nurse", { ...family, roles: [{ role: "nurse", facilityId: "home-1" }] });
    await world.person("other-nurse", { ...family, roles: [{ role: "nurse", facilityId: "home-9" }] });
    const id = await fall();
    await act("comment-on-alert", id, "nurse-zhou", { note: "STAFF-ONLY" });
    const seenBy = async (as: string) => JSON.stringify((await world.call("show-alert", { id, as })).body);
    expect(await seenBy("own-nurse")).toContain("STAFF-ONLY");
    for (const as of ["daughter", "other-nurse"]) expect(await seenBy(as)).not.toContain("STAFF-ONLY");
  });
});

describe("comments", () => {
  test("push out nothing: what has no room is refused and told to go to the care notes", async () => {
    const id = await fall();
    for (let index = 0; index < 11; index++) await act("comment-on-alert", id, "nurse-zhou", { note: `n${index}` });
    await act("comment-on-alert", id, "nurse-zhou", { note: "EVIDENCE" });
    const answers = [];
    for (let index = 0; index < 40; index++)
      answers.push(await act("comment-on-alert", id, "carer-li", { note: `z${index}`.padEnd(500, "z") }));
    expect(answers.at(-1)).toMatchObject({ status: 409, body: { code: "comments-full" } });
    expect(answers.at(-1)?.body.messages).toMatchObject({
      zh: expect.stringContaining("照护记录"),
      en: expect.stringContaining("care notes"),
    });
    const kept = (await stored(id))?.timeline ?? [];
    expect(kept.some(({ note }) => note === "EVIDENCE")).toBe(true);
    const taken = answers.filter(({ status }) => status === 200).length;
    expect(kept.filter(({ what }) => what === "commented")).toHaveLength(12 + taken);
    expect((await act("acknowledge-alert", id, "carer-li")).status).toBe(200);
  });
});

test("acts without end push out no words, and the alert stays small", async () => {
  const id = await fall();
  for (let index = 0; index < 11; index++) await act("comment-on-alert", id, "nurse-zhou", { note: `n${index}` });
  await act("comment-on-alert", id, "nurse-zhou", { note: "EVIDENCE" });
  for (let index = 0; index < 150; index++) {
    const as = index % 2 === 0 ? "carer-li" : "carer-wang";
    expect((await act("acknowledge-alert", id, as, { takeOver: true })).status).toBe(200);
  }
  const { timeline = [] } = (await stored(id)) ?? {};
  expect(timeline.some(({ note }) => note === "EVIDENCE")).toBe(true);
  expect(timeline.length).toBeLessThan(125);
  expect(timeline.at(-1)).toMatchObject({ what: "acknowledged", by: "王护工" });
  expect(timeline.find(({ times }) => times !== undefined)?.times).toBeGreaterThan(49);
});

describe("the change of a shift", () => {
  const handOver = (as: string | undefined, body: Record<string, unknown>) =>
    world.call("hand-over-alerts", { id: "home-1", body, ...(as === undefined ? {} : { as }) });

  test("hands each alert over by itself and says what became of each", async () => {
    const id = await fall();
    await act("acknowledge-alert", id, "carer-li");
    const pulse = await fastPulse();
    const alerts = [{ id }, { id: pulse }, { id: "nothing" }];
    const { status, body } = await handOver("carer-li", { to: "carer-wang", note: "205 床夜里跌倒过", alerts });
    expect(status).toBe(201);
    const result = handOverResult.parse(body);
    expect(result).toMatchObject({ from: { name: "护工李" }, to: { name: "王护工" }, note: "205 床夜里跌倒过" });
    expect(result.alerts.map(({ outcome }) => outcome)).toEqual(["handed-over", "not-held", "unknown-alert"]);
    expect(result.items).toMatchObject([{ id, holder: { personId: "carer-wang" } }]);
    expect((await stored(id))?.timeline.at(-1)).toMatchObject({ what: "handed-over", from: "护工李", to: "王护工" });
    expect((await stored(pulse))?.version).toBe(1);
    const list = handOverList.parse(await world.must("list-hand-overs", { id: "home-1", as: "carer-wang" }));
    expect(list.items).toMatchObject([{ id: result.id, alerts: result.alerts }]);
  });

  test("again changes no alert", async () => {
    const id = await fall();
    await act("acknowledge-alert", id, "carer-li");
    await handOver("carer-li", { to: "carer-wang", alerts: [{ id }] });
    const { body } = await handOver("carer-li", { to: "carer-wang", alerts: [{ id }] });
    expect(body.alerts).toEqual([{ alertId: id, outcome: "unchanged" }]);
    expect((await stored(id))?.version).toBe(3);
  });

  test("hands over no call that the person has not seen", async () => {
    const id = await fall();
    await act("acknowledge-alert", id, "carer-li");
    const version = (await stored(id))?.version ?? 0;
    world.pass(2 * minute);
    await fall();
    const { body } = await handOver("carer-li", { to: "carer-wang", alerts: [{ id, version }] });
    expect(body.alerts).toEqual([{ alertId: id, outcome: "version-conflict" }]);
  });

  test.each(["nurse-far", "nobody"])("gives nothing to %s, who has nothing to do there", async (to) => {
    const id = await fall();
    await act("acknowledge-alert", id, "carer-li");
    expect(await handOver("carer-li", { to, alerts: [{ id }] })).toMatchObject({
      status: 404,
      body: { code: "unknown-person" },
    });
    expect((await stored(id))?.holder?.personId).toBe("carer-li");
  });

  test("an alert of another home is like none", async () => {
    await world.must("register-facility", { body: { id: "home-2", name: "康宁院", kind: "care-home" } });
    await world.person("boss", { roles: ["home-1", "home-2"].map((facilityId) => ({ role: "nurse", facilityId })) });
    const id = await fall();
    await act("acknowledge-alert", id, "boss");
    const give = (alertId: string, more: object = {}) =>
      world.call("hand-over-alerts", {
        id: "home-2",
        as: "boss",
        body: { to: "boss", alerts: [{ id: alertId }], ...more },
      });
    expect(await give(id)).toMatchObject({ status: 404, body: { code: "unknown-alert" } });
    expect((await give("none")).body.code).toBe("unknown-alert");
    const listed = () => world.must("list-hand-overs", { id: "home-2", as: "boss" });
    expect((await listed()).items).toEqual([]);
    const { body } = await give(id, { note: "今夜平静" });
    expect(body.alerts).toEqual([{ alertId: id, outcome: "unknown-alert" }]);
    expect((await listed()).items).toHaveLength(1);
  });

  test("is in the name of nobody who has nothing to do there, and tells no name of theirs", async () => {
    const id = await fall();
    const given = { to: "carer-wang", note: "都好", alerts: [{ id }] };
    const far = await handOver("carer-li", { ...given, from: "nurse-far" });
    expect(far).toMatchObject({ status: 404, body: { code: "unknown-person" } });
    expect(JSON.stringify(far.body)).not.toContain("远方");
    const nobody = await handOver("carer-li", { ...given, from: "nobody" });
    expect(nobody.body.detail).toBe(far.body.detail.replace("nurse-far", "nobody"));
    expect((await world.must("list-hand-overs", { id: "home-1", as: "carer-wang" })).items).toEqual([]);
  });

  test("may be in the name of who had an alert and left since", async () => {
    const id = await fall();
    await world.person("temp", { name: "临时工", roles: [{ role: "carer", facilityId: "home-1" }] });
    await act("acknowledge-alert", id, "temp");
    const temp = await world.deps("change-person").people.find("temp");
    if (temp === undefined) throw new Error("nobody");
    await world.deps("change-person").people.save({ ...temp, roles: [], version: temp.version + 1 });
    const { status, body } = await handOver("carer-li", { from: "temp", to: "carer-wang", alerts: [{ id }] });
    expect(status).toBe(201);
    expect(body).toMatchObject({ from: { name: "临时工" }, alerts: [{ outcome: "handed-over" }] });
  });

  test("the sheet says what whoever comes on has to know", async () => {
    const id = await fall();
    await act("acknowledge-alert", id, "carer-li");
    const pulse = await fastPulse();
    await act("shelve-alert", pulse, "nurse-zhou", { minutes: 60, reason: "已用药" });
    await world.urgent(world.message("band-1", "event", { id: "s1", type: "sos" }, "m-s1"));
    const sos = (await world.openAlerts("resident-1")).find(({ kind }) => kind === "sos")?.id ?? "";
    await act("resolve-alert", sos, "carer-li", { outcome: "real", note: "协助如厕" });
    await world.must("set-monitoring-plan", {
      id: "resident-2",
      as: "nurse-zhou",
      body: { longLieMinutes: 20, by: "周护士", reason: "独居" },
    });
    await world.must("add-note", { id: "resident-1", as: "carer-li", body: { text: "晚餐进食一半" } });
    world.pass(30 * minute);
    const sheet = handOverSheet.parse(await world.must("show-hand-over-sheet", { id: "home-1", as: "carer-wang" }));
    expect(sheet.open.map((alert) => [alert.id, alert.residentName, alert.bed])).toContainEqual([
      id,
      "王桂英",
      "3号楼205-1床",
    ]);
    expect(sheet.open.find((alert) => alert.id === id)?.holder?.name).toBe("护工李");
    expect(sheet.open.find((alert) => alert.id === pulse)?.shelved?.reason).toBe("已用药");
    expect(sheet.closed).toMatchObject([
      { id: sos, outcome: "real", resolvedBy: "护工李", remarks: [{ by: "护工李", note: "协助如厕" }] },
    ]);
    expect(sheet.unmonitored.map(({ residentId }) => residentId)).toContain("resident-2");
    expect(sheet.notes).toMatchObject([{ residentName: "王桂英", text: "晚餐进食一半" }]);
    expect(sheet.planChanges).toMatchObject([{ residentName: "李建国", reason: "独居" }]);
    expect(sheet.unreadable).toBe(0);
  });

  test("the sheet counts what cannot be read instead of leaving it out in silence", async () => {
    const id = await fall();
    const { tables } = await import("../../stores/tables.ts");
    const item = await world.tables.get(tables.alerts, { key: `alert#${id}` });
    await world.tables.write([{ kind: "put", table: tables.alerts, item: { ...item, json: "{" } }]);
    const sheet = await world.must("show-hand-over-sheet", { id: "home-1", as: "carer-wang" });
    expect(sheet.unreadable).toBe(1);
  });

  test.each<[string, Record<string, string>]>([
    ["that ends before it begins", { from: "2026-11-22T02:00:00+08:00", until: "2026-11-22T01:00:00+08:00" }],
    ["longer than two days", { from: "2026-11-19T02:00:00+08:00", until: "2026-11-22T01:00:00+08:00" }],
  ])("a span %s is refused", async (_claim, query) => {
    for (const name of ["show-hand-over-sheet", "list-hand-overs"] as const)
      expect((await world.call(name, { id: "home-1", query })).status).toBe(400);
  });
});
