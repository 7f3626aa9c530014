import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { familyWords } from "../../contracts/family-telling-words.ts";
import { dataClasses } from "../../domain/access/data-classes.ts";
import type { Alert, AlertKind, AlertPriority, TimelineEntry } from "../../domain/alerts/alert.ts";
import { newestStage } from "../../domain/family-telling/notifications.ts";
import { quietUntil } from "../../domain/family-telling/quiet-hours.ts";
import { familyLookAt, stagesOf, unansweredForMs, unwatchedForMs } from "../../domain/family-telling/stages.ts";
import { familyWhats, mayBeTold } from "../../domain/family-telling/told.ts";
import type { Relation } from "../../domain/model/person.ts";
import { day, hour, midnightInShanghai, minute, second } from "../../domain/model/time.ts";

const raisedAt = Date.parse("2026-11-22T02:10:00+08:00");

function alert(over: Partial<Alert> = {}, ...later: readonly TimelineEntry[]): Alert {
  return {
    id: "a1",
    caseId: "a1",
    residentId: "r1",
    facilityId: "home",
    kind: "fall",
    priority: "high",
    condition: "active",
    handling: "new",
    raisedAt,
    reason: { code: "event", type: "fall", deviceId: "d", eventId: "e" },
    inputs: [],
    timeline: [{ at: raisedAt, what: "raised" }, ...later],
    version: 1,
    ...over,
  };
}

const step = (ms: number, what: TimelineEntry["what"], more: Partial<TimelineEntry> = {}): TimelineEntry => ({
  at: raisedAt + ms,
  what,
  ...more,
});
const told = (one: Alert): readonly string[] =>
  stagesOf(one).map(({ stage, round, dueAt }) => `${stage} ${round} +${(dueAt - raisedAt) / second}`);
const closedAfter = (ms: number, outcome: Alert["outcome"] = "real"): Partial<Alert> => ({
  closedAt: raisedAt + ms,
  handling: "resolved",
  outcome,
});

describe("what families are told", () => {
  const medium = { priority: "medium", kind: "bed-exit" } as const;
  const silent = { priority: "medium", kind: "device-silent" } as const;
  test.each<readonly [string, Alert, readonly string[]]>([
    ["of an emergency: at once", alert(), ["raised 0 +0"]],
    [
      "of an emergency: each step, whoever takes over told once",
      alert(
        { ...closedAfter(90_000) },
        step(20_000, "acknowledged"),
        step(30_000, "acknowledged"),
        step(60_000, "on-site"),
        step(90_000, "resolved"),
      ),
      ["raised 0 +0", "acknowledged 0 +20", "on-site 0 +60", "resolved 0 +90"],
    ],
    [
      "of an emergency: that nobody came and others are called, and who goes then",
      alert({}, step(20_000, "acknowledged"), step(320_000, "reopened"), step(330_000, "acknowledged")),
      ["raised 0 +0", "acknowledged 0 +20", "called-again 1 +320", "acknowledged 1 +330"],
    ],
    [
      "of the way to a hospital: that it was called, and that they came there; not that a house declined",
      alert(
        {},
        step(10_000, "referral", { referral: { id: "x", state: "declined", house: "A" } }),
        step(20_000, "referral", { referral: { id: "x", state: "requested", house: "B" } }),
        step(30_000, "referral", { referral: { id: "x", state: "en-route", house: "B" } }),
        step(90_000, "referral", { referral: { id: "x", state: "arrived", house: "B" } }),
      ),
      ["raised 0 +0", "hospital-called 0 +20", "hospital-arrived 0 +90"],
    ],
    [
      "of a death on the way to a hospital: nothing from it on, and never that they came there",
      alert(
        {},
        step(10_000, "referral", { referral: { id: "x", state: "declined", house: "A" } }),
        step(20_000, "referral", { referral: { id: "x", state: "requested", house: "B" } }),
        step(30_000, "referral", { referral: { id: "x", state: "en-route", house: "B" } }),
        step(90_000, "referral", { referral: { id: "x", state: "died", house: "B" } }),
      ),
      ["raised 0 +0", "hospital-called 0 +20"],
    ],
    ["of priority medium: after a quarter of an hour that nobody answers", alert(medium), ["raised 0 +900"]],
    [
      "of priority medium that was answered in time: that somebody goes, and how it ended",
      alert(
        { ...medium, ...closedAfter(400_000) },
        step(60_000, "acknowledged"),
        step(200_000, "on-site"),
        step(400_000, "resolved"),
      ),
      ["acknowledged 0 +60", "resolved 0 +400"],
    ],
    [
      "of priority medium that was over before: nothing",
      alert({ ...medium, ...closedAfter(200_000, "cleared-by-rule") }, step(200_000, "closed")),
      [],
    ],
    ["of priority low: nothing", alert({ kind: "bed-exit", priority: "low" }), []],
    ["of a device that somebody has to charge: nothing", alert({ kind: "low-battery", priority: "medium" }), []],
    ["of a case between houses: nothing", alert({ kind: "referral-late" }), []],
    ["of one silent device among others: nothing", alert({ kind: "device-silent", priority: "low" }), []],
    ["that nobody watches: after half an hour", alert(silent), ["not-monitored 0 +1800"]],
    [
      "that it was short that nobody watched: nothing",
      alert({ ...silent, ...closedAfter(unwatchedForMs - 1) }, step(unwatchedForMs - 1, "closed")),
      [],
    ],
    [
      "that somebody watches again, where they were told that nobody does",
      alert({ ...silent, ...closedAfter(unwatchedForMs) }, step(unwatchedForMs, "closed")),
      ["not-monitored 0 +1800", "monitored-again 0 +1800"],
    ],
  ])("%s", (_claim, one, expected) => {
    expect(told(one)).toEqual(expected);
  });

  test("is said once where several things are due together: the newest", () => {
    const one = alert({}, step(20_000, "acknowledged"), step(60_000, "on-site"));
    expect(newestStage(one, raisedAt + minute)?.stage).toBe("on-site");
    expect(newestStage(one, raisedAt)?.stage).toBe("raised");
    expect(
      newestStage(alert({ kind: "bed-exit", priority: "medium" }), raisedAt + unansweredForMs - 1),
    ).toBeUndefined();
  });
});

const whats = [
  "acknowledged",
  "on-site",
  "called",
  "commented",
  "reopened",
  "resolved",
  "changed",
  "active-again",
] as const;
const stories = fc
  .record({
    kind: fc.constantFrom<AlertKind>("fall", "bed-exit", "device-silent", "heart-rate-limit", "low-battery"),
    priority: fc.constantFrom<AlertPriority>("high", "medium", "low"),
    steps: fc.array(fc.record({ what: fc.constantFrom(...whats), ms: fc.integer({ min: 1, max: hour }) }), {
      maxLength: 8,
    }),
  })
  .map(({ kind, priority, steps }) => {
    let at = 0;
    const versions: Alert[] = [alert({ kind, priority })];
    for (const { what, ms } of steps) {
      at += ms;
      const before = versions.at(-1) as Alert;
      const isEnd = what === "resolved";
      versions.push({
        ...before,
        timeline: [...before.timeline, step(at, what)],
        version: before.version + 1,
        ...(isEnd ? closedAfter(at) : {}),
      });
      if (isEnd) break;
    }
    return versions;
  });

describe("the rows by which nothing of it is lost", () => {
  test("whatever is to be told has a row, of some version, that is looked at then", () => {
    fc.assert(
      fc.property(stories, (versions) => {
        const last = versions.at(-1) as Alert;
        const looks = versions.flatMap((one) => familyLookAt(one) ?? []);
        for (const { dueAt } of stagesOf(last)) expect(looks).toContain(dueAt);
      }),
    );
  });

  test("no row is due before the write that asks for it", () => {
    fc.assert(
      fc.property(stories, (versions) => {
        for (const one of versions) {
          const look = familyLookAt(one);
          if (look !== undefined) expect(look).toBeGreaterThanOrEqual(one.timeline.at(-1)?.at ?? 0);
        }
      }),
    );
  });
});

describe("quiet hours", () => {
  const at = (clock: string): number => Date.parse(`2026-11-22T${clock}:00+08:00`);
  test.each([
    ["over midnight, before it", 22 * 60, 7 * 60, "23:00", "2026-11-23T07:00:00+08:00"],
    ["over midnight, after it", 22 * 60, 7 * 60, "06:59", "2026-11-22T07:00:00+08:00"],
    ["over at their last minute", 22 * 60, 7 * 60, "07:00", undefined],
    ["from their first minute", 22 * 60, 7 * 60, "22:00", "2026-11-23T07:00:00+08:00"],
    ["at noon", 12 * 60, 14 * 60, "13:00", "2026-11-22T14:00:00+08:00"],
    ["none where both are the same", 12 * 60, 12 * 60, "12:00", undefined],
    ["until midnight", 20 * 60, 0, "23:59", "2026-11-23T00:00:00+08:00"],
  ])("%s", (_claim, from, until, clock, end) => {
    expect(quietUntil({ from, until }, at(clock))).toBe(end === undefined ? undefined : Date.parse(end));
  });

  test("end within a day, later than now, at their own minute, and do not begin anew there", () => {
    const minuteOfDay = fc.integer({ min: 0, max: 1439 });
    fc.assert(
      fc.property(
        minuteOfDay,
        minuteOfDay,
        fc.integer({ min: raisedAt, max: raisedAt + 3 * day }),
        (from, until, now) => {
          const end = quietUntil({ from, until }, now);
          if (end === undefined) return;
          expect(end).toBeGreaterThan(now);
          expect(end - now).toBeLessThanOrEqual(day);
          expect((end - midnightInShanghai(end)) / minute).toBe(until);
          expect(quietUntil({ from, until }, end)).toBeUndefined();
        },
      ),
    );
  });
});

describe("who may be told", () => {
  const relations: readonly Relation[] = [
    { residentId: "r1", relation: "女儿" },
    { residentId: "r1", relation: "女儿", isEmergencyContact: true },
    ...dataClasses.map((one) => ({
      residentId: "r1",
      relation: "女儿",
      consent: { id: "c", classes: [one], from: 0 },
    })),
    { residentId: "r1", relation: "女儿", guardian: { id: "g", from: 0 } },
  ];
  const label = ({ consent, guardian, isEmergencyContact }: Relation): string =>
    guardian !== undefined ? "guardian" : isEmergencyContact ? "emergency" : (consent?.classes.join() ?? "none");
  const whoMay = (what: (typeof familyWhats)[number], priority: AlertPriority): readonly string[] =>
    relations.filter((relation) => mayBeTold({ relations: [relation] }, "r1", { what }, priority, 5)).map(label);

  test.each([
    ["raised", "high", ["emergency", "alerts", "guardian"]],
    ["raised", "medium", ["alerts", "guardian"]],
    ["resolved", "high", ["emergency", "alerts", "guardian"]],
    ["not-monitored", "medium", ["status-light", "alerts", "guardian"]],
    ["answer", "low", ["status-light", "guardian"]],
    ["picture", "low", ["video", "guardian"]],
    ["record-opened", "low", ["emergency", "alerts", "record", "guardian"]],
  ] as const)("%s of priority %s", (what, priority, who) => {
    expect(whoMay(what, priority)).toEqual(who);
  });

  test("nobody of another resident, after the end of a consent, or who was disabled", () => {
    const relation: Relation = {
      residentId: "r1",
      relation: "女儿",
      consent: { id: "c", classes: [...dataClasses], from: 0, until: 10 },
    };
    for (const what of familyWhats) {
      expect(mayBeTold({ relations: [relation] }, "r2", { what }, "high", 5)).toBe(false);
      expect(mayBeTold({ relations: [relation] }, "r1", { what }, "high", 10)).toBe(false);
      expect(mayBeTold({ relations: [relation], disabledAt: 1 }, "r1", { what }, "high", 5)).toBe(false);
      expect(mayBeTold({ relations: [relation] }, "r1", { what }, "high", 5)).toBe(true);
    }
  });
});

test.each(familyWhats)(
  "the words of %s are complete in both languages, and say nothing clinical, no name and no time",
  (what) => {
    for (const language of ["zh", "en"] as const) {
      for (const role of [undefined, "carer", "nurse", "doctor"] as const) {
        const words = familyWords({ what, at: 0, ...(role && { role }) }, "high", "松鹤院", language);
        expect(words.title.length).toBeGreaterThan(5);
        expect(words.body).toContain("松鹤院");
        expect(`${words.title}${words.body}`).not.toMatch(/\d|跌倒|心率|血氧|fall\b|heart|undefined/i);
      }
    }
  },
);
