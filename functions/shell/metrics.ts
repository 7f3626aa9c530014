import type { EpochMs } from "../../domain/model/time.ts";

/** Everything that is measured, with its CloudWatch unit. Alarms and the dashboard name these and no others. */
export const metricUnits = {
  /** Telemetry messages whose readings are stored. */
  PacksTaken: "Count",
  ReadingsTaken: "Count",
  /** Messages, records or events that went into quarantine. */
  Refused: "Count",
  AlertsRaised: "Count",
  /** From the broker's receipt of a device event to its alert in the table. */
  EventToAlert: "Milliseconds",
  /** How long after its due time a watch was judged. */
  TimerLateness: "Milliseconds",
  /** Watches that the sweep found overdue by more than a minute. */
  WatchesOverdue: "Count",
  /** Share of the devices in service that have been silent beyond their limit. */
  DevicesSilent: "Percent",
  /** 1 when the test call raised its alert in time, 0 when not. */
  CanaryAnswered: "Count",
  CanaryLatency: "Milliseconds",
} as const satisfies Record<string, "Count" | "Milliseconds" | "Percent">;

export type MetricName = keyof typeof metricUnits;

/** CloudWatch namespace. */
export const metricNamespace = "Anhu";

/** Takes figures about the service itself: never about a person, and without dimensions that could single one out. */
export interface Metrics {
  put(name: MetricName, value: number): void;
}

/** Where a runtime has its own way to see how it does. */
export const noMetrics: Metrics = { put: () => undefined };

/** CloudWatch's embedded metric format: one line of JSON a figure, which the log service turns into a metric. */
export function embeddedMetrics(options: {
  readonly now: () => EpochMs;
  /** Takes one line without its line feed. @default standard output */
  readonly write?: (line: string) => void;
}): Metrics {
  const { now, write = (line) => process.stdout.write(`${line}\n`) } = options;
  return {
    put(name, value) {
      const metric = {
        Namespace: metricNamespace,
        Dimensions: [[]],
        Metrics: [{ Name: name, Unit: metricUnits[name] }],
      };
      write(JSON.stringify({ _aws: { Timestamp: now(), CloudWatchMetrics: [metric] }, [name]: value }));
    },
  };
}
