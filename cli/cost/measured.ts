import { readFileSync } from "node:fs";
import * as z from "zod/mini";

const functionFigures = z.object({
  invocations: z.number(),
  billedMs: z.number(),
  memoryMb: z.number(),
  writeUnits: z.number(),
  readUnits: z.number(),
  logBytes: z.number(),
});

const load = z.object({
  residents: z.number(),
  days: z.number(),
  /** For how long the deployment gathered telemetry. */
  windowSeconds: z.number(),
  messages: z.object({ telemetry: z.number(), event: z.number(), status: z.number() }),
  sqsRequests: z.number(),
  scheduleCalls: z.number(),
  /** Bytes that the series of all residents take at the end. */
  seriesBytes: z.number(),
  /** Custom metrics of which there was a figure. */
  metricsPut: z.number(),
  functions: z.record(z.string(), functionFigures),
});

const fixedParts = z.object({
  /** Figures that alarms look at: each is charged. */
  alarms: z.number(),
  /** All that there are; each costs in the hours in which it has a figure. */
  customMetrics: z.number(),
  dashboards: z.number(),
  kmsKeys: z.number(),
});

const measured = z.object({
  command: z.string(),
  on: z.string(),
  /** What the service used for whole days of residents whose devices report each sample, or in batches. */
  loads: z.object({ "each-sample": load, batched: load }),
  /** What a cell uses in which nobody lives, over as many days. */
  idle: load,
  /** What a cell has whoever lives in it, counted in its templates. */
  fixed: z.object({ standard: fixedParts, economy: fixedParts }),
});

/** What `npm run test:cloud` measured; sums over all residents and days of the run. */
export type Measured = z.output<typeof measured>;
export type MeasuredLoad = z.output<typeof load>;

/** The figures that were measured last: measured.json beside this file. */
export function readMeasured(): Measured {
  return measured.parse(JSON.parse(readFileSync(new URL("measured.json", import.meta.url), "utf8")));
}
