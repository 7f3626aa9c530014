import { type AlertKind, isTechnical } from "../alerts/alert.ts";
import type { OpenCondition, Watch } from "./state.ts";

/**
 * Puts what was just raised into a case: what happens to one person while an alert about them is open belongs together,
 * such as a fall, the pulse after it and the long lie. A technical alert joins no case and begins none for others.
 *
 * `others` is what else is open. The case is part of the watch's own write, so that two alerts raised at the same time
 * cannot each begin one.
 */
export function inCase(
  condition: OpenCondition,
  kind: AlertKind,
  others: Watch["open"],
  tell: "raised" | "changed" | "cleared" | "reactivated" | undefined,
): OpenCondition {
  if (tell !== "raised" || isTechnical(kind)) return condition;
  let first: OpenCondition | undefined;
  for (const other in others) {
    const open = others[other as AlertKind];
    if (open === undefined || open.resolvedAt !== undefined || isTechnical(other as AlertKind)) continue;
    if (first === undefined || open.raisedAt < first.raisedAt) first = open;
  }
  return first === undefined ? condition : { ...condition, caseId: first.caseId ?? first.alertId };
}
