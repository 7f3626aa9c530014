import type { Cell } from "../contracts/cell.ts";
import { canary as testCall } from "../domain/model/canary.ts";
import type { AlarmDeclaration } from "./alarm-declaration.ts";
import { detailedAlarms } from "./detailed-alarms.ts";
import { queueNameOf, ruleErrorsName, streamName } from "./names.ts";
import { awsMetric, differenceOf, lambdaMetric, messagesIn, ownMetric, sumOf, waitIn } from "./watch-metrics.ts";

/** Everything beside the functions' own alarms; the economy profile has those that stand for many. */
export function alarmsOf(cell: Cell, apiId: string): readonly AlarmDeclaration[] {
  const essential = [
    canary,
    canaryChain,
    telemetryLate(cell),
    ruleErrors,
    timersLate,
    fleetSilent,
    apiFailing(apiId),
    functionsFailing,
    functionsCrashing,
    functionsThrottled,
  ];
  if (cell.profile === "economy") return essential;
  const stream = cell.telemetry.path === "sqs" ? [] : [streamFull];
  return [...essential, nobodyCalled, escalationsLate, ...stream, ...detailedAlarms];
}

const canary: AlarmDeclaration = {
  id: "canary",
  loss: "A test SOS call raised no alert within ten seconds: falls and calls of residents may reach nobody.",
  metric: ownMetric("CanaryLatency", { statistic: "Maximum" }),
  breach: { above: testCall.answerWithinMs },
  periods: 3,
  of: 2,
  noData: "broken",
};

/** Its own alarm: alerts are raised and stand on the boards, but whoever watches no board hears of none. */
const canaryChain: AlarmDeclaration = {
  id: "canary-chain",
  loss: "A test SOS call raised its alert, but no call of anybody left within twenty seconds: alerts may reach nobody who watches no board.",
  metric: ownMetric("CanaryDelivery", { statistic: "Maximum" }),
  breach: { above: testCall.deliverWithinMs },
  periods: 3,
  of: 2,
  noData: "broken",
};

/** It comes only when it happens. */
const nobodyCalled: AlarmDeclaration = {
  id: "nobody-called",
  loss: "An alert called nobody: nobody on its chain is on duty with an address that works, or no gateway took the call.",
  metric: ownMetric("NobodyCalled", { statistic: "Sum" }),
  breach: { atLeast: 1 },
  periods: 5,
  of: 1,
  noData: "fine",
};

/** The sweep tells it every minute; when it does not, nothing repairs a lost timer. */
const escalationsLate: AlarmDeclaration = {
  id: "escalations-late",
  loss: "Alerts whose turn has come call nobody, or nobody sweeps: whoever is called next is called late or never.",
  metric: ownMetric("EscalationsOverdue", { statistic: "Maximum" }),
  breach: { atLeast: 1 },
  periods: 5,
  of: 3,
  noData: "broken",
};

/** Lambda's figure for a stream; a queue tells its own. Both come only while there is telemetry. */
function telemetryLate({ telemetry }: Cell): AlarmDeclaration {
  const allowedSeconds = telemetry.windowSeconds + 60;
  const isQueue = telemetry.path === "sqs";
  return {
    id: "telemetry-late",
    loss: "Vitals arrive minutes late: boards show old values, and a vital sign alerts late.",
    metric: isQueue
      ? waitIn(queueNameOf("telemetry"))
      : lambdaMetric("IteratorAge", "ingest-telemetry", { statistic: "Maximum" }),
    breach: { above: isQueue ? allowedSeconds : allowedSeconds * 1000 },
    periods: 5,
    of: 3,
    noData: "fine",
  };
}

const ruleErrors: AlarmDeclaration = {
  id: "rule-errors",
  loss: "Messages of devices reached the broker and no function: readings, falls or calls are waiting unseen.",
  metric: messagesIn(ruleErrorsName),
  breach: { atLeast: 1 },
  periods: 1,
  of: 1,
  noData: "fine",
};

/** The sweep tells it every minute; when it does not, nothing repairs a lost timer. */
const timersLate: AlarmDeclaration = {
  id: "timers-late",
  loss: "Timers are lost or nobody sweeps: silence, absence from bed and stillness alert late or never.",
  metric: ownMetric("WatchesOverdue", { statistic: "Maximum" }),
  breach: { atLeast: 1 },
  periods: 5,
  of: 3,
  noData: "broken",
};

/** A cell without devices tells nothing. */
const fleetSilent: AlarmDeclaration = {
  id: "fleet-silent",
  loss: "More than a fifth of all devices are silent: their residents are not watched.",
  metric: ownMetric("DevicesSilent", { statistic: "Average" }),
  breach: { above: 20 },
  periods: 10,
  of: 10,
  noData: "fine",
};

function apiFailing(apiId: string): AlarmDeclaration {
  return {
    id: "api-failing",
    loss: "Requests of the pages fail: boards do not open, alerts cannot be acknowledged or resolved.",
    metric: awsMetric("AWS/ApiGateway", "5xx", { ApiId: apiId }, { statistic: "Sum", minutes: 5 }),
    breach: { atLeast: 5 },
    periods: 1,
    of: 1,
    noData: "fine",
  };
}

/** Over all functions, crashes and time-outs included, which no function can tell of itself. */
const functionsFailing: AlarmDeclaration = {
  id: "functions-failing",
  loss: "Functions crash, run out of time or fail again and again: what they serve is late or stands still.",
  metric: awsMetric("AWS/Lambda", "Errors", {}, { statistic: "Sum", minutes: 5 }),
  breach: { atLeast: 5 },
  periods: 2,
  of: 2,
  noData: "fine",
};

/**
 * What Lambda counts beyond the failures that functions tell before they throw them: those that none can tell of itself.
 * One is enough, since it may have been the only attempt of the day.
 */
const functionsCrashing: AlarmDeclaration = {
  id: "functions-crashing",
  loss: "A function crashed or ran out of time and could not say so: what somebody asked for may not have been done.",
  metric: differenceOf(
    awsMetric("AWS/Lambda", "Errors", {}, { statistic: "Sum", minutes: 5 }),
    ownMetric("Thrown", { statistic: "Sum", minutes: 5 }),
    5,
  ),
  breach: { atLeast: 1 },
  periods: 1,
  of: 1,
  noData: "fine",
};

/** Of what devices say alone: the figure over all functions also counts those that have a ceiling on purpose. */
const functionsThrottled: AlarmDeclaration = {
  id: "functions-throttled",
  loss: "The account has no room for more functions at once: falls, calls and vitals wait.",
  metric: sumOf(
    (["ingest-event", "ingest-status", "ingest-telemetry"] as const).map((name) =>
      lambdaMetric("Throttles", name, { statistic: "Sum" }),
    ),
  ),
  breach: { atLeast: 1 },
  periods: 5,
  of: 2,
  noData: "fine",
};

const streamFull: AlarmDeclaration = {
  id: "stream-full",
  loss: "The stream takes no more: telemetry is turned away and vitals have gaps.",
  metric: awsMetric(
    "AWS/Kinesis",
    "WriteProvisionedThroughputExceeded",
    { StreamName: streamName },
    { statistic: "Sum" },
  ),
  breach: { atLeast: 1 },
  periods: 5,
  of: 3,
  noData: "fine",
};
