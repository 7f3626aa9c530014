import { useState } from "react";
import { dutySwap, type RosterView } from "../../contracts/http/duties.ts";
import { ask } from "../data/api.ts";
import { useMe } from "../data/me.ts";
import { Panel } from "../office/office-page.tsx";
import { Button } from "../parts/button.tsx";
import { problemText } from "../parts/notice.tsx";
import { useSpeech, useWords } from "../words/language.tsx";
import { clockTime, dateOf } from "../words/time-words.ts";
import classes from "./duty.module.css";
import { dutyWords } from "./duty-words.ts";

interface ProposalsProps {
  readonly facilityId: string;
  readonly roster: RosterView;
  readonly done: () => void;
}

/** Swaps that wait: whoever was asked answers, whoever asked may take it back. */
export function Proposals({ facilityId, roster, done }: ProposalsProps) {
  const words = useWords(dutyWords);
  const speech = useSpeech();
  const who = useMe();
  const [refusal, setRefusal] = useState<string>();
  const myId = who.kind === "known" ? who.me.id : undefined;
  const timeOf = (id: string) => {
    const duty = roster.items.find((item) => item.id === id);
    if (duty === undefined) return "";
    const from = Date.parse(duty.from);
    return `${dateOf(from, speech.language)} ${clockTime(from)}–${clockTime(Date.parse(duty.until))}`;
  };

  async function answerWith(answering: "accept" | "decline" | "withdraw", swapId: string): Promise<void> {
    const path = `/api/facilities/${encodeURIComponent(facilityId)}/duty-swaps`;
    const answer = await ask(path, dutySwap, { do: answering, swapId });
    if (answer.kind === "problem") setRefusal(problemText(answer.problem, speech));
    else done();
  }

  return (
    <Panel heading={words.proposals}>
      {refusal !== undefined && (
        <p className={classes.refusal} role="alert">
          {refusal}
        </p>
      )}
      <ul className={classes.gapList}>
        {roster.swaps.map((swap) => (
          <li key={swap.id} className={classes.gapLine}>
            <span>
              {words.proposal(swap.proposedBy.name, timeOf(swap.dutyId), swap.askedOf.name, timeOf(swap.withDutyId))}
            </span>
            <span className={classes.row}>
              {swap.askedOf.id === myId && (
                <>
                  <Button onClick={() => void answerWith("decline", swap.id)}>{words.decline}</Button>
                  <Button look="primary" onClick={() => void answerWith("accept", swap.id)}>
                    {words.accept}
                  </Button>
                </>
              )}
              {swap.proposedBy.id === myId && (
                <Button onClick={() => void answerWith("withdraw", swap.id)}>{words.withdraw}</Button>
              )}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
