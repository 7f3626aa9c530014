import type { EpochMs } from "../../domain/model/time.ts";
import type { AreaName } from "../areas.ts";

/**
 * Everything that is measured, with its CloudWatch unit. Alarms and the dashboard name these and no others. Each costs
 * $0.30 a month in which it is put without a pause, and nothing in hours in which it is not: what happens all the time
 * is counted by AWS's own metrics where there are any (messages by the rule and the stream).
 */
export const metricUnits = {
  /** Observations stored. */
  ReadingsTaken: "Count",
  /** Messages, or parts of one, that went into quarantine. */
  Refused: "Count",
  /** Alerts about people and their devices; the canary's do not count. */
  AlertsRaised: "Count",
  /** From the broker's receipt of a device event to its alert in the table. */
  EventToAlert: "Milliseconds",
  /** How long after its due time the latest watch of a batch was judged. */
  TimerLateness: "Milliseconds",
  /** Watches that the sweep found overdue by more than a minute: their timers were lost. */
  WatchesOverdue: "Count",
  /** How long after its due time the latest step of a batch called people. */
  EscalationLateness: "Milliseconds",
  /** Open alerts that the sweep found overdue by more than a minute: somebody should have been called. */
  EscalationsOverdue: "Count",
  /** Steps that found nobody at all who can be called, or of whose calls none was taken at its first attempt. */
  NobodyCalled: "Count",
  /** Share of the devices in service that have been silent beyond their limit. */
  DevicesSilent: "Percent",
  /** Calls of people that a gateway, mail server or push service took; and attempts that came to nothing. */
  NotificationsAccepted: "Count",
  NotificationAttemptsFailed: "Count",
  /** From the test call to its alert; or, beyond the limit in any case, for how long it has been waited for in vain. */
  CanaryLatency: "Milliseconds",
  /** Likewise until a call went out to its receiver, by the chain that calls people. */
  CanaryDelivery: "Milliseconds",
  /** Invocations that ended in a failure of the service's own, answered to the caller or not. By function. */
  Failed: "Count",
  /** Failed requests of an area, by what each weighs (functions/areas.ts). By area. */
  FailureWeight: "Count",
  /** Invocations that ended in a failure which went back to what started them: Lambda counts each as an error, too. */
  Thrown: "Count",
} as const satisfies Record<string, "Count" | "Milliseconds" | "Percent">;

export type MetricName = keyof typeof metricUnits;
export type Figures = Readonly<Partial<Record<MetricName, number>>>;

/** CloudWatch namespace. */
export const metricNamespace = "Anhu";
/** The only dimensions there are; their values are names of the manifest and of its areas. */
export const functionDimension = "Function";
export const areaDimension = "Area";

/** Takes figures about the service itself: never about a person, and without dimensions that could single one out. */
export interface Metrics {
  /** Call it once a batch with all its figures; `functionName` when each function is to be seen apart as well. */
  put(figures: Figures, functionName?: string): void;
  /** By area alone. */
  putOfArea(figures: Figures, area: AreaName): void;
}

/** Where a runtime has its own way to see how it does. */
export const noMetrics: Metrics = { put: () => undefined, putOfArea: () => undefined };

/** CloudWatch's embedded metric format: one line of JSON a call, which the log service turns into metrics. */
export function embeddedMetrics(options: {
  readonly now: () => EpochMs;
  /** Takes one line without its line feed. @default standard output */
  readonly write?: (line: string) => void;
}): Metrics {
  const { now, write = (line) => process.stdout.write(`${line}\n`) } = options;

  function put(figures: Figures, sets: readonly (readonly string[])[], dimensions: Readonly<Record<string, string>>) {
    const names = Object.keys(figures) as readonly MetricName[];
    if (names.length === 0) return;
    const directive = {
      Namespace: metricNamespace,
      Dimensions: sets,
      Metrics: names.map((name) => ({ Name: name, Unit: metricUnits[name] })),
    };
    write(JSON.stringify({ _aws: { Timestamp: now(), CloudWatchMetrics: [directive] }, ...dimensions, ...figures }));
  }

  return {
    put(figures, functionName) {
      if (functionName === undefined) put(figures, [[]], {});
      else put(figures, [[], [functionDimension]], { [functionDimension]: functionName });
    },
    putOfArea: (figures, area) => put(figures, [[areaDimension]], { [areaDimension]: area }),
  };
}
