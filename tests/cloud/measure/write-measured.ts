import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { metricUnits } from "../../../functions/shell/metrics.ts";
import { synthesised } from "../cloud-under-test.ts";
import type { CellName } from "../synthesise.ts";
import type { LoadName } from "./resident-load.ts";
import type { FunctionFigures, MeasuredLoad } from "./run-residents.ts";

/**
 * Writes what `npm run cost` reads: what residents used, without what the cell uses when nobody lives in it; that too;
 * and what stands in the templates whoever lives there.
 */
export function writeMeasured(file: string, idle: MeasuredLoad, loads: Readonly<Record<LoadName, MeasuredLoad>>): void {
  const measured = {
    command: "ANHU_MEASURED=<file> npm run test:cloud -- tests/cloud/resident-day.test.ts",
    on: `Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model ?? "unknown processor"}, all of it on this one machine`,
    loads: { "each-sample": without(idle, loads["each-sample"]), batched: without(idle, loads.batched) },
    idle,
    fixed: { standard: fixedParts("anhu"), economy: fixedParts("thrifty") },
  };
  writeFileSync(file, `${JSON.stringify(measured, null, 2)}\n`);
}

/** Both ran equally long. */
function without(idle: MeasuredLoad, load: MeasuredLoad): MeasuredLoad {
  const left = Object.entries(load.functions).map(([name, figures]) => [
    name,
    difference(figures, idle.functions[name]),
  ]);
  return {
    ...load,
    sqsRequests: load.sqsRequests - idle.sqsRequests,
    scheduleCalls: load.scheduleCalls - idle.scheduleCalls,
    seriesBytes: load.seriesBytes - idle.seriesBytes,
    functions: Object.fromEntries(left),
  };
}

function difference(figures: FunctionFigures, idle: FunctionFigures | undefined): FunctionFigures {
  if (idle === undefined) return figures;
  const less = (name: keyof FunctionFigures) => Math.max(0, figures[name] - idle[name]);
  return {
    invocations: less("invocations"),
    billedMs: less("billedMs"),
    memoryMb: figures.memoryMb,
    writeUnits: less("writeUnits"),
    readUnits: less("readUnits"),
    logBytes: less("logBytes"),
  };
}

function fixedParts(cell: CellName): Readonly<Record<string, number>> {
  const types = [...synthesised(cell).stacks.values()].flatMap(({ Resources }) => Object.values(Resources));
  const count = (type: string) => types.filter(({ Type }) => Type === type).length;
  return {
    // Each figure that an alarm looks at is charged like an alarm.
    alarms: types.reduce(
      (sum, { Type, Properties }) => sum + (Type === "AWS::CloudWatch::Alarm" ? figuresOf(Properties) : 0),
      0,
    ),
    customMetrics: Object.keys(metricUnits).length,
    dashboards: count("AWS::CloudWatch::Dashboard"),
    kmsKeys: count("AWS::KMS::Key"),
  };
}

function figuresOf(alarm: Readonly<Record<string, unknown>> | undefined): number {
  const metrics = alarm?.Metrics as readonly { readonly MetricStat?: unknown }[] | undefined;
  return metrics?.filter(({ MetricStat }) => MetricStat !== undefined).length ?? 1;
}
