import { useState } from "react";
import { Link } from "wouter";
import { type OpeningView, openingList, openingView } from "../../contracts/http/openings.ts";
import { ask } from "../data/api.ts";
import { mayOf, useMe } from "../data/me.ts";
import { useAnswer } from "../data/use-answer.ts";
import { sayRecorded } from "../parts/announcements.ts";
import { Button } from "../parts/button.tsx";
import { AreaField, SelectField } from "../parts/form/field.tsx";
import { FormFrame } from "../parts/form/form.tsx";
import { useForm } from "../parts/form/use-form.ts";
import { ProblemNotice } from "../parts/notice.tsx";
import { useNow } from "../parts/use-clock.ts";
import { useSpeech, useWords } from "../words/language.tsx";
import { whenIs } from "../words/time-words.ts";
import classes from "./break-glass.module.css";
import { openingWords } from "./opening-words.ts";

interface OpeningCardProps {
  readonly opening: OpeningView;
  readonly isOwn: boolean;
  readonly changed: () => void;
}

/** One opening: who, from where, why, when, what was looked at, and what was found afterwards. */
export function OpeningCard({ opening, isOwn, changed }: OpeningCardProps) {
  const words = useWords(openingWords);
  const { language } = useSpeech();
  const me = useMe();
  const now = useNow();
  const at = (time: string) => whenIs(Date.parse(time), now, language);
  const { id, resident, facility, person, role, house, way, referralId, state, review, isLate, reviewBy } = opening;
  const last = opening.steps.findLast(({ reason }) => reason !== undefined)?.reason;
  return (
    <li className={classes.card} data-opening-card={id}>
      <div className={classes.cardHead}>
        <strong className={classes.who}>{words.who2(person.name, words.roles[role] ?? role, house.name)}</strong>
        <strong className={isLate || state === "not-justified" ? classes.late : undefined}>
          {isLate ? words.late : words.states[state]}
        </strong>
      </div>
      <p className={classes.facts}>
        <span>
          {mayOf(me, "resident.read", facility.id) ? (
            <Link href={`/residents/${encodeURIComponent(resident.id)}`}>{resident.name}</Link>
          ) : (
            resident.name
          )}
          {resident.bed !== undefined && ` · ${resident.bed}`} · {facility.name}
        </span>
        <span>{words.period(at(opening.openedAt), at(opening.overSince ?? opening.until))}</span>
        <span>{words.ways[way]}</span>
        {referralId !== undefined && mayOf(me, "referral.read", facility.id) && (
          <Link href={`/referrals/${encodeURIComponent(referralId)}`}>{words.toCase}</Link>
        )}
      </p>
      {last !== undefined && (
        <p className={classes.words}>
          <strong>{words.reasons[last.kind]}</strong> · {last.words}
        </p>
      )}
      {review === undefined && state !== "open" && <p className={classes.quiet}>{words.reviewBy(at(reviewBy))}</p>}
      <details>
        <summary>{words.history}</summary>
        <ol className={classes.steps}>
          {opening.steps.map((step) => (
            <li key={`${step.at} ${step.what}`}>
              {at(step.at)} · {words.steps[step.what]}
              {step.why === "rights-ended" && words.rightsEnded}
              {step.reason !== undefined && ` · ${words.reasons[step.reason.kind]} · ${step.reason.words}`}
            </li>
          ))}
        </ol>
      </details>
      <Reads openingId={id} />
      {review !== undefined && (
        <p className={classes.words}>
          <strong>{words.verdicts[review.verdict]}</strong> · {review.words}
          {review.consequence !== undefined && ` · ${words.consequence}：${review.consequence}`}{" "}
          <span className={classes.quiet}>{words.reviewText(review.by.name, at(review.at))}</span>
        </p>
      )}
      {review === undefined && isOwn && <p>{words.own}</p>}
      {review === undefined && state === "open" && <p className={classes.quiet}>{words.stillOpen}</p>}
      {opening.mayReview && <ReviewForm opening={opening} changed={changed} />}
    </li>
  );
}

function Reads({ openingId }: { readonly openingId: string }) {
  const words = useWords(openingWords);
  const { language } = useSpeech();
  const now = useNow();
  const [isShown, setIsShown] = useState(false);
  const path = `/api/openings?openingId=${encodeURIComponent(openingId)}`;
  const { value, problem, again } = useAnswer(path, isShown ? () => path : undefined, openingList);
  if (!isShown) {
    return (
      <Button look="quiet" className={classes.open} onClick={() => setIsShown(true)}>
        {words.showReads}
      </Button>
    );
  }
  if (problem !== undefined) return <ProblemNotice problem={problem} again={again} />;
  if (value === undefined) return <p>…</p>;
  const reads = value.reads ?? [];
  return (
    <section aria-label={words.reads}>
      <h3>{words.reads}</h3>
      {reads.length === 0 && <p>{words.noReads}</p>}
      <ul className={classes.steps}>
        {reads.map(({ at, what }) => (
          <li key={`${at} ${what}`}>
            {whenIs(Date.parse(at), now, language)} · {words.read[what] ?? what}
          </li>
        ))}
      </ul>
    </section>
  );
}

function ReviewForm({ opening, changed }: Pick<OpeningCardProps, "opening" | "changed">) {
  const words = useWords(openingWords);
  const { id: openingId, facility } = opening;
  const form = useForm({
    initial: { verdict: "", words: "", consequence: "" },
    check: ({ verdict, words: said, consequence }) => ({
      ...(verdict === "" && { "/verdict": openingWords.zh.verdictMissing }),
      ...(said.trim().length < 2 && { "/words": openingWords.zh.missing }),
      ...(verdict === "not-justified" && consequence.trim().length < 2 && { "/consequence": openingWords.zh.missing }),
    }),
    send: ({ verdict, words: said, consequence }) =>
      ask(`/api/facilities/${encodeURIComponent(facility.id)}/opening-reviews`, openingView, {
        openingId,
        verdict,
        words: said,
        ...(verdict === "not-justified" && { consequence }),
      }),
    done: () => {
      sayRecorded(words.reviewed);
      changed();
    },
  });
  const choices = Object.entries(words.verdicts).map(([value, label]) => ({ value, label }));
  return (
    <FormFrame form={form} label={words.verdict} submit={words.review}>
      <SelectField form={form} name="verdict" label={words.verdict} empty="—" choices={choices} />
      <AreaField form={form} name="words" label={words.found} rows={2} isWide />
      {form.values.verdict === "not-justified" && (
        <AreaField form={form} name="consequence" label={words.consequence} rows={2} isWide />
      )}
    </FormFrame>
  );
}
