import type { Actor } from "../alerts/alert.ts";
import type { EpochMs } from "../model/time.ts";
import type { VisitAct } from "./act.ts";
import type { Visit, VisitNews, VisitStep } from "./visit.ts";

/** What of an act is told in the story; that somebody is still there, or writes, is not. */
export function stepOf(visit: Visit, act: VisitAct, by: Actor | undefined, now: EpochMs): VisitStep | undefined {
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

/** What of an act people are told besides: who has to do something, whoever waits for it, who would come in vain. */
export function newsOf(act: VisitAct, by: Actor | undefined, now: EpochMs): readonly VisitNews[] {
  if (act.kind === "order") return [{ kind: "order", orderId: act.order.id, at: now }];
  if (act.kind === "revoke") return [{ kind: "order-ended", orderId: act.orderId, at: now }];
  if (act.kind === "cancel") return [{ kind: "cancelled", at: now, ...(by !== undefined && { by: by.id }) }];
  const isUndone = act.kind === "report" && !act.report.isDone;
  return isUndone ? [{ kind: "order-not-done", orderId: act.orderId, at: now }] : [];
}
