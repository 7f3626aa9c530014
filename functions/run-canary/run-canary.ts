import { isoTimeOf } from "../../contracts/iso-time.ts";
import type { Alert } from "../../domain/alerts/alert.ts";
import { resolveAlert } from "../../domain/alerts/handling.ts";
import { canary } from "../../domain/model/canary.ts";
import { type EpochMs, second } from "../../domain/model/time.ts";
import { closeAlert } from "../judging/close-alert.ts";
import type { Deps } from "../shell/deps.ts";
import { settleIn } from "./settle-in.ts";

/** From the press of the button to the alert in the table. */
const answerWithinMs = 10 * second;
const maxTries = 20;

/**
 * Calls for help as a device would, and judges whether the call before was answered: its alert was raised within ten
 * seconds. That alert is closed as a test, so that the next call raises one of its own.
 *
 * The latest alert is all the memory there is: open, it answers the last call; closed, the last call came to nothing. So
 * a restart or a pause goes unnoticed, and one tick delivered twice judges no call that is still under way.
 */
export async function runCanary(_tick: undefined, deps: Deps<"run-canary">): Promise<void> {
  const { device, isNew } = await settleIn(deps);
  if (isNew) return call(deps);
  const { items: alerts } = await deps.alerts.listByResident(canary.residentId, 5);
  const latest = alerts.find(({ kind }) => kind === "sos");
  const calledLastAt = latest === undefined ? device.enrolledAt : latest.closedAt;
  if (calledLastAt !== undefined && Math.abs(deps.now() - calledLastAt) < answerWithinMs) return;

  if (latest === undefined || latest.closedAt !== undefined) {
    deps.log.error("the test call raised no alert", { deviceId: device.id, code: "canary-unanswered" });
    deps.metrics.put({ CanaryAnswered: 0 });
  } else {
    report(latest, deps);
    await close(latest, deps);
  }
  // One closed alert is memory enough; the others would fill the table, one a minute.
  for (const alert of alerts) if (alert !== latest && alert.closedAt !== undefined) await deps.alerts.remove(alert);
  await call(deps);
}

/** The id is fresh and carries when the button was pressed, by the clock of the one who pressed it. */
async function call(deps: Deps<"run-canary">): Promise<void> {
  const now = deps.now();
  const event = { id: `${now}-${deps.newId()}`.slice(0, 64), type: "sos", at: isoTimeOf(now) };
  const payload = Buffer.from(JSON.stringify(event));
  await deps.devicePath.send({ deviceId: canary.deviceId, topicKind: "event", payload });
}

function report(alert: Alert, deps: Deps<"run-canary">): void {
  const latencyMs = Math.max(0, alert.raisedAt - calledAt(alert));
  const isInTime = latencyMs <= answerWithinMs;
  const fields = { deviceId: canary.deviceId, alertId: alert.id, durationMs: latencyMs };
  if (!isInTime) deps.log.error("the test call was answered late", { ...fields, code: "canary-late" });
  deps.metrics.put({ CanaryAnswered: isInTime ? 1 : 0, CanaryLatency: latencyMs });
}

function calledAt({ timeline, raisedAt }: Alert): EpochMs {
  const reason = timeline[0]?.reason;
  const at = reason?.code === "event" ? Number.parseInt(reason.eventId, 10) : Number.NaN;
  return Number.isNaN(at) ? raisedAt : at;
}

async function close(alert: Alert, deps: Deps<"run-canary">): Promise<void> {
  let current: Alert | undefined = alert;
  for (let attempt = 1; attempt <= maxTries && current !== undefined; attempt += 1) {
    const result = resolveAlert(current, { by: canary.deviceId, outcome: "test" }, deps.now());
    if (result.kind === "already-resolved") return;
    if ((await closeAlert(result.alert, deps)).kind === "closed") return;
    await deps.backOff(attempt);
    current = await deps.alerts.find(alert.id);
  }
}
