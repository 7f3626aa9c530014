import type { ObservationCode } from "../model/observations.ts";
import type { ObservationValue } from "../model/reading.ts";
import type { News2Band, News2Parameter, News2Score } from "./news2.ts";

/** The edition by which is scored: Royal College of Physicians, National Early Warning Score (NEWS) 2, 2017. */
export const news2Version = "RCP-2017";

/** In the order of the chart. */
export const news2Parameters = [
  "respiratory-rate",
  "spo2",
  "inspired-oxygen",
  "systolic-blood-pressure",
  "heart-rate",
  "consciousness",
  "body-temperature",
] as const satisfies readonly ObservationCode[];

/** From calm to urgent. */
export const news2Bands = ["low", "low-medium", "medium", "high"] as const;

/** More urgent than the other. */
export function isHigherBand(band: News2Band, than: News2Band): boolean {
  return news2Bands.indexOf(band) > news2Bands.indexOf(than);
}

/** In the catalogue's units; inspired oxygen in %, temperature in °C, consciousness one of A, C, V, P, U. */
export type News2Values = Readonly<Partial<Record<News2Parameter, ObservationValue | undefined>>>;

/** The points up to and including a value, in ascending order. */
type Row = readonly (readonly [upTo: number, points: number])[];

/** The chart of RCP NEWS2 2017; temperature in tenths of a degree, everything else in whole units. */
const rows = {
  "respiratory-rate": [
    [8, 3],
    [11, 1],
    [20, 0],
    [24, 2],
    [Infinity, 3],
  ],
  "systolic-blood-pressure": [
    [90, 3],
    [100, 2],
    [110, 1],
    [219, 0],
    [Infinity, 3],
  ],
  "heart-rate": [
    [40, 3],
    [50, 1],
    [90, 0],
    [110, 1],
    [130, 2],
    [Infinity, 3],
  ],
  "body-temperature": [
    [350, 3],
    [360, 1],
    [380, 0],
    [390, 1],
    [Infinity, 2],
  ],
  "inspired-oxygen": [
    [21, 0],
    [Infinity, 2],
  ],
} as const satisfies Partial<Record<News2Parameter, Row>>;

const spo2Scale1: Row = [
  [91, 3],
  [93, 2],
  [95, 1],
  [Infinity, 0],
];
const spo2Scale2OnAir: Row = [
  [83, 3],
  [85, 2],
  [87, 1],
  [Infinity, 0],
];
const spo2Scale2OnOxygen: Row = [
  [83, 3],
  [85, 2],
  [87, 1],
  [92, 0],
  [94, 1],
  [96, 2],
  [Infinity, 3],
];

/** The most points that a parameter can add. */
const worst = (parameter: News2Parameter): number => (parameter === "inspired-oxygen" ? 2 : 3);

/**
 * Scores what is there, exactly as the chart does: values are rounded half up to whole units (temperature to tenths)
 * before they are banded. What is absent, not a number or not one of ACVPU counts as missing and widens the range.
 *
 * On scale 2 a saturation from 93 % scores differently on air and on oxygen, so while that is unknown its own points are
 * a range too: `parts` has the lower end.
 */
export function scoreNews2(values: News2Values, scale: 1 | 2): News2Score {
  const parts: Partial<Record<News2Parameter, number>> = {};
  const missing: News2Parameter[] = [];
  let min = 0;
  let max = 0;
  let hasThree = false;
  const oxygen = pointsOf("inspired-oxygen", values["inspired-oxygen"], rows["inspired-oxygen"]);
  for (const parameter of news2Parameters) {
    const points = parameter === "inspired-oxygen" ? oxygen : partOf(parameter, values[parameter], scale, oxygen === 2);
    if (points === undefined) {
      missing.push(parameter);
      max += worst(parameter);
      continue;
    }
    parts[parameter] = points;
    min += points;
    max += parameter === "spo2" && oxygen === undefined ? (partOf("spo2", values.spo2, scale, true) ?? 0) : points;
    if (points === 3) hasThree = true;
  }
  const status = missing.length === 0 ? "full" : "partial";
  return { status, min, max, band: news2BandOf(min, hasThree), missing, scale, parts };
}

/** The thresholds of RCP NEWS2 2017. A single 3 lifts a total below 5 to low-medium; it changes nothing above. */
function news2BandOf(total: number, hasThree: boolean): News2Band {
  if (total >= 7) return "high";
  if (total >= 5) return "medium";
  return hasThree ? "low-medium" : "low";
}

/** Whether a new value of a parameter leaves every score as it is. On scale 2 oxygen decides too, so SpO2 is compared. */
export function scoresTheSame(
  parameter: News2Parameter,
  a: ObservationValue,
  b: ObservationValue,
  scale: 1 | 2,
): boolean {
  if (a === b) return true;
  if (parameter === "spo2" && scale === 2) return false;
  if (parameter === "inspired-oxygen")
    return pointsOf(parameter, a, rows[parameter]) === pointsOf(parameter, b, rows[parameter]);
  return partOf(parameter, a, scale, false) === partOf(parameter, b, scale, false);
}

function partOf(
  parameter: Exclude<News2Parameter, "inspired-oxygen">,
  value: ObservationValue | undefined,
  scale: 1 | 2,
  isOnOxygen: boolean,
): number | undefined {
  if (parameter === "consciousness") return value === "A" ? 0 : isImpaired(value) ? 3 : undefined;
  if (parameter !== "spo2") return pointsOf(parameter, value, rows[parameter]);
  if (scale === 1) return pointsOf(parameter, value, spo2Scale1);
  return pointsOf(parameter, value, isOnOxygen ? spo2Scale2OnOxygen : spo2Scale2OnAir);
}

function isImpaired(value: ObservationValue | undefined): boolean {
  return value === "C" || value === "V" || value === "P" || value === "U";
}

function pointsOf(parameter: News2Parameter, value: ObservationValue | undefined, row: Row): number | undefined {
  if (typeof value !== "number" || !Number.isFinite(value)) return undefined;
  const rounded = roundHalfUp(parameter === "body-temperature" ? value * 10 : value);
  for (const [upTo, points] of row) if (rounded <= upTo) return points;
  return undefined;
}

function roundHalfUp(value: number): number {
  return Math.floor(value + 0.5);
}
