import { useState } from "react";
import type { ReferralView } from "../../contracts/http/referrals.ts";
import type { AskProblem } from "../data/api.ts";
import { mayOf, useMe } from "../data/me.ts";
import { Button } from "../parts/button.tsx";
import { problemText } from "../parts/notice.tsx";
import { useSpeech, useWords } from "../words/language.tsx";
import classes from "./case-clocks.module.css";
import { deskWords } from "./desk-words.ts";
import { referralWords } from "./referral-words.ts";
import type { KnownReferral } from "./use-referral.ts";

/** The centres of a hospital that prepare for whom they expect. */
export const centres = ["chest-pain", "stroke", "trauma", "maternal", "child"] as const;

interface CentreChoiceProps {
  readonly referral: Pick<ReferralView, "centre" | "destination" | "direction" | "state" | "closedAt">;
  readonly step: KnownReferral["step"];
}

const beforeTreatment: readonly ReferralView["state"][] = [
  "accepted",
  "transport-arranged",
  "en-route",
  "onward-accepted",
  "onward-en-route",
  "arrived",
];

/**
 * Before a centre is named there is nothing to make ready and no clock: one tap names it. It can be changed as long as the
 * case goes on, which is asked for first; the former one and all that was recorded stay.
 */
export function CentreChoice({ referral, step }: CentreChoiceProps) {
  const speech = useSpeech();
  const words = useWords(referralWords);
  const own = useWords(deskWords);
  const me = useMe();
  const [isChanging, setIsChanging] = useState(false);
  const [isSending, setIsSending] = useState(false);
  const [refusal, setRefusal] = useState<AskProblem>();
  const { centre: now, destination, direction, state, closedAt } = referral;
  const isTheirs = mayOf(me, "referral.record", destination.id);
  const isNamed = now !== undefined;
  if (direction !== "up" || closedAt !== undefined || !isTheirs) return null;
  if (!isNamed && !beforeTreatment.includes(state)) return null;

  async function choose(centre: (typeof centres)[number] | null): Promise<void> {
    const reason = own.centreNow(centre === null ? own.noneOfThem : words.centres[centre]);
    setIsSending(true);
    const answer = await step({ do: "note", as: destination.id, reason, centre });
    setIsSending(false);
    setRefusal(answer.kind === "problem" ? answer.problem : undefined);
    if (answer.kind === "answer") setIsChanging(false);
  }

  if (isNamed && !isChanging)
    return (
      <Button className={classes.change} data-change-centre="" onClick={() => setIsChanging(true)}>
        {own.changeCentre}
      </Button>
    );
  return (
    <section className={classes.panel} aria-labelledby="centre">
      <h2 className={classes.heading} id="centre">
        {isNamed ? own.changeCentre : words.setCentre}
      </h2>
      {isNamed && <p>{own.changeCentreLead}</p>}
      <div className={classes.points}>
        {centres
          .filter((centre) => centre !== now)
          .map((centre) => (
            <Button
              key={centre}
              className={classes.tap}
              disabled={isSending}
              data-centre-choice={centre}
              onClick={() => void choose(centre)}
            >
              {words.centres[centre]}
            </Button>
          ))}
        {isNamed && (
          <Button className={classes.tap} disabled={isSending} onClick={() => void choose(null)}>
            {own.noneOfThem}
          </Button>
        )}
      </div>
      {isNamed && (
        <Button look="quiet" onClick={() => setIsChanging(false)}>
          {speech.words.cancel}
        </Button>
      )}
      {refusal !== undefined && <p role="alert">{problemText(refusal, speech)}</p>}
    </section>
  );
}
