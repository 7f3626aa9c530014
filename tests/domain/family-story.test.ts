import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { storySentence } from "../../contracts/family-story-words.ts";
import type { Alert } from "../../domain/alerts/alert.ts";
import { type DayLog, DayLogger } from "../../domain/family/day-log.ts";
import { staffRoleOf } from "../../domain/family/staff-role.ts";
import { lastStaffVisit } from "../../domain/family/staff-visit.ts";
import { type DayRecords, storyOf } from "../../domain/family/story.ts";
import type { ObservationCode } from "../../domain/model/observations.ts";
import type { ObservationValue } from "../../domain/model/reading.ts";
import { day, type EpochMs, hour, minute, second } from "../../domain/model/time.ts";
import type { Referral } from "../../domain/referrals/referral.ts";
import { referralStates } from "../../domain/referrals/states.ts";
import type { Note } from "../../domain/register/note.ts";
import type { Visit } from "../../domain/visits/visit.ts";
import type { MonitoringPlan } from "../../domain/watch/plan.ts";

/** 22 November in Shanghai. */
const dayStart: EpochMs = Date.parse("2026-11-22T00:00:00+08:00");

const limit = { delayMs: 0, hysteresis: 1, priority: "medium" } as const;
const plan: MonitoringPlan = {
  limits: { "systolic-blood-pressure": { ...limit, low: 90, high: 160 } },
  news2: { scored: false, spo2Scale: 1 },
  lowBatteryPercent: 20,
};

type Reading = readonly [at: number, code: ObservationCode, value: ObservationValue, deviceId: string];

function logsOf(readings: readonly Reading[]): readonly DayLog[] {
  return [dayStart - day, dayStart, dayStart + day].map((start) => {
    const logger = new DayLogger(start, start + day);
    for (const [at, code, value, deviceId] of readings) logger.add(code, at, deviceId, value);
    return logger.log("r", dayStart + 3 * day);
  });
}

/** What a bed sensor says every minute. */
function bed(from: number, to: number, inBed: boolean): readonly Reading[] {
  return Array.from({ length: Math.round((to - from) / minute) }, (_, place) => [
    dayStart + from + place * minute,
    "bed-occupancy",
    inBed,
    "bed",
  ]);
}

function recordsOf(parts: Partial<DayRecords> = {}): DayRecords {
  const none = { logs: [], alerts: [], notes: [], visits: [], referrals: [] };
  return { ...none, dayStart, plan, now: dayStart + 2 * day, ...parts };
}

function alertOf(parts: Partial<Alert> = {}): Alert {
  return {
    id: "a",
    residentId: "r",
    facilityId: "home",
    kind: "sos",
    priority: "high",
    condition: "active",
    handling: "new",
    raisedAt: dayStart + 10 * hour,
    reason: { code: "event", type: "sos", deviceId: "d", eventId: "e" },
    inputs: [],
    timeline: [{ at: dayStart + 10 * hour, what: "raised" }],
    caseId: "a",
    version: 1,
    ...parts,
  };
}

const names = { roleOf: () => "nurse" as const, houseOf: (id?: string) => (id === "h" ? "县医院" : undefined) };
const told = (records: DayRecords) =>
  storyOf(records).map((entry) =>
    `${new Date(entry.at + 8 * hour).toISOString().slice(11, 16)} ${storySentence(entry, names).zh}`.replaceAll(
      "\u2009",
      " ",
    ),
  );

describe("the story of a day", () => {
  test("tells a night, a nap, and when somebody went to bed", () => {
    const readings = [
      ...bed(-3 * hour, 2 * hour, true),
      ...bed(2 * hour, 2 * hour + 12 * minute, false),
      ...bed(2 * hour + 12 * minute, 6.5 * hour, true),
      ...bed(6.5 * hour, 13 * hour, false),
      ...bed(13 * hour, 13.5 * hour, true),
      ...bed(13.5 * hour, 21 * hour, false),
      ...bed(21 * hour, 30 * hour, true),
    ];
    expect(told(recordsOf({ logs: logsOf(readings) }))).toEqual([
      "02:00 夜里起来，12 分钟后回到床上",
      "06:30 起床了",
      "13:00 躺下休息了 30 分钟",
      "21:00 上床了",
    ]);
  });

  test("tells neither that somebody got up who sat on the bed for a moment, nor what nobody saw", () => {
    const readings = [
      ...bed(8 * hour, 9 * hour, false),
      ...bed(9 * hour, 9 * hour + 5 * minute, true),
      ...bed(9 * hour + 5 * minute, 12 * hour, false),
    ];
    expect(told(recordsOf({ logs: logsOf(readings) }))).toEqual([]);
    // Twenty minutes of silence between: when they rose is not known.
    const gap = [...bed(0, 6 * hour, true), ...bed(6 * hour + 20 * minute, 10 * hour, false)];
    expect(told(recordsOf({ logs: logsOf(gap) }))).toEqual([]);
  });

  test("tells a round of measuring in one sentence with its bands, and no temperature of a band that is worn all day", () => {
    const at = dayStart + 9 * hour;
    const readings: readonly Reading[] = [
      [at, "systolic-blood-pressure", 168, "cart"],
      [at + second, "diastolic-blood-pressure", 84, "cart"],
      [at + 2 * second, "body-temperature", 36.6, "cart"],
      [at + hour, "body-temperature", 36.2, "band"],
    ];
    expect(told(recordsOf({ logs: logsOf(readings) }))).toEqual([
      "09:00 测量：收缩压 168 mmHg，偏高；舒张压 84 mmHg；体温 36.6 °C",
    ]);
  });

  test("tells an alert with who came by role, and how it ended; none of a device or of a house", () => {
    const closed = alertOf({
      timeline: [
        { at: dayStart + 10 * hour, what: "raised" },
        { at: dayStart + 10 * hour + 3 * minute, what: "on-site", by: "陈静", byId: "chen" },
      ],
      closedAt: dayStart + 10 * hour + 9 * minute,
      handling: "resolved",
      outcome: "real",
    });
    const others = [alertOf({ id: "b", kind: "device-silent" }), alertOf({ id: "c", kind: "bed-late" })];
    expect(told(recordsOf({ alerts: [closed, ...others] })).filter((text) => !text.includes("来到"))).toEqual([
      "10:00 紧急呼叫。护士 10:03 到场。工作人员已处理。",
    ]);
  });

  test("tells moments of a transfer, and names no house of a case that went on to another", () => {
    const stages = (["requested", "en-route", "arrived", "admitted", "returning", "follow-up-due"] as const).map(
      (state, place) => ({ state, at: dayStart + (8 + place) * hour }),
    );
    const referral = { id: "ref", destinationId: "h", stages } as unknown as Referral;
    expect(told(recordsOf({ referrals: [referral] }))).toEqual([
      "09:00 出发去县医院",
      "10:00 到了县医院",
      "11:00 在县医院住院",
      "12:00 从县医院出发回来",
      "13:00 从县医院回来了",
    ]);
    const onward = {
      ...referral,
      stages: [...stages.slice(0, 3), { state: "onward-en-route", at: dayStart + 11 * hour }],
    };
    expect(told(recordsOf({ referrals: [onward as Referral] })).join("")).not.toContain("县医院");
  });

  test("ends with now and with the day", () => {
    const alerts = [9, 11, 25].map((at) => alertOf({ id: `a${at}`, raisedAt: dayStart + at * hour }));
    expect(storyOf(recordsOf({ alerts, now: dayStart + 10 * hour })).map(({ at }) => at)).toEqual([
      dayStart + 9 * hour,
    ]);
  });

  const span = fc.integer({ min: -hour, max: 25 * hour }).map((offset) => dayStart + offset);
  const records = fc
    .record({
      bed: fc.array(fc.tuple(fc.integer({ min: 1, max: 200 }), fc.constantFrom("in", "out", "none")), {
        maxLength: 12,
      }),
      spot: fc.array(
        fc.tuple(
          span,
          fc.constantFrom("systolic-blood-pressure" as const, "glucose" as const),
          fc.integer({ min: 3, max: 200 }),
        ),
        { maxLength: 5 },
      ),
      alerts: fc.array(
        fc.tuple(span, fc.option(fc.integer({ min: 0, max: hour })), fc.option(fc.integer({ min: 0, max: hour }))),
        { maxLength: 3 },
      ),
      notes: fc.array(span, { maxLength: 3 }),
      visits: fc.array(fc.tuple(span, fc.option(span)), { maxLength: 2 }),
      stages: fc.array(fc.tuple(span, fc.constantFrom(...referralStates)), { maxLength: 4 }),
    })
    .map((made) => {
      let at = -2 * hour;
      const readings: Reading[] = [];
      for (const [minutes, is] of made.bed) {
        if (is !== "none") readings.push(...bed(at, at + minutes * minute, is === "in"));
        at += minutes * minute;
      }
      for (const [time, code, value] of made.spot) readings.push([time, code, value, "cart"]);
      const alerts = made.alerts.map(([raisedAt, came, closed], place) =>
        alertOf({
          id: `alert-${place}`,
          raisedAt,
          ...(closed !== null && { closedAt: raisedAt + closed, outcome: "real" as const }),
          timeline: [
            { at: raisedAt, what: "raised" },
            ...(came === null ? [] : [{ at: raisedAt + came, what: "on-site" as const, byId: "x" }]),
            ...(closed === null ? [] : [{ at: raisedAt + closed, what: "closed" as const }]),
          ],
        }),
      );
      const notes: readonly Note[] = made.notes.map((time, place) => ({
        id: `note-${place}`,
        residentId: "r",
        facilityId: "home",
        at: time,
        by: "x",
        byId: "x",
        text: "秘密",
      }));
      const visits = made.visits.map(
        ([startedAt, endedAt], place) =>
          ({
            id: `visit-${place}`,
            kind: "ward-round",
            facilityId: "home",
            startedAt,
            ...(endedAt !== null && { endedAt }),
            orders: [],
          }) as unknown as Visit,
      );
      const referral = {
        id: "ref",
        destinationId: "h",
        stages: made.stages.map(([time, state]) => ({ at: time, state })),
      } as unknown as Referral;
      return { readings, records: recordsOf({ logs: logsOf(readings), alerts, notes, visits, referrals: [referral] }) };
    });

  test("says nothing that no record says: each sentence names records of its very moments", () => {
    fc.assert(
      fc.property(records, ({ readings, records: given }) => {
        const moments = new Set<string>([
          ...readings.map(([at, code]) => `observation ${code} ${at}`),
          ...given.alerts.flatMap(({ id, timeline }) => timeline.map(({ at }) => `alert ${id} ${at}`)),
          ...given.notes.map(({ id, at }) => `note ${id} ${at}`),
          ...given.visits.flatMap(({ id, startedAt, endedAt }) =>
            [startedAt, endedAt].map((at) => `visit ${id} ${at}`),
          ),
          ...given.referrals.flatMap(({ id, stages }) => stages.map(({ at }) => `referral ${id} ${at}`)),
        ]);
        let last = 0;
        for (const entry of storyOf(given)) {
          expect(entry.at).toBeGreaterThanOrEqual(Math.max(last, dayStart));
          expect(entry.at).toBeLessThan(dayStart + day);
          last = entry.at;
          expect(entry.from.length).toBeGreaterThan(0);
          for (const { kind, id, code, at } of entry.from) expect(moments).toContain(`${kind} ${id ?? code} ${at}`);
          expect(entry.from.map(({ at }) => at)).toContain(entry.at);
          if (entry.to !== undefined) expect(entry.from.map(({ at }) => at)).toContain(entry.to);
          const { zh, en } = storySentence(entry, names);
          for (const text of [zh, en]) {
            expect(text).not.toContain("undefined");
            expect(text).not.toContain("秘密");
          }
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe("staff's last visit", () => {
  const note: Note = { id: "n", residentId: "r", facilityId: "home", at: dayStart, by: "x", byId: "x", text: "" };

  test("is known by records up to now, and a correction of a note is none", () => {
    const notes = [
      note,
      { ...note, id: "m", at: dayStart + hour, corrects: "n" },
      { ...note, id: "o", at: dayStart + 3 * hour },
    ];
    expect(lastStaffVisit({ alerts: [], visits: [], notes }, dayStart + 2 * hour)).toMatchObject({ recordId: "n" });
    expect(lastStaffVisit({ alerts: [], visits: [], notes: [] }, dayStart)).toBeUndefined();
  });

  test.each([
    [[{ role: "carer", facilityId: "home" }], "carer"],
    [
      [
        { role: "carer", facilityId: "home" },
        { role: "nurse", facilityId: "home" },
      ],
      "nurse",
    ],
    [[{ role: "doctor", facilityId: "elsewhere" }], "other"],
    [[], "other"],
  ] as const)("of %j is told as %s", (roles, role) => {
    expect(staffRoleOf({ roles }, "home")).toBe(role);
  });
});
