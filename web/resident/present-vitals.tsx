import type { ResidentDetailView, ResidentView } from "../../contracts/http/residents.ts";
import { digitsOf, vitalOf } from "../data/codes.ts";
import { VitalCell } from "../parts/vital-cell.tsx";
import { type Speech, useSpeech } from "../words/language.tsx";
import classes from "./present-vitals.module.css";

/** Shown whether measured or not; others appear once they have been measured. */
const always = ["heart-rate", "respiratory-rate", "spo2", "systolic-blood-pressure", "body-temperature"] as const;
const whenMeasured = [
  "diastolic-blood-pressure",
  "glucose",
  "consciousness",
  "inspired-oxygen",
  "body-position",
  "body-weight",
  "room-temperature",
] as const;

type Limits = ResidentDetailView["limits"];

/** A limit as it is spoken: `50–120`, `≥ 90`, `≤ 38.5`. */
export function limitText(code: string, limits: Limits | undefined, speech: Speech): string | undefined {
  const limit = limits?.[code];
  if (limit === undefined) return undefined;
  const { words } = speech;
  const [low, high] = [limit.low, limit.high].map((value) =>
    value === undefined ? undefined : digitsOf(code, value, speech),
  );
  if (low !== undefined && high !== undefined) return words.limitBetween(low, high);
  if (high !== undefined) return words.limitAbove(high);
  return low === undefined ? undefined : words.limitBelow(low);
}

/** The present: each value with its age, and the limits within which nobody is called. */
export function PresentVitals({
  resident,
  limits,
}: {
  readonly resident: ResidentView;
  readonly limits: Limits | undefined;
}) {
  const speech = useSpeech();
  const codes = [...always, ...whenMeasured.filter((code) => vitalOf(resident, code) !== undefined)];
  return (
    <div className={classes.grid}>
      {codes.map((code) => {
        const limit = limitText(code, limits, speech);
        return (
          <div key={code} className={classes.slot}>
            <dl>
              <VitalCell code={code} resident={resident} size="large" />
            </dl>
            {limit !== undefined && (
              <p className={classes.limit}>
                {speech.words.limits} {limit}
              </p>
            )}
          </div>
        );
      })}
    </div>
  );
}
