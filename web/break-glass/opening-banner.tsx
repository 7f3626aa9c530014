import { useState } from "react";
import { Link } from "wouter";
import { openingOutcome } from "../../contracts/http/openings.ts";
import { type AskProblem, ask } from "../data/api.ts";
import { sayRecorded } from "../parts/announcements.ts";
import { Button } from "../parts/button.tsx";
import { ConfirmedButton, FormFrame } from "../parts/form/form.tsx";
import { useForm } from "../parts/form/use-form.ts";
import { ProblemNotice } from "../parts/notice.tsx";
import { useNow } from "../parts/use-clock.ts";
import { useSpeech, useWords } from "../words/language.tsx";
import { remaining } from "../words/time-words.ts";
import classes from "./break-glass.module.css";
import { openingWords } from "./opening-words.ts";
import { noReason, ReasonFields, reasonFaults, reasonOf, reasonPointers } from "./reason-fields.tsx";
import type { OwnOpening } from "./use-own-openings.ts";

interface OpeningBannerProps {
  readonly opening: OwnOpening;
  readonly changed: () => void;
}

/** Over a record that was opened in an emergency: how long it stays so, and how that ends. */
export function OpeningBanner({ opening, changed }: OpeningBannerProps) {
  const words = useWords(openingWords);
  const { language } = useSpeech();
  const now = useNow();
  const [isRenewing, setIsRenewing] = useState(false);
  const [problem, setProblem] = useState<AskProblem>();
  const path = `/api/me/openings/${encodeURIComponent(opening.id)}`;

  async function end(): Promise<void> {
    const answer = await ask(path, openingOutcome, { do: "end" });
    if (answer.kind === "answer") sayRecorded(words.ended);
    setProblem(answer.kind === "answer" ? undefined : answer.problem);
    changed();
  }

  const leftMs = Math.max(0, Date.parse(opening.until) - now);
  return (
    <section className={classes.banner} data-opening={opening.id}>
      <div className={classes.bannerHead}>
        <strong className={classes.left}>▲ {words.banner(remaining(leftMs, language))}</strong>
        <div className={classes.actions}>
          {!isRenewing && <Button onClick={() => setIsRenewing(true)}>{words.renew}</Button>}
          <ConfirmedButton label={words.end} question={words.endQuestion} act={() => void end()} />
        </div>
      </div>
      <p>{words.bannerText}</p>
      {problem !== undefined && <ProblemNotice problem={problem} again={() => void end()} />}
      {isRenewing && (
        <RenewForm
          path={path}
          leave={() => setIsRenewing(false)}
          renewed={() => {
            setIsRenewing(false);
            changed();
          }}
        />
      )}
    </section>
  );
}

interface RenewFormProps {
  readonly path: string;
  readonly leave: () => void;
  readonly renewed: () => void;
}

function RenewForm({ path, leave, renewed }: RenewFormProps) {
  const words = useWords(openingWords);
  const form = useForm({
    initial: noReason,
    pointers: reasonPointers,
    check: reasonFaults,
    send: (draft) => ask(path, openingOutcome, { do: "renew", ...reasonOf(draft) }),
    done: () => {
      sayRecorded(words.renewed);
      renewed();
    },
  });
  return (
    <FormFrame form={form} label={words.renew} submit={words.renew} cancel={leave}>
      <ReasonFields form={form} />
    </FormFrame>
  );
}

/** In the place of a record whose time is over: nothing of it stays in sight. */
export function OpeningOver() {
  const words = useWords(openingWords);
  return (
    <section className={classes.banner} data-opening-over="">
      <strong className={classes.left}>{words.over}</strong>
      <p>{words.overText}</p>
      <Link className={classes.toCase} href="/referrals">
        {words.toReferrals}
      </Link>
    </section>
  );
}
