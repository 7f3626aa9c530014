import type { ConversionView } from "../../contracts/http/beds.ts";
import { Stamp } from "../parts/moment.tsx";
import { useWords } from "../words/language.tsx";
import classes from "./bed-board.module.css";
import { bedHistoryWords } from "./bed-history-words.ts";
import { bedWords } from "./bed-words.ts";

/** A conversion as it went: every step with who, when and why, who paid from when to when, and who agreed. */
export function ConversionRecord({ conversion }: { readonly conversion: ConversionView }) {
  const words = useWords(bedWords);
  const history = useWords(bedHistoryWords);
  const { from, to, state, resident, isOfEmptyBed, approval, period, alarmNote, steps } = conversion;
  return (
    <li className={classes.item}>
      <div className={classes.row}>
        <strong>
          {words.uses[from]} → {words.uses[to]}
        </strong>
        <span className={classes.state}>{words.states[state]}</span>
        <span>{isOfEmptyBed ? words.emptyBed : resident?.name}</span>
      </div>
      {approval !== undefined && (
        <p className={classes.reason}>
          {history.paidBy(words.payers[approval.payer.before], words.payers[approval.payer.after])}
          {approval.consentBy !== undefined && ` · ${history.consent(approval.consentBy)}`}
        </p>
      )}
      {period !== undefined && (
        <p className={classes.reason}>
          {history.settledFrom} <Stamp at={Date.parse(period.from)} />
          {period.until !== undefined && (
            <>
              {" "}
              {history.settledUntil} <Stamp at={Date.parse(period.until)} />
            </>
          )}
        </p>
      )}
      {alarmNote !== undefined && <p className={classes.reason}>{alarmNote}</p>}
      <ol className={classes.facts}>
        {steps.map(({ at, action, by, reason }) => (
          <li key={`${at} ${action}`}>
            {action === "request" ? words.ask : words.actions[action]} · {by} <Stamp at={Date.parse(at)} />
            {reason !== undefined && <span className={classes.small}> {reason}</span>}
          </li>
        ))}
      </ol>
    </li>
  );
}
