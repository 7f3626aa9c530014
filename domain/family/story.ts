import type { DataClass } from "../access/data-classes.ts";
import type { Alert, AlertKind, AlertOutcome, VerdictReason } from "../alerts/alert.ts";
import type { ObservationCode } from "../model/observations.ts";
import { day, type EpochMs, hour, minute } from "../model/time.ts";
import type { Referral } from "../referrals/referral.ts";
import type { ReferralState } from "../referrals/states.ts";
import type { Visit, VisitKind } from "../visits/visit.ts";
import type { MonitoringPlan } from "../watch/plan.ts";
import type { AlertCourse } from "./alert-course.ts";
import { courseOf } from "./alert-course.ts";
import { type BedStretch, joined, lengthOf, within } from "./bed-log.ts";
import type { DayLog, SpotValue } from "./day-log.ts";
import { isAboutPerson } from "./light.ts";
import { bandOf, type PlainBand } from "./plain-band.ts";
import { type CareRecords, type StaffVisit, staffVisitsIn } from "./staff-visit.ts";

/** The record on which a sentence of the story rests. */
export interface StorySource {
  readonly kind: "observation" | "alert" | "note" | "task" | "visit" | "referral";
  readonly id?: string;
  readonly code?: ObservationCode;
  readonly at: EpochMs;
}

/** One thing that happened, as a rule found it in a record. */
export type StoryEntry = {
  readonly at: EpochMs;
  readonly to?: EpochMs;
  /** Whoever is not let see this class is not told. */
  readonly class: DataClass;
  readonly from: readonly StorySource[];
} & (
  | { readonly kind: "went-to-bed" | "got-up" | "up-at-night" | "rested" }
  | { readonly kind: "steps"; readonly count: number }
  | {
      readonly kind: "measured";
      readonly values: readonly (Pick<SpotValue, "code" | "value"> & { readonly band?: PlainBand })[];
    }
  | {
      readonly kind: "alert";
      readonly alertKind: AlertKind;
      readonly reason: VerdictReason;
      readonly course: AlertCourse;
      readonly outcome?: AlertOutcome;
      /** Who came first, and when. */
      readonly came?: { readonly at: EpochMs; readonly byId?: string };
    }
  | { readonly kind: "staff-came" | "care-note" | "task-done"; readonly byId?: string }
  | { readonly kind: "tele-visit"; readonly visitKind: VisitKind }
  | { readonly kind: "transfer"; readonly state: ToldTransfer; readonly houseId?: string }
);

/** Everything in which a day's story may stand. */
export interface DayRecords extends CareRecords {
  readonly dayStart: EpochMs;
  /** Of the day, the one before and the one after: a night goes over midnight. */
  readonly logs: readonly DayLog[];
  readonly referrals: readonly Referral[];
  readonly plan: MonitoringPlan;
  readonly now: EpochMs;
}

/** Up for longer has got up. */
const upForGoodMs = hour;
const shortestUpAtNightMs = 2 * minute;
/** Shorter lying down by day is not told. */
const shortestRestMs = 20 * minute;
/** In the evening and at night who lies down goes to bed; after that they rest. */
const bedtimeFrom = 18 * hour;
const morningFrom = 4 * hour;
/** What was measured within this time is told in one sentence. */
const oneRoundMs = 5 * minute;

/** Moments of a transfer that relatives are told. */
const toldStates = [
  "en-route",
  "arrived",
  "admitted",
  "onward-en-route",
  "returning",
  "follow-up-due",
] as const satisfies readonly ReferralState[];
export type ToldTransfer = (typeof toldStates)[number];

/**
 * What happened on a day, oldest first, each thing out of a record that it names: nothing is concluded beyond the bands of
 * the resident's plan. Of a transfer it tells `record`, of bed and measurements `vitals`, and so on: whoever reads narrows it
 * by class. That staff came to an alert stands in the alert, and for those who see no alerts by itself.
 */
export function storyOf(records: DayRecords): readonly StoryEntry[] {
  const { dayStart, now } = records;
  const entries = [
    ...bedEntries(records),
    ...stepsEntry(records),
    ...measuredEntries(records),
    ...alertEntries(records),
    ...staffVisitsIn(records).flatMap(staffEntry),
    ...visitEntries(records.visits),
    ...transferEntries(records.referrals),
  ];
  return entries
    .filter(({ at }) => at >= dayStart && at < dayStart + day && at <= now)
    .toSorted((a, b) => a.at - b.at || (a.kind < b.kind ? -1 : 1));
}

function bedEntries({ logs, dayStart, now }: DayRecords): readonly StoryEntry[] {
  const sorted = logs.toSorted((a, b) => a.dayStart - b.dayStart).flatMap(({ bed }) => bed);
  const stretches = joined(within(sorted, dayStart - day, Math.min(dayStart + 2 * day, now)));
  return stretches.flatMap((each, place) => {
    const before = stretches[place - 1];
    const after = stretches[place + 1];
    const isSeenBegin = before?.to === each.from;
    return each.is === "in-bed"
      ? inBedEntries(each, isSeenBegin ? before : undefined, after?.from === each.to ? after : undefined, now)
      : upEntries(each, isSeenBegin && slept(stretches, each.from), isSeenBegin, after?.from === each.to);
  });
}

/** Lying down, where the sensor saw the bed empty before. */
function inBedEntries(
  each: BedStretch,
  before: BedStretch | undefined,
  after: BedStretch | undefined,
  now: EpochMs,
): readonly StoryEntry[] {
  if (before === undefined || before.to - before.from < upForGoodMs) return [];
  const from = [occupancyAt(each.from)];
  if (isBedtime(each.from)) return [{ kind: "went-to-bed", at: each.from, class: "vitals", from }];
  const isShort = each.to - each.from < shortestRestMs;
  if (isShort && (after !== undefined || now - each.from < shortestRestMs)) return [];
  const end = after === undefined ? {} : { to: each.to };
  return [
    {
      kind: "rested",
      at: each.from,
      ...end,
      class: "vitals",
      from: after === undefined ? from : [...from, occupancyAt(each.to)],
    },
  ];
}

/** Getting up: in the morning for good, at night for a while. */
function upEntries(
  each: BedStretch,
  hasRested: boolean,
  isSeenBegin: boolean,
  isSeenEnd: boolean,
): readonly StoryEntry[] {
  if (!isSeenBegin) return [];
  const lastedMs = each.to - each.from;
  const from = [occupancyAt(each.from)];
  if (lastedMs >= upForGoodMs) {
    const isMorning = timeOfDay(each.from) >= morningFrom && timeOfDay(each.from) < 12 * hour;
    return isMorning && hasRested ? [{ kind: "got-up", at: each.from, class: "vitals", from }] : [];
  }
  if (!isSeenEnd || !isNight(each.from) || lastedMs < shortestUpAtNightMs) return [];
  return [{ kind: "up-at-night", at: each.from, to: each.to, class: "vitals", from: [...from, occupancyAt(each.to)] }];
}

/** Whoever sat on the bed for a moment does not get up from it. */
function slept(stretches: readonly BedStretch[], until: EpochMs): boolean {
  return lengthOf(within(stretches, until - 4 * hour, until), "in-bed") >= hour;
}

function stepsEntry({ logs, dayStart }: DayRecords): readonly StoryEntry[] {
  const steps = logs.find((log) => log.dayStart === dayStart)?.steps;
  if (steps === undefined || steps.count === 0) return [];
  const from = [{ kind: "observation", code: "steps", at: steps.at } as const];
  return [{ kind: "steps", count: Math.round(steps.count), at: steps.at, class: "vitals", from }];
}

/** Each round of measuring is one sentence; of a value measured twice in it the last one stands. */
function measuredEntries({ logs, dayStart, plan }: DayRecords): readonly StoryEntry[] {
  const spot = logs.find((log) => log.dayStart === dayStart)?.spot ?? [];
  const rounds: SpotValue[][] = [];
  for (const value of spot) {
    const last = rounds.at(-1);
    const isSame =
      last?.[0] !== undefined && value.at - last[0].at <= oneRoundMs && last[0].deviceId === value.deviceId;
    if (last !== undefined && isSame) last.push(value);
    else rounds.push([value]);
  }
  return rounds.map((round) => {
    const latest = [...new Map(round.map((each) => [each.code, each])).values()];
    return {
      kind: "measured",
      at: (latest[0] as SpotValue).at,
      class: "vitals",
      values: latest.map(({ code, value }) => {
        const band = bandOf(value, plan.limits[code as keyof MonitoringPlan["limits"]]);
        return { code, value, ...(band !== undefined && { band }) };
      }),
      from: latest.map(({ code, at }) => ({ kind: "observation", code, at })),
    };
  });
}

function alertEntries({ alerts, now }: DayRecords): readonly StoryEntry[] {
  return alerts.filter(({ kind }) => isAboutPerson(kind)).map((alert) => alertEntry(alert, now));
}

function alertEntry(alert: Alert, now: EpochMs): StoryEntry {
  const { id, kind, reason, raisedAt, closedAt, outcome, timeline } = alert;
  const came = timeline.find(({ what }) => what === "on-site");
  return {
    kind: "alert",
    at: raisedAt,
    ...(closedAt !== undefined && { to: closedAt }),
    class: "alerts",
    alertKind: kind,
    reason,
    course: courseOf(alert, now),
    ...(outcome !== undefined && { outcome }),
    ...(came !== undefined && { came: { at: came.at, ...(came.byId !== undefined && { byId: came.byId }) } }),
    from: [raisedAt, ...(came === undefined ? [] : [came.at]), ...(closedAt === undefined ? [] : [closedAt])].map(
      (at) => ({ kind: "alert", id, at }),
    ),
  };
}

function staffEntry({ kind, at, recordId, byId }: StaffVisit): readonly StoryEntry[] {
  const by = byId === undefined ? {} : { byId };
  const source = (of: StorySource["kind"]) => [{ kind: of, id: recordId, at }];
  if (kind === "at-alert") return [{ kind: "staff-came", at, class: "record", ...by, from: source("alert") }];
  if (kind === "care-note") return [{ kind: "care-note", at, class: "record", ...by, from: source("note") }];
  if (kind === "task") return [{ kind: "task-done", at, class: "record", ...by, from: source("task") }];
  return [];
}

function visitEntries(visits: readonly Visit[]): readonly StoryEntry[] {
  return visits.flatMap(({ id, kind: visitKind, startedAt, endedAt }): readonly StoryEntry[] => {
    if (startedAt === undefined) return [];
    const to = endedAt === undefined ? {} : { to: endedAt };
    const from = [startedAt, ...(endedAt === undefined ? [] : [endedAt])].map(
      (at) => ({ kind: "visit", id, at }) as const,
    );
    return [{ kind: "tele-visit", at: startedAt, ...to, class: "video", visitKind, from }];
  });
}

function transferEntries(referrals: readonly Referral[]): readonly StoryEntry[] {
  return referrals.flatMap(({ id, stages, destinationId }) =>
    stages.flatMap(({ state, at }): readonly StoryEntry[] => {
      if (!isTold(state)) return [];
      // Whose house it was at that time is not written with a stage, once the case went on to another.
      const isOne = !stages.some((stage) => stage.state === "onward-en-route");
      const house = isOne ? { houseId: destinationId } : {};
      return [{ kind: "transfer", at, class: "record", state, ...house, from: [{ kind: "referral", id, at }] }];
    }),
  );
}

function isTold(state: ReferralState): state is ToldTransfer {
  return (toldStates as readonly ReferralState[]).includes(state);
}

function occupancyAt(at: EpochMs): StorySource {
  return { kind: "observation", code: "bed-occupancy", at };
}

function timeOfDay(at: EpochMs): number {
  return (((at + 8 * hour) % day) + day) % day;
}

function isBedtime(at: EpochMs): boolean {
  return timeOfDay(at) >= bedtimeFrom || timeOfDay(at) < morningFrom;
}

/** Between 22:00 and 06:00 whoever gets up is up at night. */
function isNight(at: EpochMs): boolean {
  return timeOfDay(at) >= 22 * hour || timeOfDay(at) < 6 * hour;
}
