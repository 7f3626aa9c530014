import type { News2Band, News2Score } from "./news2.ts";
import { scoreNews2 } from "./news2-scoring.ts";

/** One observation set as charts and test vectors write it; an absent field was not measured. */
export interface News2ChartRow {
  readonly respiratoryRate?: number;
  readonly spo2?: number;
  /** Absent: scale 1. */
  readonly spo2Scale?: number;
  /** Litres per minute; 0 is air, anything above is oxygen. */
  readonly oxygenLitresPerMinute?: number;
  readonly systolicBloodPressure?: number;
  readonly heartRate?: number;
  /** A, C, V, P, U or the words alert, confusion, voice, pain, unresponsive; case does not matter. */
  readonly consciousness?: string;
  readonly temperature?: number;
  /** The nurse is worried: the response is the highest, whatever the score. */
  readonly hasNurseConcern?: boolean;
}

export type News2ChartResult =
  | { readonly kind: "scored"; readonly score: News2Score; readonly severity: News2Band }
  | { readonly kind: "refused"; readonly because: string };

const levels: ReadonlyMap<string, string> = new Map(
  Object.entries({ alert: "A", confusion: "C", voice: "V", pain: "P", unresponsive: "U" }).flatMap(([word, letter]) => [
    [word, letter],
    [letter.toLowerCase(), letter],
  ]),
);

/** Scores one row; `score.min` is its total. A row that cannot be read is refused as a whole, never half scored. */
export function scoreNews2Chart(row: News2ChartRow): News2ChartResult {
  for (const [field, value] of Object.entries(row)) {
    if (typeof value === "number" && !(Number.isFinite(value) && value >= 0))
      return { kind: "refused", because: `${field} is not a number from 0: ${value}` };
  }
  const { spo2Scale = 1, consciousness, oxygenLitresPerMinute: litres } = row;
  if (spo2Scale !== 1 && spo2Scale !== 2) return { kind: "refused", because: `no SpO2 scale ${spo2Scale}` };
  const level = consciousness === undefined ? undefined : levels.get(consciousness.trim().toLowerCase());
  if (consciousness !== undefined && level === undefined)
    return { kind: "refused", because: `not a level of consciousness: ${consciousness}` };
  const score = scoreNews2(
    {
      "respiratory-rate": row.respiratoryRate,
      spo2: row.spo2,
      // The chart asks only whether; any fraction above air's 21 % says yes.
      "inspired-oxygen": litres === undefined ? undefined : litres > 0 ? 24 : 21,
      "systolic-blood-pressure": row.systolicBloodPressure,
      "heart-rate": row.heartRate,
      consciousness: level,
      "body-temperature": row.temperature,
    },
    spo2Scale,
  );
  return { kind: "scored", score, severity: row.hasNurseConcern === true ? "high" : score.band };
}
