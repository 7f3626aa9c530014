import { Duration } from "aws-cdk-lib";
import { type IMetric, MathExpression, Metric, Stats } from "aws-cdk-lib/aws-cloudwatch";
import type { AreaName } from "../functions/areas.ts";
import type { FunctionName } from "../functions/manifest.ts";
import { areaDimension, functionDimension, type MetricName, metricNamespace } from "../functions/shell/metrics.ts";
import { deadLettersNameOf, functionNameOf } from "./names.ts";

type Statistic = "Sum" | "Maximum" | "Minimum" | "Average" | "p99";

const statistics: Readonly<Record<Statistic, string>> = {
  Sum: Stats.SUM,
  Maximum: Stats.MAXIMUM,
  Minimum: Stats.MINIMUM,
  Average: Stats.AVERAGE,
  p99: Stats.p(99),
};

interface Reading {
  readonly statistic: Statistic;
  /** @default 1 */
  readonly minutes?: number;
  readonly label?: string;
}

/** One of the service's own figures; of one function where it is put by function. */
export function ownMetric(name: MetricName, reading: Reading, functionName?: FunctionName): Metric {
  return awsMetric(
    metricNamespace,
    name,
    functionName === undefined ? {} : { [functionDimension]: functionName },
    reading,
  );
}

/** A figure that is put by area. */
export function areaMetric(name: MetricName, area: AreaName, reading: Reading): Metric {
  return awsMetric(metricNamespace, name, { [areaDimension]: area }, reading);
}

/** A figure that AWS keeps by itself; without dimensions: over everything in the region. */
export function awsMetric(
  namespace: string,
  metricName: string,
  dimensionsMap: Readonly<Record<string, string>>,
  { statistic, minutes = 1, label }: Reading,
): Metric {
  return new Metric({
    namespace,
    metricName,
    dimensionsMap,
    statistic: statistics[statistic],
    period: Duration.minutes(minutes),
    ...(label !== undefined && { label }),
  });
}

/** How many messages lie in a queue. */
export function messagesIn(queueName: string): Metric {
  return awsMetric(
    "AWS/SQS",
    "ApproximateNumberOfMessagesVisible",
    { QueueName: queueName },
    { statistic: "Maximum", label: queueName },
  );
}

export function deadLettersOf(name: FunctionName): Metric {
  return messagesIn(deadLettersNameOf(name));
}

/** For how many seconds the oldest message of a queue has waited. */
export function waitIn(queueName: string): Metric {
  const dimensions = { QueueName: queueName };
  return awsMetric("AWS/SQS", "ApproximateAgeOfOldestMessage", dimensions, { statistic: "Maximum" });
}

export function lambdaMetric(metricName: string, name: FunctionName, reading: Reading): Metric {
  return awsMetric("AWS/Lambda", metricName, { FunctionName: functionNameOf(name) }, reading);
}

/** The sum of figures, each taken as 0 while it has no data. CloudWatch charges an alarm for each of them. */
export function sumOf(metrics: readonly Metric[], minutes = 1): IMetric {
  return joined(metrics, "+", minutes);
}

/** What one figure has beyond another, likewise. */
export function differenceOf(all: Metric, part: Metric, minutes = 1): IMetric {
  return joined([all, part], "-", minutes);
}

function joined(metrics: readonly Metric[], sign: "+" | "-", minutes: number): IMetric {
  const named = metrics.map((metric, index) => [`m${index}`, metric] as const);
  return new MathExpression({
    expression: named.map(([id]) => `FILL(${id}, 0)`).join(` ${sign} `),
    usingMetrics: Object.fromEntries(named),
    period: Duration.minutes(minutes),
    label: sign === "+" ? "sum" : "difference",
  });
}
