import type { Actor } from "../alerts/alert.ts";
import { day, type EpochMs, hour } from "../model/time.ts";
import type { Visit } from "./visit.ts";

/** What may come again and again: the contracted doctor's follow-up 签约随访, and the round 定期巡诊. */
export const plannedKinds = ["contracted-follow-up", "ward-round"] as const;
export const planUnits = ["week", "month"] as const;
export const planStates = ["active", "paused", "ended"] as const;

/** So long before its day a visit is asked for, so that somebody finds a time. */
export const askedAheadMs = 7 * day;

/** Visits that come again: every so many weeks or months one is asked for. Days are `YYYY-MM-DD` in Asia/Shanghai. */
export interface VisitPlan {
  readonly id: string;
  readonly residentId: string;
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

/**
 * What is due of it now: the visit to be arranged and the plan that waits for the next day; undefined: nothing is. Of several
 * days that passed while nobody looked there is one visit, for the last of them.
 */
export function settlePlan(
  plan: VisitPlan,
  now: EpochMs,
): { readonly plan: VisitPlan; readonly visit: Visit } | undefined {
  const dueAt = planDueAt(plan);
  if (dueAt === undefined || now < dueAt) return undefined;
  const caught = caughtUp(plan, now);
  const on = nextOn(caught);
  const { id, residentId, facilityId, leadFacilityId, kind, reason, changedBy = plan.madeBy } = caught;
  const visit: Visit = {
    id: `${id}-${on}`,
    kind,
    residentId,
    facilityId,
    leadFacilityId,
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
  const { passed, version } = caught;
  return { plan: { ...caught, passed: passed + 1, lastVisitId: visit.id, version: version + 1 }, visit };
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
