import type { ReferralFiguresView } from "../../contracts/http/referral-figures.ts";
import { percent } from "./figures-words.ts";

type Measured = Pick<
  ReferralFiguresView,
  "toDoor" | "answer" | "fitToBack" | "stay" | "again" | "declined" | "substituted" | "papers"
>;

export const measureKeys = [
  "toDoor",
  "answer",
  "fitToBack",
  "stay",
  "again",
  "papers",
  "declined",
  "substituted",
] as const satisfies readonly (keyof Measured)[];
export type MeasureKey = (typeof measureKeys)[number];

/** In what each is said. */
export const measureUnits: Readonly<Record<MeasureKey, MeasureValue["unit"]>> = {
  toDoor: "minutes",
  answer: "minutes",
  fitToBack: "days",
  stay: "days",
  again: "percent",
  papers: "percent",
  declined: "percent",
  substituted: "percent",
};

/** One measure of some cases: of how many, and the median or the share of them. */
export type MeasureValue =
  | { readonly unit: "minutes" | "days"; readonly cases: number; readonly value: number }
  | { readonly unit: "percent"; readonly cases: number; readonly value: number; readonly count: number };

/** Undefined: there was none, or it is not told. */
export function measureOf(figures: Measured, key: MeasureKey): MeasureValue | undefined {
  const measured = figures[key];
  if (measured === undefined) return undefined;
  if ("of" in measured) {
    const { of, count } = measured;
    return { unit: "percent", cases: of, value: percent(count, of), count };
  }
  const { count } = measured;
  return "medianDays" in measured
    ? { unit: "days", cases: count, value: measured.medianDays }
    : { unit: "minutes", cases: count, value: measured.medianMinutes };
}
