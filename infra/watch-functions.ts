import type { Cell } from "../contracts/cell.ts";
import type { FunctionDeclaration, Trigger } from "../functions/declaration.ts";
import { type FunctionName, functionNames, manifest } from "../functions/manifest.ts";
import type { AlarmDeclaration } from "./watch-alarms.ts";
import { deadLettersOf, lambdaMetric, ownMetric, sumOf } from "./watch-metrics.ts";

/** What a kind of trigger gives up ends among the function's dead letters; with the others somebody waits for an answer. */
const keepsDeadLetters: Readonly<Record<Trigger["kind"], boolean>> = {
  telemetry: true,
  urgent: true,
  queue: true,
  schedule: true,
  presence: true,
  http: false,
  authorizer: false,
  provisioning: false,
};

/**
 * Where a dead letter is something that a device said or that must be kept, and nothing else would tell of it. The
 * economy profile has no other alarm by function: `functions-failing` and `api-failing` stand for them, by the figures
 * that AWS sums over all functions. (Composite alarms or sums of figures would not be cheaper: each figure is charged.)
 */
const losesForEver: ReadonlySet<FunctionName> = new Set([
  "ingest-event",
  "ingest-status",
  "ingest-telemetry",
  "archive-observations",
]);

/** One alarm for each function, with what the manifest says that a user would notice. */
export function functionAlarmsOf(cell: Cell): readonly AlarmDeclaration[] {
  const watched = cell.profile === "economy" ? functionNames.filter((name) => losesForEver.has(name)) : functionNames;
  return watched.map(functionAlarm);
}

function functionAlarm(name: FunctionName): AlarmDeclaration {
  const { trigger, ifItFails }: FunctionDeclaration = manifest[name];
  if (keepsDeadLetters[trigger.kind]) {
    const metric = deadLettersOf(name);
    return { id: name, loss: ifItFails, metric, breach: { atLeast: 1 }, periods: 1, of: 1, noData: "fine" };
  }
  const minutes = 5;
  const failed = ownMetric("Failed", { statistic: "Sum", minutes }, name);
  // Who reads tries again at once, and one lost race is no failure of the service; who changes something rarely does.
  // So a crash or a time-out, which the function cannot tell of itself, counts at once with the others, and with those
  // who read as the API's 5xx (`api-failing`): a second figure costs as much as an alarm.
  const isReading = trigger.kind === "http" && trigger.method === "GET";
  const metric = isReading
    ? failed
    : sumOf([failed, lambdaMetric("Errors", name, { statistic: "Sum", minutes })], minutes);
  return {
    id: name,
    loss: ifItFails,
    metric,
    breach: { atLeast: isReading ? 3 : 1 },
    periods: 1,
    of: 1,
    noData: "fine",
  };
}
