import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import {
  type FamilyResidentView,
  familyAlertList,
  familyDay,
  familyList,
  familyResidentDetail,
  familyTrends,
} from "../../contracts/http/family.ts";
import { type DataClass, dataClasses } from "../../domain/access/data-classes.ts";
import type { Relation } from "../../domain/model/person.ts";
import { day, hour, minute, second } from "../../domain/model/time.ts";
import { AlertStore } from "../../stores/alert-store.ts";
import { PersonStore } from "../../stores/person-store.ts";
import { SeriesStore } from "../../stores/series-store.ts";
import { relativeOf } from "../relatives.ts";
import { type Answer, World } from "./world.ts";

const id = "resident-1";
/** 10:00 in Shanghai. */
const now = Date.parse("2026-11-22T10:00:00+08:00");
const midnight = Date.parse("2026-11-22T00:00:00+08:00");

let world: World;
let openAlert: string;

/** Bed words every two minutes and a pulse every ten, from the evening before to half past six, and the present. */
async function nightOf(of: World): Promise<void> {
  const told: object[] = [];
  for (let at = midnight - 6 * hour; at < now; at += 2 * minute) {
    const isUp = at >= midnight + hour && at < midnight + hour + 10 * minute;
    const isInBed = at >= midnight - 2 * hour && at < midnight + 6.5 * hour && !isUp;
    told.push({ n: "bed-occupancy", vb: isInBed, t: at / 1000 });
    if (isInBed && (at / minute) % 10 === 0) told.push({ n: "heart-rate", u: "/min", v: 58, t: at / 1000 });
  }
  for (let from = 0; from < told.length; from += 200) {
    const pack = told.slice(from, from + 200);
    expect(await of.telemetry(of.message("bed-1", "telemetry", pack, `night-${from}`))).toEqual([]);
  }
}

/** What the band and the bed say at the moment. */
async function live(of: World): Promise<void> {
  const t = (of.now - 5 * second) / 1000;
  await of.telemetry(
    of.message("bed-1", "telemetry", [{ n: "bed-occupancy", vb: false, t }], `bed-${of.now}`),
    of.message("band-1", "telemetry", [{ n: "heart-rate", u: "/min", v: 81, t }], `band-${of.now}`),
  );
}

async function fall(of: World, name: string): Promise<string> {
  const at = new Date(of.now).toISOString();
  await of.urgent(of.message("band-1", "event", { type: "fall", at, id: name }, `fall-${name}`));
  const [alert] = (await new AlertStore(of.tables).listByResident(id, 1)).items;
  if (alert === undefined) throw new Error("no alert");
  return alert.id;
}

beforeAll(async () => {
  world = new World();
  world.now = now - 3 * hour;
  await world.furnish();
  await world.person("nurse-liu", { name: "刘芳", roles: [{ role: "nurse", facilityId: "home-1" }] });
  await world.person("daughter", { name: "王小梅", relations: [relativeOf(id)] });
  const first = await fall(world, "first");
  await world.must("acknowledge-alert", { id: first, body: {}, as: "carer-li" });
  world.pass(2 * minute);
  await world.must("arrive-at-alert", { id: first, body: {}, as: "carer-li" });
  world.pass(5 * minute);
  await world.must("resolve-alert", { id: first, body: { outcome: "false", note: "秘密处置" }, as: "carer-li" });
  world.pass(hour);
  await world.must("add-note", { id, body: { id: "note-1", text: "秘密记录" }, as: "nurse-liu" });
  for (const name of ["fast-1", "fast-2"]) {
    world.pass(90 * second);
    await world.telemetry(world.heartRate("band-1", 135, name));
  }
  world.now = now;
  await nightOf(world);
  await live(world);
  const visit = { id: "visit-1", kind: "family-call", residentId: id, reason: "想念" };
  const { id: visitId } = await world.must("request-visit", { body: visit, as: "daughter" });
  const at = new Date(now + 5 * hour).toISOString();
  await world.must("arrange-visit", { id: visitId, body: { kind: "schedule", at }, as: "nurse-liu" });
  openAlert = await fall(world, "second");
});

type Route = "list" | "one" | "day" | "trends" | "alerts";
type Answers = Readonly<Record<Route, Answer>>;

/** What a relation lets somebody read of every route, and the raw answers. */
async function seen(relation: Relation): Promise<Answers> {
  const people = new PersonStore(world.tables);
  const before = await people.find("daughter");
  if (before === undefined) throw new Error("no daughter");
  await people.save({ ...before, relations: [relation], version: before.version + 1 });
  return answersOf(id);
}

async function answersOf(residentId: string): Promise<Answers> {
  const as = "daughter";
  return {
    list: await world.call("list-family", { as }),
    one: await world.call("show-family", { id: residentId, as }),
    day: await world.call("show-family-day", { id: residentId, path: { date: "2026-11-22" }, as }),
    trends: await world.call("show-family-trends", { id: residentId, as }),
    alerts: await world.call("list-family-alerts", { id: residentId, as }),
  };
}

/** What of each class would stand in an answer. */
const markers: Readonly<Record<DataClass, readonly string[]>> = {
  "status-light": ['"light"', '"lastSign"'],
  vitals: ['"night"', "次/分", "上床", '"heart-rate"', '"bed-occupancy"'],
  alerts: ["疑似跌倒", '"openAlerts"', '"fall"', "误报"],
  record: ['"staffVisit"', "护理记录", "care-note"],
  video: ['"nextVisit"', "视频"],
};
const never = ["刘芳", "护工李", "carer-li", "nurse-liu", "秘密", "3号楼"];
const routeOf: Readonly<Partial<Record<DataClass, Route>>> = { vitals: "trends", alerts: "alerts", record: "day" };

/** The answers without what they say of the caller's own rights: those name classes. */
function textOf(answers: Answers): string {
  return JSON.stringify(
    Object.values(answers).map(({ body }) => body),
    (key, value) => (key === "access" || key === "withheld" || key === "class" ? undefined : value),
  );
}

describe("what relatives are answered", () => {
  test("holds no field and no word of a class that is not granted, for every set of classes", async () => {
    const subsets = fc.subarray([...dataClasses]);
    await fc.assert(
      fc.asyncProperty(subsets, async (classes) => {
        const answers = await seen(relativeOf(id, "女儿", classes));
        const text = textOf(answers);
        for (const each of dataClasses) {
          const isThere = markers[each].filter((marker) => text.includes(marker));
          if (!classes.includes(each)) expect({ each, isThere }).toEqual({ each, isThere: [] });
        }
        for (const word of never) expect(text).not.toContain(word);
        for (const [name, route] of Object.entries(routeOf))
          expect([name, answers[route].status === 200]).toEqual([name, classes.includes(name as DataClass)]);
        expect(answers.one.status === 200).toBe(classes.length > 0);
        // Before the first reading nothing was heard: that a device was silent says when somebody was not measured.
        const date = { date: "2026-11-21" };
        const before = await world.call("show-family-day", { id, path: date, as: "daughter" });
        if (before.status === 200) expect(before.body.gaps.length > 0).toBe(classes.includes("vitals"));
      }),
      { numRuns: 40 },
    );
  });

  test("holds all of it with every class, in the form that the contracts say", async () => {
    const answers = await seen(relativeOf(id));
    const text = textOf(answers);
    for (const each of dataClasses) expect(markers[each].filter((marker) => !text.includes(marker))).toEqual([]);
    expect(familyList.safeParse(answers.list.body).error).toBeUndefined();
    expect(familyResidentDetail.safeParse(answers.one.body).error).toBeUndefined();
    expect(familyDay.safeParse(answers.day.body).error).toBeUndefined();
    expect(familyTrends.safeParse(answers.trends.body).error).toBeUndefined();
    expect(familyAlertList.safeParse(answers.alerts.body).error).toBeUndefined();
  });

  const none: readonly (readonly [string, Relation])[] = [
    ["no consent", { residentId: id, relation: "女儿" }],
    ["a consent that has not begun", consented({ from: now + hour })],
    ["a consent that has ended", consented({ from: 0, until: now })],
  ];
  test.each(none)("is nothing with %s, and what an unknown resident gets", async (_claim, relation) => {
    const answers = await seen(relation);
    const { items } = answers.list.body as { readonly items: readonly FamilyResidentView[] };
    expect(items).toMatchObject([{ id, name: "王桂英", access: { state: "not-granted", classes: [] } }]);
    expect(Object.keys(items[0] ?? {}).toSorted()).toEqual(["access", "facility", "id", "name", "relation"]);
    const unknown = await answersOf("nobody");
    for (const route of ["one", "day", "trends", "alerts"] as const) {
      const plain = (answer?: Answer) =>
        JSON.stringify([answer?.status, answer?.body]).replaceAll(/nobody|resident-1/g, "_");
      expect([route, plain(answers[route])]).toEqual([route, plain(unknown[route])]);
    }
  });

  test("says when a consent begins and ends", async () => {
    const begins = await seen(consented({ from: now + hour }));
    expect(begins.list.body.items[0].access.from).toBe("2026-11-22T11:00:00+08:00");
    const ends = await seen(consented({ from: 0, until: now + day }));
    expect(ends.one.body.access).toMatchObject({ state: "granted", until: "2026-11-23T10:00:00+08:00" });
  });

  test("is everything for a guardian", async () => {
    const guardian = { residentId: id, relation: "监护人", guardian: { id: "proof", from: 0 } };
    const answers = await seen(guardian);
    expect(answers.one.body.access).toMatchObject({ state: "guardian", classes: [...dataClasses] });
    expect(answers.trends.status).toBe(200);
  });

  test("is emergencies and nothing else for whoever is called in one", async () => {
    const answers = await seen({ residentId: id, relation: "女儿", isEmergencyContact: true });
    expect([answers.day.status, answers.trends.status]).toEqual([404, 404].map(() => answers.day.status));
    expect(answers.one.body).toMatchObject({
      access: { state: "emergencies", classes: [] },
      openAlerts: { urgent: 1 },
    });
    expect(answers.one.body).not.toHaveProperty("light");
    expect(answers.alerts.body).toMatchObject({ isEmergenciesOnly: true });
    for (const { priority } of answers.alerts.body.items) expect(priority).toBe("high");
    expect(textOf(answers)).not.toContain("次/分");
  });
});

describe("with everything granted", () => {
  let answers: Answers;
  beforeAll(async () => {
    answers = await seen(relativeOf(id));
  });

  test("the light is an emergency while a fall is open, says what it is and that nobody has answered", () => {
    const { light } = answers.one.body as FamilyResidentView;
    expect(light).toMatchObject({ state: "emergency", reason: "alert-urgent", since: "2026-11-22T10:00:00+08:00" });
    expect(light?.sentence.zh).toBe("有紧急情况：疑似跌倒");
    expect(light?.next?.zh).toContain("还没有人应答");
  });

  test("last night, the last visit of staff by role, and the next visit stand there", () => {
    const one = answers.one.body as FamilyResidentView;
    expect(one.night).toMatchObject({
      date: "2026-11-22",
      known: "known",
      timesUp: 1,
      toBedAt: "2026-11-21T22:00:00+08:00",
      upAt: "2026-11-22T06:30:00+08:00",
    });
    expect(one.staffVisit).toMatchObject({ kind: "care-note", by: { role: "nurse" }, at: "2026-11-22T08:07:00+08:00" });
    expect(one.nextVisit).toMatchObject({ scheduledAt: "2026-11-22T15:00:00+08:00" });
    expect(one.lastSign).toMatchObject({ device: "wristband", freshness: "live" });
  });

  test("alerts say what is being done and by which role", () => {
    const { items } = answers.alerts.body as ReturnType<typeof familyAlertList.parse>;
    const open = items[0];
    const closed = items.find(({ kind, isOpen }) => kind === "fall" && !isOpen);
    expect(open).toMatchObject({ id: openAlert, isOpen: true, course: "calling" });
    expect(closed).toMatchObject({ isOpen: false, course: "over", doing: { zh: "工作人员看过，是误报" } });
    expect(closed?.steps.map(({ sentence }) => sentence.zh)).toContain("护理员到了身边");
  });

  test("each sentence of the day rests on a record of its time, and nothing is left out", async () => {
    const { entries } = answers.day.body as ReturnType<typeof familyDay.parse>;
    const kinds = entries.map(({ kind }) => kind);
    // A pulse that was too fast calls by its limit and by the score.
    expect(kinds).toEqual(["up-at-night", "got-up", "alert", "care-note", "alert", "alert", "alert"]);
    const series = await new SeriesStore(world.tables).read({ residentId: id, from: midnight - day, to: now });
    const said = new Set(series.map(({ code, at }) => `${code} ${at}`));
    const alerts = await new AlertStore(world.tables).listRaised(id, midnight, now + 1);
    const moments = new Set(alerts.items.flatMap((alert) => alert.timeline.map(({ at }) => `${alert.id} ${at}`)));
    for (const { from } of entries) {
      expect(from.length).toBeGreaterThan(0);
      for (const source of from) {
        const at = Date.parse(source.at);
        if (source.kind === "observation") expect(said).toContain(`${source.code} ${at}`);
        if (source.kind === "alert") expect(moments).toContain(`${source.id} ${at}`);
        if (source.kind === "note") expect(source.id).toBe("note-1");
      }
    }
  });

  test("a week has the nights that are known, and gaps where nothing is", () => {
    const { nights, vitals, activity } = answers.trends.body as ReturnType<typeof familyTrends.parse>;
    expect(nights.map(({ known }) => known)).toEqual([...Array(7).fill("no-data"), "known"]);
    expect(nights[0]).not.toHaveProperty("inBedMinutes");
    expect(activity.map(({ known }) => known).slice(0, 6)).toEqual(Array(6).fill("no-data"));
    const pulse = vitals.find(({ code }) => code === "heart-rate");
    expect(pulse).toMatchObject({ low: 45, high: 120 });
    expect(pulse?.days.map(({ band }) => band)).toEqual(["usual", "usual"]);
  });

  test("a month is asked for by its name, and nothing else", async () => {
    const month = await world.must("show-family-trends", { id, query: { period: "month" }, as: "daughter" });
    expect(month.nights).toHaveLength(31);
    expect((await world.call("show-family-trends", { id, query: { period: "year" }, as: "daughter" })).status).toBe(
      400,
    );
    expect((await world.call("show-family-day", { id, path: { date: "2026-02-30" }, as: "daughter" })).status).toBe(
      400,
    );
  });

  test("days are summed up once, and a day that goes on again after five minutes", async () => {
    const store = new SeriesStore(world.tables);
    const [before] = await store.findDayLogs(id, [midnight]);
    await world.must("show-family", { id, as: "daughter" });
    expect((await store.findDayLogs(id, [midnight]))[0]?.madeAt).toBe(before?.madeAt);
    world.pass(6 * minute);
    await world.must("show-family", { id, as: "daughter" });
    expect((await store.findDayLogs(id, [midnight]))[0]?.madeAt).toBe(world.now);
    world.now = now;
  });
});

describe("whoever is no relative", () => {
  test.each(["carer-li", "nurse-liu"])("%s has nobody of their own", async (as) => {
    expect((await world.must("list-family", { as })).items).toEqual([]);
    expect((await world.call("show-family", { id, as })).status).toBeGreaterThanOrEqual(403);
  });

  test("reads nothing of another's resident", async () => {
    await seen(relativeOf(id));
    const other = await world.call("show-family", { id: "resident-2", as: "daughter" });
    const unknown = await world.call("show-family", { id: "resident-9", as: "daughter" });
    expect(other.status).toBe(404);
    expect(JSON.stringify(other.body).replaceAll("resident-2", "_")).toBe(
      JSON.stringify(unknown.body).replaceAll("resident-9", "_"),
    );
  });
});

function consented(period: { readonly from: number; readonly until?: number }): Relation {
  return { residentId: id, relation: "女儿", consent: { id: "c", classes: [...dataClasses], ...period } };
}
