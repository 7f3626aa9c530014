import { type CloudWatchClient, GetMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { type EpochMs, minute, second } from "../../domain/model/time.ts";
import type { IngestLagPort } from "../../domain/ports.ts";

/** AWS's own figures of how long what waits has waited: of a stream's reader, and of a queue. */
const figures = {
  IteratorAge: { Namespace: "AWS/Lambda", dimension: "FunctionName", unitMs: 1 },
  ApproximateAgeOfOldestMessage: { Namespace: "AWS/SQS", dimension: "QueueName", unitMs: second },
} as const;
export type LagFigure = keyof typeof figures;

export function isLagFigure(name: string): name is LagFigure {
  return Object.hasOwn(figures, name);
}

/** CloudWatch is one to two minutes late; what is older says nothing of now. */
const lookBackMs = 5 * minute;

/**
 * The worst of the latest minute of which there is a figure, without the time for which the deployment lets messages wait
 * for others. There is one while telemetry comes.
 */
export function cloudWatchLag(
  client: CloudWatchClient,
  {
    figure,
    of,
    gatheredForMs,
    now,
  }: { readonly figure: LagFigure; readonly of: string; readonly gatheredForMs: number; now(): EpochMs },
): IngestLagPort {
  const { Namespace, dimension, unitMs } = figures[figure];
  const Metric = { Namespace, MetricName: figure, Dimensions: [{ Name: dimension, Value: of }] };
  return {
    async lagMs() {
      const at = now();
      const { MetricDataResults: [result] = [] } = await client.send(
        new GetMetricDataCommand({
          StartTime: new Date(at - lookBackMs),
          EndTime: new Date(at),
          ScanBy: "TimestampDescending",
          MetricDataQueries: [{ Id: "lag", MetricStat: { Metric, Period: minute / second, Stat: "Maximum" } }],
        }),
      );
      const latest = result?.Values?.[0];
      return latest === undefined ? undefined : Math.max(0, latest * unitMs - gatheredForMs);
    },
  };
}
