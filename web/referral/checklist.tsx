import { useState } from "react";
import type { ReferralDetailView } from "../../contracts/http/referrals.ts";
import type { AskProblem } from "../data/api.ts";
import { sayRecorded } from "../parts/announcements.ts";
import { Button } from "../parts/button.tsx";
import { problemText } from "../parts/notice.tsx";
import { useNow } from "../parts/use-clock.ts";
import { useSpeech, useWords } from "../words/language.tsx";
import { whenIs } from "../words/time-words.ts";
import classes from "./case-clocks.module.css";
import { deskWords } from "./desk-words.ts";
import { referralWords } from "./referral-words.ts";
import type { KnownReferral } from "./use-referral.ts";

interface ChecklistProps {
  readonly items: ReferralDetailView["checklist"];
  /** Whoever may not say so sees how far it is. */
  readonly mayTick: boolean;
  readonly record: KnownReferral["record"];
}

/** What the desk makes ready: one tap ticks, one beside it takes the tick back; who and when stay in what happened. */
export function Checklist({ items, mayTick, record }: ChecklistProps) {
  const speech = useSpeech();
  const words = useWords(referralWords);
  const own = useWords(deskWords);
  const now = useNow();
  const [isRecording, setIsRecording] = useState(false);
  const [refusal, setRefusal] = useState<AskProblem>();

  async function tell({ code, title, doneAt }: ReferralDetailView["checklist"][number]): Promise<void> {
    const isUndone = doneAt !== undefined;
    setRefusal(undefined);
    setIsRecording(true);
    const answer = await record(code, isUndone ? { isUndone: true } : {});
    setIsRecording(false);
    const what = speech.say(title);
    if (answer.kind === "answer") sayRecorded(isUndone ? own.unticked(what) : words.recorded(what));
    else setRefusal(answer.problem);
  }

  return (
    <>
      <ul className={classes.checklist}>
        {items.map((item) => {
          const what = speech.say(item.title);
          return (
            <li key={item.code}>
              {item.doneAt === undefined && !mayTick && <span className={classes.done}>☐ {what}</span>}
              {item.doneAt === undefined && mayTick && (
                <Button
                  className={classes.tap}
                  disabled={isRecording}
                  data-point={item.code}
                  onClick={() => void tell(item)}
                >
                  ☐ {what}
                </Button>
              )}
              {item.doneAt !== undefined && (
                <span className={classes.ticked}>
                  <span data-point={item.code}>
                    ☑ {what}{" "}
                    {own.doneBy(whenIs(Date.parse(item.doneAt), now, speech.language), item.doneBy?.name ?? "")}
                  </span>
                  {mayTick && (
                    <Button
                      look="quiet"
                      className={classes.untick}
                      disabled={isRecording}
                      aria-label={own.unticking(what)}
                      data-untick={item.code}
                      onClick={() => void tell(item)}
                    >
                      {own.untick}
                    </Button>
                  )}
                </span>
              )}
            </li>
          );
        })}
      </ul>
      {refusal !== undefined && <p role="alert">{problemText(refusal, speech)}</p>}
    </>
  );
}
