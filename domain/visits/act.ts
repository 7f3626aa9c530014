import type { Actor } from "../alerts/alert.ts";
import type { EpochMs } from "../model/time.ts";
import type { Consent } from "./consent.ts";
import type { Eligibility, UnsuitableCause } from "./eligibility.ts";
import { isToBeStopped, type NotYet, notYet } from "./may-begin.ts";
import { ordersAfter } from "./order-acts.ts";
import { awaitedIn, opensAt, presentAfter } from "./presence.ts";
import { newsOf, stepOf } from "./told-of.ts";
import { liveVisitStates, transitionOf, type VisitAction, type VisitRefusal } from "./transitions.ts";
import type { Presence, Visit, VisitOrder } from "./visit.ts";

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
  | { readonly kind: "revoke"; readonly orderId: string; readonly reason: string }
  | { readonly kind: "report"; readonly orderId: string; readonly report: NonNullable<VisitOrder["report"]> };

/** Why it was not done. */
export type VisitRefusalReason =
  | VisitRefusal
  | NotYet
  | "too-early"
  | "call-full"
  | "page-taken"
  | "not-in-care"
  | "stop-instead"
  | "list-full"
  | "unknown-order"
  | "order-over"
  | "due-not-ahead"
  | "reported-already"
  | "note-incomplete";

export type VisitAnswer =
  | { readonly kind: "done"; readonly visit: Visit }
  | { readonly kind: "unchanged"; readonly visit: Visit }
  | { readonly kind: "refused"; readonly because: VisitRefusalReason };

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
  const news = newsOf(act, by, now);
  const next: Visit = {
    ...without(visit, outcome.drop),
    ...outcome.change,
    state,
    // Nobody is in a call that is over: who goes on connects anew.
    ...(!liveVisitStates.includes(state) && { present: [] }),
    ...(visit.state === "in-call" && state !== "in-call" && { endedAt: now }),
    steps: step === undefined ? visit.steps : [...visit.steps, step].slice(-mostSteps),
    ...(news.length > 0 && { toTell: [...(visit.toTell ?? []), ...news] }),
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
    case "begin": {
      const because = notYet(visit, by, now);
      if (because !== undefined) return refused(because);
      return change({ startedAt: visit.startedAt ?? now, ...(startedBy !== undefined && { startedBy }) });
    }
    case "order":
    case "revoke":
    case "report": {
      const after = ordersAfter(visit, act, by, now);
      if (after.kind === "unchanged") return { kind: "unchanged", visit };
      return after.kind === "orders" ? change({ orders: after.orders }) : after;
    }
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
  if (now < (opensAt(visit) ?? now)) return refused("too-early");
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
