import { type Alert, isAboutReferral } from "../../domain/alerts/alert.ts";
import { bedCallPolicy } from "../../domain/beds/call-policy.ts";
import { canaryPolicy } from "../../domain/escalation/canary-policy.ts";
import { defaultPolicy } from "../../domain/escalation/default-policy.ts";
import type { EscalationPolicy } from "../../domain/escalation/policy.ts";
import { dueOf, type Taken, takeSteps } from "../../domain/escalation/take-steps.ts";
import { isCanary } from "../../domain/model/canary.ts";
import { referralCallPolicy } from "../../domain/referrals/call-policy.ts";
import { taskCallPolicy } from "../../domain/visits/late-order.ts";
import { UnreadableItemError } from "../../stores/stored-item.ts";
import { armEscalation } from "../judging/escalation-timer.ts";
import { publishAlert } from "../judging/publish-alert.ts";
import { callByPolicy } from "../referring/call-by-policy.ts";
import { tellUnanswered } from "../referring/tell-unanswered.ts";
import { forEachBounded } from "../shell/bounded.ts";
import type { Deps } from "../shell/deps.ts";
import { callContextOf } from "./call-context.ts";
import { armNotification } from "./notification-timer.ts";

export type EscalatingDeps = Deps<"escalate-alert">;

const maxTries = 20;
const timersAtOnce = 16;

/** Others kept writing the same alert; it is tried again. */
export class ContendedAlertError extends Error {
  readonly code = "contended-alert";
  readonly alertId: string;
  constructor(alertId: string) {
    super(`alert ${alertId} was written by others ${maxTries} times in a row`);
    this.alertId = alertId;
  }
}

/** What looking at an alert came to. */
export interface Escalated {
  /** By how much its earliest step was late. */
  readonly lateMs?: number;
  /** Steps that found nobody at all who can be called. */
  readonly nobodyCalled: number;
}

/**
 * Does what is due with an alert, however often it is called and by however many at once: a step is taken in one write
 * with the calls that it makes, so that it happens once or not at all. Whoever answers meanwhile wins or loses that
 * write: the loser reads again, and finds nobody to call. Timers are set after the write; the sweep finds what a crash
 * between the two leaves without.
 */
export async function escalate(alertId: string, deps: EscalatingDeps): Promise<Escalated> {
  let lateMs: number | undefined;
  let nobodyCalled = 0;
  let last: Alert | undefined;
  for (let attempt = 1; attempt <= maxTries; ) {
    const stored = await deps.alerts.find(alertId);
    if (stored === undefined) break;
    const due = dueOf(stored, await policyOf(stored, deps), deps.now());
    if (due.kind === "nothing") {
      last = stored;
      await armEscalation(stored, deps);
      break;
    }
    const taken: Taken =
      due.kind === "replanned"
        ? { alert: due.alert, calls: [] }
        : takeSteps(due, await callContextOf(stored.facilityId, deps.now(), deps), deps.now());
    if ((await deps.alerts.call(taken.alert, taken.calls)) === "conflict") {
      await deps.backOff(attempt);
      attempt += 1;
      if (attempt > maxTries) throw new ContendedAlertError(alertId);
      continue;
    }
    last = taken.alert;
    await tell(taken, deps);
    if (taken.lateMs !== undefined) lateMs = Math.max(lateMs ?? 0, taken.lateMs);
    if (taken.told?.instead === "nobody" && !isCanary(stored)) nobodyCalled += 1;
    if ((taken.alert.escalation?.dueAt ?? Number.POSITIVE_INFINITY) > deps.now()) break;
  }
  // After the calls, which nothing may hold up; what fails here is tried again with the whole.
  if (last !== undefined) {
    await callByPolicy(last, deps);
    await tellUnanswered(last, deps);
  }
  return { nobodyCalled, ...(lateMs !== undefined && { lateMs }) };
}

/** Nothing of this can fail or undo what is written. */
async function tell({ alert, calls, told }: Taken, deps: EscalatingDeps): Promise<void> {
  await Promise.all([
    forEachBounded(calls, timersAtOnce, (call) => armNotification(call, deps)),
    armEscalation(alert, deps),
  ]);
  if (isCanary(alert)) return;
  await publishAlert(alert, deps);
  if (told === undefined) return;
  const fields = { alertId: alert.id, code: alert.kind, step: told.step, count: calls.length };
  if (told.instead === "nobody") deps.log.error("nobody can be called", { ...fields, facilityId: alert.facilityId });
  else deps.log.info("people are called", fields);
}

/** A policy that cannot be read must not keep anybody from being called. */
async function policyOf(alert: Alert, deps: EscalatingDeps): Promise<EscalationPolicy> {
  if (isCanary(alert)) return canaryPolicy;
  if (isAboutReferral(alert.kind)) return referralCallPolicy(alert.facilityId, alert.kind, alert.departmentIds);
  if (alert.reason.code === "bed")
    return bedCallPolicy(alert.facilityId, alert.reason.roles, alert.kind === "bed-late");
  if (alert.reason.code === "task") return taskCallPolicy(alert.facilityId, alert.reason.role, alert.reason.assigneeId);
  try {
    return await deps.policies.current(alert.facilityId);
  } catch (error) {
    if (!(error instanceof UnreadableItemError)) throw error;
    deps.log.error("escalation policy cannot be read, the default holds", { facilityId: alert.facilityId, error });
    return defaultPolicy(alert.facilityId);
  }
}
