import { replannedAlert } from "../../domain/alerts/calling.ts";
import { nextStepAt } from "../../domain/escalation/sooner.ts";
import { isCanary } from "../../domain/model/canary.ts";
import type { Notification } from "../../domain/notify/notification.ts";
import { firstWaitMs, isStillWanted } from "../../domain/notify/sending.ts";
import { armEscalation } from "../judging/escalation-timer.ts";
import type { Deps } from "../shell/deps.ts";
import { readableOf } from "../shell/read-each.ts";

const maxTries = 5;

type FailureDeps = Pick<
  Deps<"send-notification">,
  "alerts" | "notifications" | "timer" | "log" | "metrics" | "now" | "backOff"
>;

/**
 * When no call of a step was taken, and not at its second attempt either where there is one, nobody waits for the planned
 * time of the next step: it is taken once, and not before a second attempt would have been, so that a gateway that fails
 * for a moment does not call everybody at once. What failed is tried again all the same. As long as one call of the step
 * is under way or was taken, the escalation goes on by its plan.
 */
export async function afterFailure(notification: Notification, deps: FailureDeps): Promise<void> {
  const { alertId, round, step } = notification;
  if (notification.notice !== undefined) {
    if (notification.state === "failed")
      deps.log.warn("a notice was not sent; it stands on the recipient's page and in the deliveries", { alertId });
    return;
  }
  const calls = readableOf(await deps.notifications.listByAlert(alertId), deps.log);
  const ofRound = calls.filter((call) => call.round === round);
  const ofStep = ofRound.filter((call) => call.step === step);
  if (ofStep.some((call) => !isWithoutSuccess(call)) || ofRound.some((call) => call.step > step)) return;
  const isFirstTime = notification.attempts <= 2;
  if (isFirstTime && !isCanary(notification)) {
    deps.log.error("a step of an escalation reached nobody", { alertId, count: ofStep.length, code: "nobody-reached" });
    deps.metrics.put({ NobodyCalled: 1 });
  }
  await hasten(notification, deps);
}

function isWithoutSuccess({ state, error, attempts, acceptedAt }: Notification): boolean {
  if (acceptedAt !== undefined) return false;
  return state === "failed" || (state === "due" && error !== undefined && attempts >= 2);
}

async function hasten({ alertId, round, createdAt }: Notification, deps: FailureDeps): Promise<void> {
  for (let attempt = 1; attempt <= maxTries; attempt += 1) {
    const stored = await deps.alerts.find(alertId);
    if (stored?.escalation === undefined || !isStillWanted({ round }, stored)) return;
    const escalation = nextStepAt(stored.escalation, Math.max(deps.now(), createdAt + firstWaitMs));
    if (escalation === stored.escalation) return;
    const alert = replannedAlert(stored, escalation);
    if (alert === stored) return;
    if ((await deps.alerts.save(alert)) === "saved") return armEscalation(alert, deps);
    await deps.backOff(attempt);
  }
  deps.log.warn("the next step of an escalation was not hastened", { alertId });
}
