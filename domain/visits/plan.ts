import type { Actor } from "../alerts/alert.ts";
import { day, type EpochMs, hour } from "../model/time.ts";
import type { Visit } from "./visit.ts";

/** What may come again and again: the contracted doctor's follow-up 签约随访, and the round 定期巡诊. */
export const plannedKinds = ["contracted-follow-up", "ward-round"] as const;
export const planUnits = ["week", "month"] as const;
export const planStates = ["active", "paused", "ended"] as const;

/** So long before its day a visit is asked for, so that somebody finds a time. */
export const askedAheadMs = 7 * day;

/** So many are seen in one planned round, at most. */
export const mostOfPlan = 30;

/** Why somebody was left out when the visits of a plan fell due. */
export const leftOutReasons = ["left", "no-agreement"] as const;

export interface LeftOut {
  readonly residentId: string;
  /** The day of the visit that was not asked for, `YYYY-MM-DD`. */
  readonly on: string;
  readonly why: (typeof leftOutReasons)[number];
}

/** Visits that come again: every so many weeks or months one is asked for. Days are `YYYY-MM-DD` in Asia/Shanghai. */
export interface VisitPlan {
  readonly id: string;
  readonly residentId: string;
  /** Whoever else is seen in the same round, in its order; absent: nobody. */
  readonly others?: readonly string[];
  /** Where the resident is cared for; the plan ends when they are not any more. */
  readonly facilityId: string;
  readonly leadFacilityId: string;
  readonly kind: (typeof plannedKinds)[number];
  readonly reason: string;
  readonly every: { readonly count: number; readonly unit: (typeof planUnits)[number] };
  readonly firstOn: string;
  /** How many times have passed: the next one counts from the first, so that the 31st does not creep. */
  readonly passed: number;
  readonly state: (typeof planStates)[number];
  /** Absent where somebody ended it: else the resident left. */
  readonly endedBecause?: "left";
  readonly lastVisitId?: string;
  /** Of the last time that it fell due; absent: nobody was. */
  readonly leftOut?: readonly LeftOut[];
  /** The last time that it fell due nobody of the leading house had a licence on record that is enough. */
  readonly lacksDoctor?: true;
  readonly madeBy: Actor;
  readonly madeAt: EpochMs;
  readonly changedBy?: Actor;
  readonly changedAt?: EpochMs;
  readonly version: number;
}

/** The day of its next visit. A month that is too short has it on its last day. */
export function nextOn({ firstOn, passed, every }: Pick<VisitPlan, "firstOn" | "passed" | "every">): string {
  const [year = 0, month = 1, date = 1] = firstOn.split("-").map(Number);
  const steps = passed * every.count;
  if (every.unit === "week") return dayOf(Date.UTC(year, month - 1, date) + steps * 7 * day);
  const last = new Date(Date.UTC(year, month + steps, 0)).getUTCDate();
  return dayOf(Date.UTC(year, month - 1 + steps, Math.min(date, last)));
}

/** When its next visit is to be asked for; undefined: none is, as long as nobody resumes it. */
export function planDueAt(plan: VisitPlan): EpochMs | undefined {
  return plan.state === "active" ? Date.parse(`${nextOn(plan)}T08:00:00+08:00`) - askedAheadMs : undefined;
}

/** Everybody whom it is for, in the order of the round. */
export function residentsOf({ residentId, others = [] }: Pick<VisitPlan, "residentId" | "others">): readonly string[] {
  return [residentId, ...others];
}

/** The day for which visits are to be asked for now; undefined: for none. Of several that passed while nobody looked, the last. */
export function dueOn(plan: VisitPlan, now: EpochMs): string | undefined {
  const dueAt = planDueAt(plan);
  return dueAt === undefined || now < dueAt ? undefined : nextOn(caughtUp(plan, now));
}

/** What holds when a plan falls due. */
export interface PlanFacts {
  readonly isInCare: (residentId: string) => boolean;
  /** An agreement lets the leading house treat this one's residents on the day of the visit, or it is the same house. */
  readonly isAgreed: boolean;
  /** Somebody at the leading house may sign: else the visit is asked for all the same, and the plan says so. */
  readonly hasDoctor: boolean;
}

export interface PlanDue {
  /** Waits for its next day, with who was left out of this one; ended where nobody of it is in care any more. */
  readonly plan: VisitPlan;
  /** To be arranged, in the order of the round. */
  readonly visits: readonly Visit[];
}

/**
 * What is due of it now; undefined: nothing is. Who moved, left or died is of the plan no more. The same plan gives the same
 * visits whenever it is asked: of a round each has its place in the plan's own order.
 */
export function settlePlan(plan: VisitPlan, now: EpochMs, facts: PlanFacts): PlanDue | undefined {
  const on = dueOn(plan, now);
  if (on === undefined) return undefined;
  const caught = caughtUp(plan, now);
  const all = residentsOf(plan);
  const inCare = all.filter(facts.isInCare);
  const visited = facts.isAgreed ? inCare : [];
  const leftOut = all.flatMap((residentId): readonly LeftOut[] => {
    if (visited.includes(residentId)) return [];
    return [{ residentId, on, why: inCare.includes(residentId) ? "no-agreement" : "left" }];
  });
  const visits = visited.map((residentId) => visitOf(caught, residentId, all.indexOf(residentId), on, now));
  const [first, ...others] = inCare;
  const { lastVisitId, leftOut: _before, lacksDoctor: _lacked, others: _others, ...rest } = caught;
  const last = visits[0]?.id ?? lastVisitId;
  const next: VisitPlan = {
    ...rest,
    residentId: first ?? plan.residentId,
    ...(others.length > 0 && { others }),
    ...(first === undefined ? { state: "ended", endedBecause: "left" } : { passed: caught.passed + 1 }),
    ...(last !== undefined && { lastVisitId: last }),
    ...(leftOut.length > 0 && { leftOut }),
    ...(visits.length > 0 && !facts.hasDoctor && { lacksDoctor: true }),
    version: plan.version + 1,
  };
  return { plan: next, visits };
}

function visitOf(plan: VisitPlan, residentId: string, place: number, on: string, now: EpochMs): Visit {
  const { id, facilityId, leadFacilityId, kind, reason, changedBy = plan.madeBy } = plan;
  const isRound = residentsOf(plan).length > 1;
  return {
    id: isRound ? `${id}-${on}-${place + 1}` : `${id}-${on}`,
    kind,
    residentId,
    facilityId,
    leadFacilityId,
    ...(isRound && { roundId: `${id}-${on}` }),
    state: "requested",
    reason,
    origin: { kind: "plan", planId: id, on },
    requestedAt: now,
    requestedBy: changedBy,
    invited: [],
    present: [],
    orders: [],
    steps: [{ at: now, what: "request", note: reason }],
    version: 1,
  };
}

/**
 * The plan paused, going on, or ended; the same plan where it is so already. What is ended stays so. Of the days that passed in
 * a pause none is made up for.
 */
export function planAfter(
  plan: VisitPlan,
  what: "pause" | "resume" | "end",
  by: Actor,
  now: EpochMs,
): VisitPlan | "over" {
  const state = ({ pause: "paused", resume: "active", end: "ended" } as const)[what];
  if (plan.state === state) return plan;
  if (plan.state === "ended") return "over";
  const next: VisitPlan = { ...plan, state, changedBy: by, changedAt: now, version: plan.version + 1 };
  if (what !== "resume") return next;
  const at = caughtUp(next, now);
  return nextOn(at) < dayOf(now - 4 * hour) ? { ...at, passed: at.passed + 1 } : at;
}

/** The plan at the last of its days of which the visit should have been asked for by now. */
function caughtUp(plan: VisitPlan, now: EpochMs): VisitPlan {
  let at = plan;
  for (;;) {
    const after = { ...at, passed: at.passed + 1 };
    const dueAt = planDueAt(after);
    if (dueAt === undefined || dueAt > now) return at;
    at = after;
  }
}

function dayOf(at: EpochMs): string {
  return new Date(at + 12 * hour).toISOString().slice(0, 10);
}
