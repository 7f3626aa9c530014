import { planHistory } from "../../contracts/http/monitoring-plan.ts";
import { digitsOf, labelOf } from "../data/codes.ts";
import { useAnswer } from "../data/use-answer.ts";
import { Stamp } from "../parts/moment.tsx";
import { ProblemNotice } from "../parts/notice.tsx";
import { type Speech, useSpeech, useWords } from "../words/language.tsx";
import { type LimitChange, limitChangesOf } from "./plan-changes.ts";
import classes from "./plan-history.module.css";
import { planWords } from "./plan-words.ts";

/** Who changed what of a resident's plan and record, when and why, newest first. */
export function PlanHistoryList({ residentId, version }: { readonly residentId: string; readonly version: number }) {
  const speech = useSpeech();
  const words = useWords(planWords);
  const path = `/api/residents/${encodeURIComponent(residentId)}/plan-history`;
  // Each version of the record has a longer history.
  const { value, problem, again } = useAnswer(`${path} ${version}`, () => path, planHistory);
  if (problem !== undefined) return <ProblemNotice problem={problem} again={again} />;
  if (value === undefined) return <p>{speech.words.loading}</p>;
  if (value.items.length === 0) return <p className={classes.none}>{words.noHistory}</p>;
  return (
    <ol className={classes.history}>
      {value.items.map((item) => (
        <li key={`${item.version ?? item.at} ${item.what}`}>
          <p>
            <Stamp at={Date.parse(item.at)} /> · <strong>{item.by}</strong> · {words.kinds[item.what]}
            {item.version !== undefined && <span className={classes.version}> {words.version(item.version)}</span>}
          </p>
          {limitChangesOf(item).map((change) => (
            <p key={change.code} className={classes.change}>
              {labelOf(change.code, speech)}：{sideText(change, "before", speech, words)} →{" "}
              {sideText(change, "after", speech, words)}
            </p>
          ))}
          {item.changed.length > 0 && limitChangesOf(item).length === 0 && (
            <p className={classes.change}>
              {item.changed.map((part) => words.parts[part] ?? labelOf(part, speech)).join(speech.words.comma)}
            </p>
          )}
          {item.reason !== undefined && <p className={classes.reason}>{item.reason}</p>}
        </li>
      ))}
    </ol>
  );
}

function sideText(
  change: LimitChange,
  side: "before" | "after",
  speech: Speech,
  words: { readonly byDefault: string; readonly off: string },
): string {
  const limit = change[side];
  if (limit === undefined) return words.byDefault;
  if (limit === null) return words.off;
  const [low, high] = [limit.low, limit.high].map((value) =>
    value === undefined ? undefined : digitsOf(change.code, value, speech),
  );
  if (low !== undefined && high !== undefined) return speech.words.limitBetween(low, high);
  return low === undefined ? speech.words.limitAbove(high ?? "") : speech.words.limitBelow(low);
}
