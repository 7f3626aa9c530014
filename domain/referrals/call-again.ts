import { type EpochMs, minute } from "../model/time.ts";
import type { Referral } from "./referral.ts";
import { isBeforeArrival, isOnTheWayBack } from "./states.ts";

/** An emergency of somebody who may have an open case. */
export interface EmergencyCall {
  /** Where the person is. */
  readonly originId: string;
  /** The alert from which it is called, and when that was raised. */
  readonly alert?: { readonly id: string; readonly raisedAt: EpochMs };
  /** A person ends the open case, whatever it is, and begins anew. */
  readonly isAnew: boolean;
  /** By a policy because nobody answers: since when this round of calls goes on. Absent: a person calls. */
  readonly roundSince?: EpochMs;
}

/** What an emergency comes to. */
export type EmergencyCourse =
  /** A new case; the open one, if there is one, ends for it. */
  | "begin"
  /** The open case waits, and becomes an emergency. */
  | "upgrade"
  /** The open case is called for once more: a row, a snapshot, and the desk is called anew. */
  | "call-again"
  /** This very call was made already. */
  | "same"
  /** The person lies in a hospital by the record: whoever calls has to say that they are not there. */
  | "ask";

/** Two taps within so long are one call. */
const sameTapMs = minute;

/**
 * What an emergency comes to while a case is open, in every state of it: it is never dropped. A call for the same alert
 * before the arrival is the same call, unless the policy's calls began anew; from a house to which the person moved since it
 * is another case, in which that house has a part. Where nobody answers, nobody can be asked:
 * who is sensed at home after they came to a hospital is at home, while what was sensed before is known to the hospital by
 * now and is written down there.
 */
export function emergencyCourse(open: Referral | undefined, call: EmergencyCall, now: EpochMs): EmergencyCourse {
  if (open === undefined || open.closedAt !== undefined) return "begin";
  const { alert, isAnew, roundSince, originId } = call;
  const before = alert === undefined ? lastCallOf(open) : calledFor(open, alert.id);
  const isTapTwice = before !== undefined && now - before < sameTapMs && now >= before;
  if (isBeforeArrival(open.state)) {
    if (open.originId !== originId) return "begin";
    if (open.mode === "green-channel" && isTapTwice && roundSince === undefined) return "same";
    if (isAnew) return "begin";
    if (open.mode === "routine") return "upgrade";
    const isSaid = alert !== undefined && before !== undefined && before >= (roundSince ?? before);
    return isSaid ? "same" : "call-again";
  }
  if (isOnTheWayBack(open.state) || open.state === "away" || isAnew) return "begin";
  if (roundSince === undefined) return "ask";
  if (before !== undefined && before >= roundSince) return "same";
  return alert !== undefined && alert.raisedAt > arrivedAt(open) ? "begin" : "call-again";
}

/** The alerts from which a case was called, the first one first, each once. */
export function alertsOf({ alertId, calledAgain = [] }: Pick<Referral, "alertId" | "calledAgain">): readonly string[] {
  const all = [alertId, ...calledAgain.map((call) => call.alertId)];
  return [...new Set(all.filter((id) => id !== undefined))];
}

/** The same, each where it was called for last, the newest first: what the case is about now comes before what it was about. */
export function newestAlertsOf({
  alertId,
  calledAgain = [],
}: Pick<Referral, "alertId" | "calledAgain">): readonly string[] {
  const all = [alertId, ...calledAgain.map((call) => call.alertId)].toReversed();
  return [...new Set(all.filter((id) => id !== undefined))];
}

/** When a case was last called for an alert; undefined when it never was. */
export function calledFor(
  { alertId, requestedAt, calledAgain = [] }: Pick<Referral, "alertId" | "requestedAt" | "calledAgain">,
  id: string,
): EpochMs | undefined {
  const again = calledAgain.findLast((call) => call.alertId === id)?.at;
  return again ?? (alertId === id ? requestedAt : undefined);
}

function lastCallOf({ requestedAt, calledAgain = [] }: Referral): EpochMs {
  return calledAgain.at(-1)?.at ?? requestedAt;
}

/** Since when the person is not on the way to the hospital any more. */
function arrivedAt({ stages, requestedAt }: Referral): EpochMs {
  const last = stages.findLastIndex(({ state }) => isBeforeArrival(state));
  return stages[last + 1]?.at ?? requestedAt;
}
