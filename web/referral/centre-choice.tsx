import { useState } from "react";
import type { ReferralDetailView } from "../../contracts/http/referrals.ts";
import type { AskProblem } from "../data/api.ts";
import { Button } from "../parts/button.tsx";
import { problemText } from "../parts/notice.tsx";
import { useSpeech, useWords } from "../words/language.tsx";
import classes from "./case-clocks.module.css";
import { referralWords } from "./referral-words.ts";
import type { KnownReferral } from "./use-referral.ts";

/** The centres of a hospital that prepare for whom they expect. */
export const centres = ["chest-pain", "stroke", "trauma", "maternal", "child"] as const;

interface CentreChoiceProps {
  readonly referral: ReferralDetailView;
  readonly step: KnownReferral["step"];
}

/** Before a centre is named there is nothing to make ready and no clock: one tap names it. */
export function CentreChoice({ referral, step }: CentreChoiceProps) {
  const speech = useSpeech();
  const words = useWords(referralWords);
  const [refusal, setRefusal] = useState<AskProblem>();
  const note = referral.can.find((possible) => possible.do === "note");
  const isAhead = ["accepted", "transport-arranged", "en-route", "arrived"].includes(referral.state);
  const isTheirs = note?.as === referral.destination.id;
  if (referral.centre !== undefined || referral.direction !== "up" || !isAhead || !isTheirs) return null;
  async function choose(centre: (typeof centres)[number], as: string): Promise<void> {
    const reason = `${words.centre}：${words.centres[centre]}`;
    const answer = await step({ do: "note", as, reason, centre });
    setRefusal(answer.kind === "problem" ? answer.problem : undefined);
  }
  return (
    <section className={classes.panel} aria-labelledby="centre">
      <h2 className={classes.heading} id="centre">
        {words.setCentre}
      </h2>
      <div className={classes.points}>
        {centres.map((centre) => (
          <Button
            key={centre}
            className={classes.tap}
            data-centre-choice={centre}
            onClick={() => void choose(centre, note.as)}
          >
            {words.centres[centre]}
          </Button>
        ))}
      </div>
      {refusal !== undefined && <p role="alert">{problemText(refusal, speech)}</p>}
    </section>
  );
}
