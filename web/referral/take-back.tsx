import { useState } from "react";
import type { ReferralDetailView } from "../../contracts/http/referrals.ts";
import { sayRecorded } from "../parts/announcements.ts";
import { Button } from "../parts/button.tsx";
import { AreaField } from "../parts/form/field.tsx";
import { FormFrame } from "../parts/form/form.tsx";
import { useForm } from "../parts/form/use-form.ts";
import { useNow } from "../parts/use-clock.ts";
import { useSpeech, useWords } from "../words/language.tsx";
import { whenIs } from "../words/time-words.ts";
import { referralWords } from "./referral-words.ts";
import classes from "./step-panel.module.css";
import type { KnownReferral } from "./use-referral.ts";

interface TakeBackProps {
  readonly referral: ReferralDetailView;
  readonly step: KnownReferral["step"];
}

/** The way back from a wrong tap, as long as there is one: asked once more, and with a reason where a colleague did it. */
export function TakeBack({ referral, step }: TakeBackProps) {
  const words = useWords(referralWords);
  const { say, language } = useSpeech();
  const now = useNow();
  const [isAsked, setIsAsked] = useState(false);
  const { takeBack } = referral;
  const until = takeBack === undefined ? 0 : Date.parse(takeBack.until);
  if (takeBack === undefined || until < now) return null;
  const label = words.takeBack(say(takeBack.title));
  return (
    <div className={classes.phone} data-take-back={takeBack.what}>
      <p className={classes.hint}>{words.takeBackUntil(whenIs(until, now, language))}</p>
      <Button look="quiet" aria-expanded={isAsked} onClick={() => setIsAsked(!isAsked)}>
        {label}
      </Button>
      {isAsked && (
        <TakeBackForm
          key={referral.version}
          needsReason={takeBack.needsReason}
          label={label}
          step={step}
          leave={() => setIsAsked(false)}
        />
      )}
    </div>
  );
}

interface TakeBackFormProps extends Pick<TakeBackProps, "step"> {
  readonly needsReason: boolean;
  readonly label: string;
  readonly leave: () => void;
}

function TakeBackForm({ needsReason, label, step, leave }: TakeBackFormProps) {
  const words = useWords(referralWords);
  const form = useForm<{ readonly reason: string }, ReferralDetailView>({
    initial: { reason: "" },
    check: ({ reason }) => (needsReason && reason.trim() === "" ? { "/reason": referralWords.zh.whyMissing } : {}),
    send: ({ reason }) => step({ do: "take-back", ...(reason.trim() !== "" && { reason: reason.trim() }) }),
    done: () => {
      sayRecorded(words.takenBack);
      leave();
    },
  });
  return (
    <FormFrame form={form} label={label} submit={words.confirm(label)} cancel={leave}>
      <AreaField form={form} name="reason" label={words.why} rows={2} isWide isOptional={!needsReason} />
    </FormFrame>
  );
}
