import type { ObservationSeriesView } from "../../contracts/http/observations.ts";
import { lineOf, type Sample } from "./lines.ts";

/** One chart: the observations that belong on one axis. */
export interface Panel {
  readonly codes: readonly string[];
  readonly group: "vitals" | "activity";
  /** `state`: yes or no, drawn as blocks. */
  readonly shape: "curve" | "state" | "dots";
  /** Drawn even when there is nothing to draw. */
  readonly isAlwaysShown?: true;
}

export const panels: readonly Panel[] = [
  { codes: ["heart-rate"], group: "vitals", shape: "curve", isAlwaysShown: true },
  { codes: ["respiratory-rate"], group: "vitals", shape: "curve", isAlwaysShown: true },
  { codes: ["spo2"], group: "vitals", shape: "curve", isAlwaysShown: true },
  { codes: ["systolic-blood-pressure", "diastolic-blood-pressure"], group: "vitals", shape: "dots" },
  { codes: ["body-temperature"], group: "vitals", shape: "dots" },
  { codes: ["glucose"], group: "vitals", shape: "dots" },
  { codes: ["bed-occupancy"], group: "activity", shape: "state" },
  { codes: ["bed-movement"], group: "activity", shape: "curve" },
  { codes: ["motion"], group: "activity", shape: "state" },
  { codes: ["presence"], group: "activity", shape: "state" },
  { codes: ["steps"], group: "activity", shape: "curve" },
];

/** The lines of a panel, one per code, empty where nothing was measured. */
export function linesOf(panel: Panel, view: ObservationSeriesView): readonly (readonly Sample[])[] {
  return panel.codes.map((code) => {
    const series = view.series.find((known) => known.code === code);
    return series === undefined ? [] : lineOf(series, view.resolution);
  });
}

/** Columns as a chart wants them: shared times in seconds, then low, high and mean of each line. */
export type Columns = readonly [readonly number[], ...(readonly (number | null | undefined)[])[]];

/** Puts lines on one time axis. `undefined` is a time at which a line has nothing to say; `null` breaks it. */
export function columnsOf(lines: readonly (readonly Sample[])[]): Columns {
  const times = [...new Set(lines.flatMap((line) => line.map(({ at }) => at)))].toSorted((a, b) => a - b);
  const columns = lines.flatMap((line) => {
    const byTime = new Map(line.map((sample) => [sample.at, sample]));
    return (["low", "high", "mean"] as const).map((part) => times.map((at) => byTime.get(at)?.[part]));
  });
  return [times.map((at) => at / 1000), ...columns];
}

/** Room for the data and the limits beside them, so that a normal day looks like one. */
export function scaleFor(
  lines: readonly (readonly Sample[])[],
  limits: readonly { readonly low?: number | undefined; readonly high?: number | undefined }[],
): readonly [number, number] {
  const values = [
    ...lines.flatMap((line) => line.flatMap(({ low, high }) => [low, high])),
    ...limits.flatMap(({ low, high }) => [low, high]),
  ].filter((value): value is number => typeof value === "number");
  if (values.length === 0) return [0, 1];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = Math.max((high - low) * 0.08, 1);
  return [Math.floor(low - room), Math.ceil(high + room)];
}
