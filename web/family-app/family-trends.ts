import { type Both, bothOf, countOf, fieldsOf, given, itemsOf, type Night, nightOf, textOf } from "./answers.ts";

export interface ActivityDay {
  readonly date: string;
  readonly upMinutes?: number;
  readonly steps?: number;
  readonly isPartly: boolean;
}

/** `unknown`: a band that this page does not know. */
export type Band = "low" | "usual" | "high" | "unknown";

export interface VitalDay {
  readonly date: string;
  readonly band: Band;
  readonly middle: number;
}

export interface VitalTrend {
  readonly code: string;
  readonly label: Both;
  readonly unit: Both;
  readonly sentence: Both;
  readonly low?: number;
  readonly high?: number;
  readonly days: readonly VitalDay[];
}

export interface Trends {
  readonly from: string;
  readonly to: string;
  readonly nights: readonly Night[];
  readonly activity: readonly ActivityDay[];
  readonly vitals: readonly VitalTrend[];
}

const bands: readonly string[] = ["low", "usual", "high"];

/** GET /api/family/{id}/trends, read leniently. */
export function trendsOf(value: unknown): Trends | undefined {
  const { from, to, nights, activity, vitals } = fieldsOf(value);
  const [first, last] = [textOf(from), textOf(to)];
  if (first === undefined || last === undefined) return undefined;
  return {
    from: first,
    to: last,
    nights: itemsOf(nights).flatMap((night) => nightOf(night) ?? []),
    activity: itemsOf(activity).flatMap((day) => activityOf(day) ?? []),
    vitals: itemsOf(vitals).flatMap((vital) => vitalOf(vital) ?? []),
  };
}

function activityOf(value: unknown): ActivityDay | undefined {
  const { date, known, upMinutes, steps } = fieldsOf(value);
  const day = textOf(date);
  if (day === undefined) return undefined;
  const hasData = known !== "no-data";
  return {
    date: day,
    isPartly: known !== "slept",
    ...(hasData ? given("upMinutes", countOf(upMinutes)) : {}),
    ...(hasData ? given("steps", countOf(steps)) : {}),
  };
}

function vitalOf(value: unknown): VitalTrend | undefined {
  const { code, label, unit, sentence, low, high, days } = fieldsOf(value);
  const [which, called] = [textOf(code), bothOf(label)];
  if (which === undefined || called === undefined) return undefined;
  return {
    code: which,
    label: called,
    unit: bothOf(unit) ?? { zh: "", en: "" },
    sentence: bothOf(sentence) ?? { zh: "", en: "" },
    ...given("low", countOf(low)),
    ...given("high", countOf(high)),
    days: itemsOf(days).flatMap((day) => {
      const { date, band, middle } = fieldsOf(day);
      const [on, amount] = [textOf(date), countOf(middle)];
      if (on === undefined || amount === undefined) return [];
      return {
        date: on,
        band: typeof band === "string" && bands.includes(band) ? (band as Band) : "unknown",
        middle: amount,
      };
    }),
  };
}

/** All days from the first to the last, so that a day without a value has its empty place; 62 at most. */
export function daysBetween(from: string, to: string): readonly string[] {
  const [start, end] = [Date.parse(`${from}T00:00:00Z`), Date.parse(`${to}T00:00:00Z`)];
  if (Number.isNaN(start) || Number.isNaN(end)) return [];
  const count = Math.min(62, Math.round((end - start) / 86_400_000) + 1);
  return Array.from({ length: Math.max(0, count) }, (_, n) =>
    new Date(start + n * 86_400_000).toISOString().slice(0, 10),
  );
}
