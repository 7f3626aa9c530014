import type { ResidentView } from "../../contracts/http/residents.ts";
import { digitsOf, labelOf, unitOf, vitalOf } from "../data/codes.ts";
import { freshnessAt, isFromSilent } from "../data/freshness.ts";
import { type Speech, useSpeech } from "../words/language.tsx";
import { absolute, span } from "../words/time-words.ts";
import { useOnClock } from "./use-clock.ts";
import classes from "./vital-cell.module.css";

interface VitalCellProps {
  readonly code: string;
  readonly resident: Pick<ResidentView, "vitals" | "devices">;
  /** `large` shows the unit, and how old even a live value is. */
  readonly size?: "small" | "large";
}

/**
 * One value with its age. Live is plain; stale is hatched and dimmed with its age; lost is an empty outline that says
 * for how long there has been no signal, or no measurement while its device is heard. Never measured is none of these.
 */
export function VitalCell({ code, resident, size = "small" }: VitalCellProps) {
  const vital = vitalOf(resident, code);
  const speech = useSpeech();
  const { words, language } = speech;
  const state = useOnClock((now) => (vital === undefined ? "none" : freshnessAt(vital, now)));
  const age = useOnClock((now) => (vital === undefined ? "" : span(now - Date.parse(vital.at), language)));
  const isWithoutSignal = useOnClock((now) => vital !== undefined && isFromSilent(resident, vital, now));
  const label = size === "small" ? shortNameOf(code, speech) : labelOf(code, speech);
  if (vital === undefined) {
    return (
      <div className={`${classes.cell} ${classes[size]} ${classes.none}`}>
        <dt className={classes.label}>{label}</dt>
        <dd className={classes.note}>{words.notMeasured}</dd>
      </div>
    );
  }
  const title = absolute(Date.parse(vital.at));
  if (state === "lost") {
    return (
      <div className={`${classes.cell} ${classes[size]} ${classes.lost}`} title={title}>
        <dt className={classes.label}>{label}</dt>
        <dd className={classes.note}>{isWithoutSignal ? words.noSignal(age) : words.notMeasuredFor(age)}</dd>
      </div>
    );
  }
  return (
    <div className={`${classes.cell} ${classes[size]} ${state === "stale" ? classes.stale : ""}`} title={title}>
      <dt className={classes.label}>{label}</dt>
      <dd className={classes.value}>
        {digitsOf(code, vital.value, speech)}
        {size === "large" && <span className={classes.unit}> {unitOf(code, speech)}</span>}
        {(state === "stale" || size === "large") && <span className={classes.age}> {words.ago(age)}</span>}
      </dd>
    </div>
  );
}

function shortNameOf(code: string, speech: Speech): string {
  const { shortNames } = speech.words;
  return Object.hasOwn(shortNames, code) ? shortNames[code as keyof typeof shortNames] : labelOf(code, speech);
}
