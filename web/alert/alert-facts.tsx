import type { AlertView } from "../../contracts/http/alerts.ts";
import { labelOf, withUnit } from "../data/codes.ts";
import { Stamp } from "../parts/moment.tsx";
import { useSpeech, useWords } from "../words/language.tsx";
import classes from "./alert-facts.module.css";
import { alertPageWords } from "./alert-page-words.ts";

/** What the verdict rests on: the readings, and of a score each parameter's points. */
export function AlertFacts({ alert }: { readonly alert: AlertView }) {
  const speech = useSpeech();
  const own = useWords(alertPageWords);
  const { score } = alert;
  return (
    <>
      <h2 className={classes.heading}>{own.inputs}</h2>
      {alert.inputs.length === 0 ? (
        <p className={classes.none}>{own.noInputs}</p>
      ) : (
        <ul className={classes.list}>
          {alert.inputs.map(({ code, value, at, deviceId }) => (
            <li key={`${code} ${deviceId} ${at}`} className={classes.row}>
              <span>{labelOf(code, speech)}</span>
              <strong>{withUnit(code, value, speech)}</strong>
              <Stamp at={Date.parse(at)} />
            </li>
          ))}
        </ul>
      )}
      {score !== undefined && (
        <>
          <h2 className={classes.heading}>{own.score}</h2>
          <p>
            <strong>{score.min === score.max ? score.min : `${score.min}–${score.max}`}</strong>{" "}
            {speech.words.news2Bands[score.band]}
          </p>
          <ul className={classes.list}>
            {Object.entries(score.parts).map(([code, points]) => (
              <li key={code} className={classes.row}>
                <span>{labelOf(code, speech)}</span>
                <strong>{points}</strong>
              </li>
            ))}
            {score.missing.map((code) => (
              <li key={code} className={classes.row}>
                <span>{labelOf(code, speech)}</span>
                <span>{own.scoreMissing}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
