import { useEffect, useState } from "react";
import type { ReferralDetailView } from "../../contracts/http/referrals.ts";
import type { AskProblem } from "../data/api.ts";
import { sayRecorded } from "../parts/announcements.ts";
import { Button } from "../parts/button.tsx";
import { problemText } from "../parts/notice.tsx";
import { useNow } from "../parts/use-clock.ts";
import { useSpeech, useWords } from "../words/language.tsx";
import { deskWords } from "./desk-words.ts";
import { LetterToWrite } from "./letter-lacks.tsx";
import { referralWords } from "./referral-words.ts";
import { StepForm } from "./step-form.tsx";
import { fieldsOf, isPressing, offeredSteps, type PossibleStep } from "./step-order.ts";
import classes from "./step-panel.module.css";
import { TakeBack } from "./take-back.tsx";
import type { KnownReferral } from "./use-referral.ts";
import { WaitsForColleague } from "./waits-for-colleague.tsx";

interface StepPanelProps {
  readonly referral: ReferralDetailView;
  readonly step: KnownReferral["step"];
}

/** What whoever is here can do with the case now: one tap where nothing has to be said, else a form in its place. */
export function StepPanel({ referral, step }: StepPanelProps) {
  const speech = useSpeech();
  const words = useWords(referralWords);
  const own = useWords(deskWords);
  const [chosen, setChosen] = useState<PossibleStep>();
  const [isRecording, setIsRecording] = useState(false);
  const [refusal, setRefusal] = useState<AskProblem>();
  const isSettling = useSettling(referral.state);
  // Several follow-ups have a list of their own, where each is ticked.
  const isListed = (referral.followUps ?? []).filter(({ done }) => done === undefined).length > 1;
  const can = isListed ? referral.can.filter((possible) => possible.do !== "follow-up") : referral.can;
  const mayTick = can.length < referral.can.length;
  const { main, byPhone, others } = offeredSteps({ ...referral, can });
  const now = useNow();
  const pressing = main.slice(0, 1).filter((possible) => isPressing(possible, referral, now));
  const note = referral.can.find((possible) => possible.do === "note");
  const isStillPossible = referral.can.some((possible) => isSame(possible, chosen));

  async function choose(possible: PossibleStep): Promise<void> {
    setRefusal(undefined);
    const isOneTap = !possible.byPhone && fieldsOf(possible.do).length === 0 && !isGrave(possible);
    if (!isOneTap) return setChosen(isSame(possible, chosen) ? undefined : possible);
    setChosen(undefined);
    setIsRecording(true);
    const answer = await step({ do: possible.do, as: possible.as });
    setIsRecording(false);
    if (answer.kind === "answer") sayRecorded(words.recorded(words.actions[possible.do]));
    else setRefusal(answer.problem);
  }

  const buttons = (steps: readonly PossibleStep[], look: "primary" | "plain") =>
    steps.map((possible) => (
      <Button
        key={`${possible.do} ${possible.byPhone}`}
        look={look}
        className={look === "primary" ? classes.main : ""}
        data-do={possible.do}
        disabled={isRecording || (isSettling && main.includes(possible))}
        aria-expanded={isSame(possible, chosen) ? true : undefined}
        onClick={() => void choose(possible)}
      >
        {words.actions[possible.do]}
      </Button>
    ));
  const form = chosen !== undefined && isStillPossible && (
    <StepForm
      key={`${chosen.do} ${chosen.byPhone}`}
      referral={referral}
      possible={chosen}
      step={step}
      leave={() => setChosen(undefined)}
    />
  );
  const place =
    chosen === undefined
      ? undefined
      : [main, byPhone, others].find((steps) => steps.some((one) => isSame(one, chosen)));
  return (
    <section className={classes.panel} aria-labelledby="now">
      <h2 className={classes.heading} id="now">
        {words.doNow}
      </h2>
      {main.length === 0 && byPhone.length === 0 && !mayTick && <WaitsForColleague referral={referral} />}
      {mayTick && <p className={classes.nothing}>{own.tickBelow}</p>}
      {main.length > 0 && (
        <div className={classes.mains}>
          {buttons(pressing, "primary")}
          {buttons(main.slice(pressing.length), "plain")}
        </div>
      )}
      <LetterToWrite referral={referral} />
      {place === main && form}
      {refusal !== undefined && (
        <p className={classes.refusal} role="alert">
          {problemText(refusal, speech)}
        </p>
      )}
      {byPhone.length > 0 && (
        <div className={classes.phone}>
          <h3 className={classes.small}>{words.byPhoneHeading}</h3>
          <p className={classes.hint}>{words.byPhoneLead}</p>
          <div className={classes.row}>{buttons(byPhone, "plain")}</div>
          {place === byPhone && form}
        </div>
      )}
      <TakeBack referral={referral} step={step} />
      {(others.length > 0 || note !== undefined) && (
        <details className={classes.more}>
          <summary>{words.others}</summary>
          <div className={classes.row}>
            {buttons(
              others.filter((one) => !one.byPhone),
              "plain",
            )}
            {note !== undefined && buttons([note], "plain")}
          </div>
          {others.some((one) => one.byPhone) && (
            <>
              <h3 className={classes.small}>{words.byPhoneHeading}</h3>
              <div className={classes.row}>
                {buttons(
                  others.filter((one) => one.byPhone),
                  "plain",
                )}
              </div>
            </>
          )}
          {(place === others || chosen?.do === "note") && form}
        </details>
      )}
    </section>
  );
}

/** A second tap of the same thumb is no step of its own. */
const settlingMs = 1_000;

/** Whether the case has just come where it stands: what can be done next lies where the last button lay. */
function useSettling(state: string): boolean {
  const [settled, setSettled] = useState(state);
  useEffect(() => {
    if (state === settled) return undefined;
    const timer = setTimeout(() => setSettled(state), settlingMs);
    return () => clearTimeout(timer);
  }, [state, settled]);
  return state !== settled;
}

/** Ends the case, or cannot be taken back: never by one tap. */
function isGrave({ do: action }: PossibleStep): boolean {
  return (
    action === "upgrade" ||
    action === "died" ||
    action === "elsewhere" ||
    action === "arrive-elsewhere" ||
    action === "turn-back" ||
    action === "note"
  );
}

function isSame(one: PossibleStep, other: PossibleStep | undefined): boolean {
  return one.do === other?.do && one.byPhone === other.byPhone;
}
