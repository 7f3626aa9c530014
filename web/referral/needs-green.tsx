import { useState } from "react";
import type { ReferralDetailView } from "../../contracts/http/referrals.ts";
import type { AskProblem } from "../data/api.ts";
import { sayRecorded } from "../parts/announcements.ts";
import { Button } from "../parts/button.tsx";
import { problemText } from "../parts/notice.tsx";
import { useSpeech, useWords } from "../words/language.tsx";
import classes from "./step-panel.module.css";
import { urgencyText } from "./urgency-words.ts";
import type { KnownReferral, StepSaid } from "./use-referral.ts";

interface NeedsGreenProps {
  readonly referral: ReferralDetailView;
  /** With what triage has said so far. */
  readonly said: StepSaid;
  readonly step: KnownReferral["step"];
  readonly leave: () => void;
}

/** Triage finds an emergency: one tap takes them by the agreement and calls whoever sends them. Nothing where it cannot. */
export function NeedsGreen({ referral, said, step, leave }: NeedsGreenProps) {
  const words = useWords(urgencyText);
  const speech = useSpeech();
  const [isSending, setIsSending] = useState(false);
  const [refusal, setRefusal] = useState<AskProblem>();
  const isTheirs = referral.can.some(
    ({ do: action, byPhone, as }) => action === "upgrade" && !byPhone && as === said.as,
  );
  if (!isTheirs || said.phone !== undefined) return null;

  async function send(): Promise<void> {
    const { urgency: _, ...asked } = said;
    setIsSending(true);
    const answer = await step(asked);
    setIsSending(false);
    if (answer.kind === "problem") return setRefusal(answer.problem);
    sayRecorded(words.greenSent);
    leave();
  }

  return (
    <div className={classes.phone}>
      <p className={classes.hint}>{words.needsGreenLead}</p>
      <Button className={classes.main} disabled={isSending} data-needs-green="" onClick={() => void send()}>
        ! {words.needsGreen}
      </Button>
      {refusal !== undefined && (
        <p className={classes.refusal} role="alert">
          {problemText(refusal, speech)}
        </p>
      )}
    </div>
  );
}
