import type { Cell } from "../contracts/cell.ts";
import { alarmIdOfArea, areaNames, areaOf, functionsIn, lossOf, ringingWeight } from "../functions/areas.ts";
import type { FunctionDeclaration, Trigger } from "../functions/declaration.ts";
import { type FunctionName, functionNames, manifest } from "../functions/manifest.ts";
import type { AlarmDeclaration } from "./alarm-declaration.ts";
import { areaMetric, deadLettersOf, lambdaMetric, ownMetric, sumOf } from "./watch-metrics.ts";

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
 * economy profile has no other alarm by function or area: `functions-failing`, `functions-crashing` and `api-failing`
 * stand for them, by the figures that are summed over all functions. (Composite alarms or sums of figures would not be cheaper: each figure is charged.)
 */
const losesForEver: ReadonlySet<FunctionName> = new Set([
  "ingest-event",
  "ingest-status",
  "ingest-telemetry",
  "archive-observations",
]);

/** One alarm for each function that no area tells of, with what the manifest says that a user would notice. */
export function functionAlarmsOf(cell: Cell): readonly AlarmDeclaration[] {
  const watched = functionNames.filter((name) =>
    cell.profile === "economy" ? losesForEver.has(name) : areaOf(name) === undefined,
  );
  return watched.map(functionAlarm);
}

/**
 * One alarm for the requests of each area: a figure for each function would cost more than all the rest, and who is
 * called looks at the area's page anyhow. It rings for what would have rung for one of them alone. Crashes and time-outs
 * are told by `functions-crashing`, as soon as there is one, whichever function it was.
 */
export function areaAlarmsOf(cell: Cell): readonly AlarmDeclaration[] {
  if (cell.profile === "economy") return [];
  return areaNames.map((area) => ({
    id: alarmIdOfArea(area),
    loss: lossOf(area),
    standsFor: functionsIn(area),
    metric: areaMetric("FailureWeight", area, { statistic: "Sum", minutes: 5 }),
    breach: { atLeast: ringingWeight },
    periods: 1,
    of: 1,
    noData: "fine",
  }));
}

function functionAlarm(name: FunctionName): AlarmDeclaration {
  const { trigger, ifItFails }: FunctionDeclaration = manifest[name];
  const once = { id: name, loss: ifItFails, breach: { atLeast: 1 }, periods: 1, of: 1, noData: "fine" } as const;
  if (keepsDeadLetters[trigger.kind]) return { ...once, metric: deadLettersOf(name) };
  const reading = { statistic: "Sum", minutes: 5 } as const;
  // A crash or a time-out, which the function cannot tell of itself, rings here as well, so that it is seen at once whose.
  return {
    ...once,
    metric: sumOf([ownMetric("Failed", reading, name), lambdaMetric("Errors", name, reading)], reading.minutes),
  };
}
