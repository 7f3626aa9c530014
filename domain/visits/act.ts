import type { Actor } from "../alerts/alert.ts";
import { type EpochMs, minute } from "../model/time.ts";
import { type Consent, isEnough } from "./consent.ts";
import { type Eligibility, judgeEligibility, type UnsuitableCause } from "./eligibility.ts";
import { absentAfterMs, awaitedIn, presentAfter } from "./presence.ts";
import { liveVisitStates, transitionOf, type VisitAction, type VisitRefusal } from "./transitions.ts";
import { isMedical, type Presence, type Visit, type VisitOrder, type VisitStep } from "./visit.ts";

/** What somebody does with a visit. */
export type VisitAct =
  | { readonly kind: "schedule"; readonly at: EpochMs }
  | { readonly kind: "cancel"; readonly reason: string }
  | { readonly kind: "arrive"; readonly presence: Presence }
  | { readonly kind: "leave"; readonly peerId: string; readonly personId: string }
  | { readonly kind: "consent"; readonly consent: Consent }
  | { readonly kind: "withdraw"; readonly reason?: string }
  | { readonly kind: "assess"; readonly eligibility: Eligibility }
  | { readonly kind: "invite"; readonly personId: string }
  | { readonly kind: "begin" | "end" | "sign" | "note" | "addend" }
  | { readonly kind: "stop"; readonly cause: UnsuitableCause; readonly reason?: string }
  | { readonly kind: "miss"; readonly reason?: string }
  | { readonly kind: "order"; readonly order: VisitOrder }
  | { readonly kind: "report"; readonly orderId: string; readonly report: NonNullable<VisitOrder["report"]> };

/** Why it was not done. */
export type VisitRefusalReason =
  | VisitRefusal
  | "too-early"
  | "call-full"
  | "page-taken"
  | "no-consent"
  | "nobody-there"
  | "not-in-care"
  | "stop-instead"
  | "not-eligible"
  | "list-full"
  | "unknown-order"
  | "reported-already"
  | "note-incomplete";

export type VisitAnswer =
  | { readonly kind: "done"; readonly visit: Visit }
  | { readonly kind: "unchanged"; readonly visit: Visit }
  | { readonly kind: "refused"; readonly because: VisitRefusalReason };

/** How long before its time a visit can be entered: who taps one of next week is told so. */
export const earliestArrivalMs = 60 * minute;
/** A visit with more orders than these wants another visit. */
export const mostOrders = 50;
const mostInvited = 10;
const mostSteps = 300;

/** Does it, or says why not. Whether the person may at all was asked before (parties.ts). */
export function actOnVisit(visit: Visit, act: VisitAct, by: Actor | undefined, now: EpochMs): VisitAnswer {
  const transition = transitionOf(visit.state, act.kind satisfies VisitAction, visit.kind);
  if (transition.kind === "refused") return { kind: "refused", because: transition.because };
  if (transition.kind === "nothing") return { kind: "unchanged", visit };
  const outcome = effectOf(visit, act, by, now);
  if (outcome.kind !== "change") return outcome;
  const { state } = transition;
  const step = stepOf(visit, act, by, now);
  const next: Visit = {
    ...without(visit, outcome.drop),
    ...outcome.change,
    state,
    // Nobody is in a call that is over: who goes on connects anew.
    ...(!liveVisitStates.includes(state) && { present: [] }),
    ...(visit.state === "in-call" && state !== "in-call" && { endedAt: now }),
    steps: step === undefined ? visit.steps : [...visit.steps, step].slice(-mostSteps),
    version: visit.version + 1,
  };
  return { kind: "done", visit: next };
}

type Effect =
  | Exclude<VisitAnswer, { kind: "done" }>
  | { readonly kind: "change"; readonly change: Partial<Visit>; readonly drop: readonly (keyof Visit)[] };

const change = (given: Partial<Visit>, drop: readonly (keyof Visit)[] = []): Effect => ({
  kind: "change",
  change: given,
  drop,
});
const refused = (because: VisitRefusalReason): Effect => ({ kind: "refused", because });

function effectOf(visit: Visit, act: VisitAct, by: Actor | undefined, now: EpochMs): Effect {
  const startedBy = visit.startedBy ?? by;
  switch (act.kind) {
    case "schedule":
      return change({ scheduledAt: act.at }, ["remindedAt", "stopped"]);
    case "cancel":
      return change({ stopped: { reason: act.reason } });
    case "miss":
      return change({ stopped: act.reason === undefined ? {} : { reason: act.reason } });
    case "stop":
      // Of the notes: said once more is said.
      if (visit.stopped?.cause === act.cause) return { kind: "unchanged", visit };
      return change({ stopped: { cause: act.cause, ...(act.reason !== undefined && { reason: act.reason }) } });
    case "arrive":
      return arrival(visit, act.presence, now);
    case "leave":
      return departure(visit, act);
    case "consent":
      return change({ consent: act.consent });
    case "withdraw":
      return change({}, ["consent"]);
    case "assess":
      return change({ eligibility: act.eligibility });
    case "invite":
      if (visit.invited.includes(act.personId)) return { kind: "unchanged", visit };
      if (visit.invited.length >= mostInvited) return refused("list-full");
      return change({ invited: [...visit.invited, act.personId] });
    case "begin":
      if (!isEnough(visit.consent, visit.kind)) return refused("no-consent");
      if (isMedical(visit.kind) && (!isEligible(visit) || visit.stopped?.cause !== undefined))
        return refused("not-eligible");
      if (visit.state === "waiting" && isMedical(visit.kind) && !areBothThere(visit, by, now))
        return refused("nobody-there");
      return change({ startedAt: visit.startedAt ?? now, ...(startedBy !== undefined && { startedBy }) });
    case "order":
      // Sent twice by a line that was lost, it is the same order.
      if (visit.orders.some(({ id }) => id === act.order.id)) return { kind: "unchanged", visit };
      return visit.orders.length >= mostOrders
        ? refused("list-full")
        : change({ orders: [...visit.orders, act.order] });
    case "report":
      return reported(visit, act);
    case "sign":
      if (isToBeStopped(visit)) return refused("stop-instead");
      return change({ signedAt: now, ...(by !== undefined && { signedBy: by }) });
    case "end":
      return isToBeStopped(visit) ? refused("stop-instead") : change({});
    case "note":
    case "addend":
      return change({});
  }
}

function without(visit: Visit, names: readonly (keyof Visit)[]): Visit {
  return Object.fromEntries(
    Object.entries(visit).filter(([name]) => !names.includes(name as keyof Visit)),
  ) as unknown as Visit;
}

function arrival(visit: Visit, presence: Presence, now: EpochMs): Effect {
  if (visit.state === "scheduled" && (visit.scheduledAt ?? 0) - now > earliestArrivalMs) return refused("too-early");
  // A call that is over is entered to write, not to be heard.
  if (visit.state === "notes") return { kind: "unchanged", visit };
  const arrived = presentAfter(visit.present, presence, awaitedIn(visit), now);
  if (arrived.kind === "in") return change({ present: arrived.present }, ["stopped"]);
  return refused(arrived.kind === "full" ? "call-full" : "page-taken");
}

/** Nobody shows another person the door. */
function departure(visit: Visit, { peerId, personId }: Extract<VisitAct, { kind: "leave" }>): Effect {
  const present = visit.present.filter((one) => one.peerId !== peerId || one.personId !== personId);
  return present.length === visit.present.length ? { kind: "unchanged", visit } : change({ present });
}

function isEligible({ kind, eligibility }: Visit): boolean {
  return eligibility !== undefined && judgeEligibility(kind, eligibility).length === 0;
}

/** What speaks against treating by video was found in the call, and nobody has stopped it: it must not pass for a usual one. */
function isToBeStopped({ kind, eligibility, startedAt, stopped }: Visit): boolean {
  if (!isMedical(kind) || startedAt === undefined || stopped?.cause !== undefined) return false;
  return eligibility !== undefined && judgeEligibility(kind, eligibility).length > 0;
}

/** Whoever leads, and somebody else at the resident's side: where one facility is both, anybody else of it. */
function areBothThere(visit: Visit, by: Actor | undefined, now: EpochMs): boolean {
  const isOneHouse = visit.facilityId === visit.leadFacilityId;
  const present = visit.present.filter(({ seenAt }) => now - seenAt <= absentAfterMs);
  return (
    present.some(({ personId }) => personId === by?.id) &&
    present.some(
      ({ personId, party }) => personId !== by?.id && (party === "resident" || (isOneHouse && party === "lead")),
    )
  );
}

function reported(visit: Visit, { orderId, report }: Extract<VisitAct, { kind: "report" }>): Effect {
  const order = visit.orders.find(({ id }) => id === orderId);
  if (order === undefined) return refused("unknown-order");
  if (order.report?.isDone === true) return refused("reported-already");
  return change({ orders: visit.orders.map((each) => (each.id === orderId ? { ...each, report } : each)) });
}

/** What of it is told in the story; that somebody is still there, or writes, is not. */
function stepOf(visit: Visit, act: VisitAct, by: Actor | undefined, now: EpochMs): VisitStep | undefined {
  if (act.kind === "note") return undefined;
  if (act.kind === "arrive" && visit.present.some(({ personId }) => personId === act.presence.personId))
    return undefined;
  const note = noteOf(act);
  return {
    at: now,
    what: act.kind,
    ...(by !== undefined && { by }),
    ...(note !== undefined && note !== "" && { note }),
  };
}

function noteOf(act: VisitAct): string | undefined {
  if ("reason" in act) return act.reason;
  if (act.kind === "report") return act.report.note;
  return act.kind === "order" ? act.order.text : undefined;
}
