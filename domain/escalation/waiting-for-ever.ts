import type { Alert } from "../alerts/alert.ts";
import type { EpochMs } from "../model/time.ts";
import { answered, attended, type Escalation } from "./plan.ts";

/**
 * Whether somebody has an open alert and nothing ever comes due: earlier versions asked nobody again who was on site, or
 * on the way without a time. What is shelved or inhibited waits for something else.
 */
export function isWaitingForEver(alert: Alert): boolean {
  const { closedAt, handling, shelved, inhibitedBy, escalation } = alert;
  if (closedAt !== undefined || shelved !== undefined || inhibitedBy !== undefined) return false;
  if (handling !== "on-site" && handling !== "acknowledged") return false;
  if (escalation === undefined) return true;
  return (escalation.kind === "quiet" || escalation.kind === "awaiting") && escalation.dueAt === undefined;
}

/**
 * The escalation of such an alert as if whoever has it had said so now: it comes due like any other, and an upgrade wakes
 * nobody for all of them at once. That of any other alert comes back as it is.
 */
export function withAnEnd(alert: Alert, now: EpochMs): Escalation | undefined {
  const { escalation, handling, priority } = alert;
  if (!isWaitingForEver(alert)) return escalation;
  return handling === "on-site" ? attended(escalation, priority, now) : answered(escalation, now);
}
