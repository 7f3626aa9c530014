import { useState } from "react";
import type { ReferralDetailView, ReferralView } from "../../contracts/http/referrals.ts";
import type { AskProblem } from "../data/api.ts";
import { sayRecorded } from "../parts/announcements.ts";
import { Button } from "../parts/button.tsx";
import { problemText } from "../parts/notice.tsx";
import { useSpeech, useWords } from "../words/language.tsx";
import classes from "./step-panel.module.css";
import type { KnownReferral } from "./use-referral.ts";
import { wayBackWords } from "./way-back-words.ts";

/** That nobody takes them back, for both houses. */
export function Untaken({ referral: { untakenSince } }: { readonly referral: ReferralView }) {
  const words = useWords(wayBackWords);
  return untakenSince === undefined ? null : <strong data-untaken={untakenSince}>▲ {words.untaken}</strong>;
}

interface EndUntakenProps {
  readonly referral: ReferralDetailView;
  readonly step: KnownReferral["step"];
}

/** The end of a case that nobody takes, by one tap with its reason, for whoever may close it for their own house. */
export function EndUntaken({ referral, step }: EndUntakenProps) {
  const words = useWords(wayBackWords);
  const speech = useSpeech();
  const [isRecording, setIsRecording] = useState(false);
  const [refusal, setRefusal] = useState<AskProblem>();
  const close = referral.can.find((possible) => possible.do === "close" && !possible.byPhone);
  if (referral.untakenSince === undefined || close === undefined) return null;

  async function end(as: string): Promise<void> {
    setRefusal(undefined);
    setIsRecording(true);
    const answer = await step({ do: "close", as, reason: words.ended });
    setIsRecording(false);
    if (answer.kind === "answer") sayRecorded(words.ended);
    else setRefusal(answer.problem);
  }

  return (
    <section className={classes.panel} aria-labelledby="untaken">
      <h2 className={classes.heading} id="untaken">
        ▲ {words.untaken}
      </h2>
      <p className={classes.hint}>{words.untakenLead}</p>
      <Button data-end-untaken="" disabled={isRecording} onClick={() => void end(close.as)}>
        {words.endIt}
      </Button>
      {refusal !== undefined && (
        <p className={classes.refusal} role="alert">
          {problemText(refusal, speech)}
        </p>
      )}
    </section>
  );
}
