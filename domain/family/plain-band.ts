import type { VitalLimit } from "../watch/plan.ts";
import type { VitalOfDay } from "./day-log.ts";

/** 偏低, 平常, 偏高. */
export const plainBands = ["low", "usual", "high"] as const;
export type PlainBand = (typeof plainBands)[number];

/**
 * A day's values against the limits that stand in the resident's own plan, which a clinical role sets: `high` when at least a
 * tenth of them lay above, `low` when at least a tenth lay below; the side further outside when both. A single value that
 * strays makes no day; whether it called somebody stands among the alerts. Undefined: the plan has no limit for it.
 */
export function bandOfDay(
  { lowTenth, highTenth }: Pick<VitalOfDay, "lowTenth" | "highTenth">,
  limit: Pick<VitalLimit, "low" | "high"> | undefined,
): PlainBand | undefined {
  if (limit === undefined || (limit.low === undefined && limit.high === undefined)) return undefined;
  const below = limit.low === undefined ? 0 : limit.low - lowTenth;
  const above = limit.high === undefined ? 0 : highTenth - limit.high;
  if (below <= 0 && above <= 0) return "usual";
  return above >= below ? "high" : "low";
}

/** The same of one value. */
export function bandOf(value: number, limit: Pick<VitalLimit, "low" | "high"> | undefined): PlainBand | undefined {
  return bandOfDay({ lowTenth: value, highTenth: value }, limit);
}
