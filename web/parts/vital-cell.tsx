import type { VitalView } from "../../contracts/http/residents.ts";
import { digitsOf, labelOf, unitOf } from "../data/codes.ts";
import { freshnessAt } from "../data/freshness.ts";
import { type Speech, useSpeech } from "../words/language.tsx";
import { absolute, span } from "../words/time-words.ts";
import { useOnClock } from "./use-clock.ts";
import classes from "./vital-cell.module.css";

interface VitalCellProps {
  readonly code: string;
  readonly vital: VitalView | undefined;
  /** `large` shows the unit, and how old even a live value is. */
  readonly size?: "small" | "large";
}

/**
 * One value with its age. Live is plain; stale is hatched and dimmed with its age; lost is an empty outline that says
 * for how long nothing has been heard. Never measured is none of the three.
 */
export function VitalCell({ code, vital, size = "small" }: VitalCellProps) {
  const speech = useSpeech();
  const { words, language } = speech;
  const state = useOnClock((now) => (vital === undefined ? "none" : freshnessAt(vital, now)));
  const age = useOnClock((now) => (vital === undefined ? "" : span(now - Date.parse(vital.at), language)));
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
        <dd className={classes.note}>{words.noSignal(age)}</dd>
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
