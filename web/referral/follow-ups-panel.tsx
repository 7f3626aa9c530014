import { useState } from "react";
import type { ReferralDetailView } from "../../contracts/http/referrals.ts";
import type { AskProblem } from "../data/api.ts";
import { sayRecorded } from "../parts/announcements.ts";
import { Button } from "../parts/button.tsx";
import { Check, Field } from "../parts/form/field.tsx";
import formClasses from "../parts/form/form.module.css";
import { problemText } from "../parts/notice.tsx";
import { useNow } from "../parts/use-clock.ts";
import { useSpeech, useWords } from "../words/language.tsx";
import { dateOf, whenIs } from "../words/time-words.ts";
import classes from "./case-clocks.module.css";
import { deskWords } from "./desk-words.ts";
import { referralWords } from "./referral-words.ts";
import { tickedByPhone } from "./ticked-by-phone.ts";
import type { KnownReferral } from "./use-referral.ts";

type Item = NonNullable<ReferralDetailView["followUps"]>[number];

interface FollowUpsProps {
  readonly referral: ReferralDetailView;
  readonly step: KnownReferral["step"];
}

/**
 * What the hospital asks for after the return, the first due first: each is ticked by itself, or said not to be needed, also by
 * the other house, in the name of the one that said so on the telephone.
 */
export function FollowUps({ referral, step }: FollowUpsProps) {
  const own = useWords(deskWords);
  const words = useWords(referralWords);
  const { language } = useSpeech();
  const now = useNow();
  const [chosen, setChosen] = useState<string>();
  const { followUps = [] } = referral;
  if (followUps.length === 0) return null;
  const mayTick = referral.can.filter(({ do: action }) => action === "follow-up");
  const possible = mayTick.find(({ byPhone }) => !byPhone) ?? mayTick[0];
  const whoSaid = (item: Item, { at, by }: NonNullable<Item["done"]>) => {
    const spokenWith = tickedByPhone(referral.steps, item, at);
    return spokenWith === undefined ? by.name : own.byPhone(spokenWith, by.name);
  };
  const inOrder = followUps.toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : 1));
  return (
    <section className={classes.panel} aria-labelledby="follow-ups">
      <h2 className={classes.heading} id="follow-ups">
        {own.followUps(followUps.filter(({ done }) => done !== undefined).length, followUps.length)}
      </h2>
      {possible?.byPhone === true && <p>☎ {words.byPhoneLead}</p>}
      <ul className={classes.checklist}>
        {inOrder.map((item) => {
          const due = Date.parse(`${item.dueOn}T00:00:00+08:00`);
          const what = `${dateOf(due, language)} ${item.what}`;
          const isLate = item.done === undefined && now >= due + 86_400_000;
          return (
            <li key={item.id} data-follow-up={item.done === undefined ? "open" : "done"}>
              {item.done !== undefined ? (
                <span className={classes.done}>
                  ☑ {what} · {own.doneBy(whenIs(Date.parse(item.done.at), now, language), whoSaid(item, item.done))}
                  {item.done.isNotNeeded === true && ` · ${own.notNeeded}`}
                  {item.done.reason !== undefined && ` · ${item.done.reason}`}
                </span>
              ) : possible === undefined ? (
                <span className={classes.done}>☐ {what}</span>
              ) : (
                <Button
                  className={classes.tap}
                  aria-expanded={chosen === item.id}
                  onClick={() => setChosen(chosen === item.id ? undefined : item.id)}
                >
                  ☐ {what} {isLate && <strong>▲ {words.lateBy(own.days(Math.floor((now - due) / 86_400_000)))}</strong>}
                </Button>
              )}
              {possible !== undefined && chosen === item.id && item.done === undefined && (
                <TickForm
                  item={item}
                  possible={possible}
                  spokenWith={(referral.return ?? referral.origin).name}
                  step={step}
                  leave={() => setChosen(undefined)}
                />
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

interface TickFormProps {
  readonly item: Item;
  readonly possible: ReferralDetailView["can"][number];
  /** The house that takes them back, where another one writes down what it said. */
  readonly spokenWith: string;
  readonly step: KnownReferral["step"];
  readonly leave: () => void;
}

/** How it was; or why it need not be done, which has to be said. */
function TickForm({ item, possible: { as, byPhone }, spokenWith, step, leave }: TickFormProps) {
  const own = useWords(deskWords);
  const words = useWords(referralWords);
  const speech = useSpeech();
  const [said, setSaid] = useState("");
  const [phoneWith, setPhoneWith] = useState(byPhone ? spokenWith : "");
  const [isNotNeeded, setIsNotNeeded] = useState(false);
  const [isSending, setIsSending] = useState(false);
  const [refusal, setRefusal] = useState<AskProblem>();
  const isMissing = (isNotNeeded && said.trim() === "") || (byPhone && phoneWith.trim() === "");

  async function send(): Promise<void> {
    setIsSending(true);
    const reason = said.trim();
    const answer = await step({
      do: "follow-up",
      as,
      followUp: item.id,
      ...(byPhone && { phone: { with: phoneWith.trim() } }),
      ...(isNotNeeded && { isNotNeeded: true }),
      ...(reason !== "" && { reason }),
    });
    setIsSending(false);
    if (answer.kind === "problem") return setRefusal(answer.problem);
    sayRecorded(words.recorded(item.what));
    leave();
  }

  return (
    <div data-tick-form={item.id}>
      {byPhone && (
        <Field label={words.phoneWith}>
          {(ties) => (
            <input
              {...ties}
              className={formClasses.control}
              maxLength={80}
              value={phoneWith}
              onChange={(event) => setPhoneWith(event.currentTarget.value)}
            />
          )}
        </Field>
      )}
      <Field label={isNotNeeded ? own.whyNotNeeded : words.followUpHow} isOptional={!isNotNeeded}>
        {(ties) => (
          <input
            {...ties}
            className={formClasses.control}
            maxLength={500}
            value={said}
            onChange={(event) => setSaid(event.currentTarget.value)}
          />
        )}
      </Field>
      <Check label={own.notNeeded} checked={isNotNeeded} change={setIsNotNeeded} />
      {refusal !== undefined && <p role="alert">{problemText(refusal, speech)}</p>}
      <div className={classes.points}>
        <Button look="quiet" onClick={leave}>
          {speech.words.cancel}
        </Button>
        <Button look="primary" disabled={isSending || isMissing} onClick={() => void send()}>
          {words.confirm(isNotNeeded ? own.notNeeded : own.followedUp)}
        </Button>
      </div>
    </div>
  );
}
