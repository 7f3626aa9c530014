import { isoTimeOf } from "../../contracts/iso-time.ts";
import type { Alert } from "../../domain/alerts/alert.ts";
import { resolveAlert } from "../../domain/alerts/answering.ts";
import { type CanaryVerdict, canary } from "../../domain/model/canary.ts";
import type { Device } from "../../domain/model/device.ts";
import type { EpochMs } from "../../domain/model/time.ts";
import type { Notification } from "../../domain/notify/notification.ts";
import { closeAlert } from "../judging/close-alert.ts";
import type { Deps } from "../shell/deps.ts";
import { settleIn } from "./settle-in.ts";

const { answerWithinMs, deliverWithinMs } = canary;
const maxTries = 20;
const canaryItself = { id: canary.deviceId, name: canary.deviceId };

/**
 * Calls for help as a device would, and judges whether the call before was answered: its alert was raised within ten
 * seconds, and by the same chain by which people are called (policy, timers, sender) a call went out within twenty. That
 * alert is closed as a test, so that the next call raises one of its own.
 *
 * The device remembers the latest call, and what the one before came to, which the health shows; only what that very call
 * raised answers it. So a restart, a pause or a clock
 * that was set goes unnoticed, one tick delivered twice judges no call that is still under way, and nobody can answer
 * a call by an event of their own.
 */
export async function runCanary(_tick: undefined, deps: Deps<"run-canary">): Promise<void> {
  const device = await settleIn(deps);
  const { calledLast } = device;
  if (calledLast !== undefined && Math.abs(deps.now() - calledLast.at) < deliverWithinMs) return;
  const { items: alerts } = await deps.alerts.listByResident(canary.residentId, 5);
  const judgedLast = calledLast && (await judge(calledLast, device.judgedLast?.answeredAt, alerts, deps));
  if (calledLast !== undefined && judgedLast !== undefined) measure(judgedLast, calledLast.at, deps);
  for (const alert of alerts) if (alert.kind === "sos" && alert.closedAt === undefined) await close(alert, deps);
  await call(judgedLast === undefined ? device : { ...device, judgedLast }, device, deps);
  await forget(
    alerts.filter(({ closedAt }) => closedAt !== undefined),
    deps,
  );
}

/** Closed alerts and their calls would fill the tables, one a minute. What cannot be forgotten now is with the next run. */
async function forget(closed: readonly Alert[], deps: Deps<"run-canary">): Promise<void> {
  try {
    for (const alert of closed) {
      await deps.notifications.remove(alert.id);
      await deps.alerts.remove(alert);
    }
  } catch (error) {
    deps.log.warn("the canary's closed alerts were not forgotten", { error });
  }
}

/** The call is noted first. Whoever finds it noted by another run leaves it to that one. */
async function call(device: Device, before: Device, deps: Deps<"run-canary">): Promise<void> {
  const now = deps.now();
  const eventId = `${now}-${deps.newId()}`.slice(0, 64);
  const calling: Device = { ...device, calledLast: { eventId, at: now } };
  if ((await deps.devices.replace(before, calling)) === "conflict") return;
  const payload = Buffer.from(JSON.stringify({ id: eventId, type: "sos", at: isoTimeOf(now) }));
  await deps.devicePath.send({ deviceId: canary.deviceId, topicKind: "event", payload });
}

async function judge(
  { eventId, at }: NonNullable<Device["calledLast"]>,
  answeredBefore: EpochMs | undefined,
  alerts: readonly Alert[],
  deps: Deps<"run-canary">,
): Promise<CanaryVerdict> {
  const checkedAt = deps.now();
  for (const alert of alerts) {
    const answer = alert.timeline.find(({ reason }) => reason?.code === "event" && reason.eventId === eventId);
    if (answer === undefined) continue;
    const latencyMs = Math.max(0, answer.at - at);
    const isAnswered = latencyMs <= answerWithinMs;
    const fields = { deviceId: canary.deviceId, alertId: alert.id, durationMs: latencyMs };
    if (!isAnswered) deps.log.error("the test call was answered late", { ...fields, code: "canary-late" });
    const answeredAt = isAnswered ? checkedAt : answeredBefore;
    return {
      checkedAt,
      isAnswered,
      latencyMs,
      ...(answeredAt !== undefined && { answeredAt }),
      ...(await deliveryOf(alert, at, deps)),
    };
  }
  deps.log.error("the test call raised no alert", { deviceId: canary.deviceId, code: "canary-unanswered" });
  return {
    checkedAt,
    isAnswered: false,
    isDelivered: false,
    ...(answeredBefore !== undefined && { answeredAt: answeredBefore }),
  };
}

/** What is still waited for took longer than its limit, also when the clock was set meanwhile. */
function measure(
  { checkedAt, latencyMs, deliveryMs }: CanaryVerdict,
  calledAt: EpochMs,
  { metrics }: Deps<"run-canary">,
): void {
  const inVainFor = (limitMs: number) => Math.max(checkedAt - calledAt, limitMs + 1);
  metrics.put({
    CanaryLatency: latencyMs ?? inVainFor(answerWithinMs),
    CanaryDelivery: deliveryMs ?? inVainFor(deliverWithinMs),
  });
}

/** Whether, and how soon, the receiver took a call of this alert. */
async function deliveryOf(
  alert: Alert,
  calledAt: EpochMs,
  deps: Deps<"run-canary">,
): Promise<Pick<CanaryVerdict, "isDelivered" | "deliveryMs">> {
  const { items: calls } = await deps.notifications.listByAlert(alert.id);
  const acceptedAt = Math.min(...calls.map((call) => call.acceptedAt ?? Number.POSITIVE_INFINITY));
  const tookMs = Math.max(0, acceptedAt - calledAt);
  if (tookMs <= deliverWithinMs) return { isDelivered: true, deliveryMs: tookMs };
  deps.log.error("the test call reached nobody in time", { alertId: alert.id, code: whereItEnds(calls[0]) });
  return { isDelivered: false, ...(Number.isFinite(tookMs) && { deliveryMs: tookMs }) };
}

/** The stage of the chain that the test call did not come beyond. */
function whereItEnds(call: Notification | undefined): string {
  if (call === undefined) return "canary-uncalled";
  if (call.state === "accepted") return "canary-delivered-late";
  return call.attempts === 0 ? "canary-unsent" : "canary-untaken";
}

async function close(alert: Alert, deps: Deps<"run-canary">): Promise<void> {
  let current: Alert | undefined = alert;
  for (let attempt = 1; attempt <= maxTries && current !== undefined; attempt += 1) {
    const result = resolveAlert(current, { by: canaryItself, outcome: "test" }, deps.now());
    if (result.kind === "already-resolved") return;
    if ((await closeAlert(result.alert, deps)).kind === "closed") return;
    await deps.backOff(attempt);
    current = await deps.alerts.find(alert.id);
  }
}
