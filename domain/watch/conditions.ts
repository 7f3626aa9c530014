import { higherPriority, isHigherPriority, isTechnical, type VerdictReason } from "../alerts/alert.ts";
import { type EpochMs, minute } from "../model/time.ts";
import { isHigherBand } from "./news2-scoring.ts";
import type { OpenCondition, Verdict } from "./state.ts";

/** What becomes of one kind's open condition, and what a person must be told. */
export interface ConditionChange {
  readonly condition: OpenCondition | undefined;
  readonly tell?: "raised" | "changed" | "cleared" | "reactivated";
  /** With the priority that the condition now has. */
  readonly verdict?: Verdict;
}

/** When a condition that a person closed is raised anew if it lasts: a quarter of an hour, technical ones an hour. */
export function raisedAnewAt(kind: Verdict["kind"], resolvedAt: EpochMs): EpochMs {
  return resolvedAt + (isTechnical(kind) ? 60 : 15) * minute;
}

/** An active verdict meets what is open of its kind. The priority never falls while the condition is open. */
export function meetVerdict(
  verdict: Verdict,
  open: OpenCondition | undefined,
  now: EpochMs,
  newAlertId: () => string,
): ConditionChange {
  if (open === undefined || isDueAgain(verdict, open, now)) {
    const condition = { alertId: newAlertId(), priority: verdict.priority, reason: verdict.reason, raisedAt: now };
    return { condition, tell: "raised", verdict };
  }
  if (open.resolvedAt !== undefined) return { condition: open };
  const priority = higherPriority(open.priority, verdict.priority);
  const { clearedAt, ...active } = open;
  if (clearedAt !== undefined)
    return {
      condition: { ...active, priority, reason: verdict.reason },
      tell: "reactivated",
      verdict: { ...verdict, priority },
    };
  if (priority === open.priority && !isOtherReason(open.reason, verdict.reason)) return { condition: open };
  return {
    condition: { ...open, priority, reason: verdict.reason },
    tell: "changed",
    verdict: { ...verdict, priority },
  };
}

/** Calm meets what is open. Priority high stays until a person resolves it; everything else is over. */
export function meetCalm(open: OpenCondition, now: EpochMs): ConditionChange {
  if (open.resolvedAt !== undefined) return { condition: undefined };
  if (open.clearedAt !== undefined) return { condition: open };
  return { condition: open.priority === "high" ? { ...open, clearedAt: now } : undefined, tell: "cleared" };
}

/** What a person closed comes back when its time is up, or at once when it is worse than what was closed. */
function isDueAgain(verdict: Verdict, open: OpenCondition, now: EpochMs): boolean {
  if (open.resolvedAt === undefined) return false;
  return now >= raisedAnewAt(verdict.kind, open.resolvedAt) || isHigherPriority(verdict.priority, open.priority);
}

/** Worth telling although the priority is the same: the other limit, a higher band, other devices. */
function isOtherReason(before: VerdictReason, after: VerdictReason): boolean {
  if (before.code === "news2" && after.code === "news2") return isHigherBand(after.band, before.band);
  if ("deviceIds" in before && "deviceIds" in after)
    return (
      before.deviceIds.length !== after.deviceIds.length || after.deviceIds.some((id) => !before.deviceIds.includes(id))
    );
  return before.code !== after.code;
}
