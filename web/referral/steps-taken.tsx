import type { ReferralDetailView } from "../../contracts/http/referrals.ts";
import { pointTitles, urgencyWords } from "../../contracts/referral-words.ts";
import { useNow } from "../parts/use-clock.ts";
import { useSpeech, useWords } from "../words/language.tsx";
import { absolute, clockTime, dateOf, whenIs } from "../words/time-words.ts";
import { caseBedWords } from "./case-bed-words.ts";
import { deskWords } from "./desk-words.ts";
import { LetterLacks } from "./letter-lacks.tsx";
import classes from "./referral-page.module.css";
import { referralWords } from "./referral-words.ts";
import { urgencyText } from "./urgency-words.ts";

type Taken = ReferralDetailView["steps"][number];

/** A tap that came later than its way over the network takes. */
const isApart = (clientAt: string, at: string) => Math.abs(Date.parse(at) - Date.parse(clientAt)) > 60_000;

/** Every step with who took it, for which house, when, and what was said; the last first. */
export function StepsTaken({ referral }: { readonly referral: ReferralDetailView }) {
  const words = useWords(referralWords);
  const desk = useWords(deskWords);
  const own = useWords(urgencyText);
  const { say, language } = useSpeech();
  const now = useNow();
  const centreChange = ({ was, is }: NonNullable<Taken["centre"]>) =>
    `${desk.centreNow(is === undefined ? desk.noneOfThem : words.centres[is])}${was === undefined ? "" : `（${desk.centreWas(words.centres[was])}）`}`;
  const urgencySaid = ({ was, is }: NonNullable<Taken["urgency"]>) =>
    `${say(urgencyWords[is])}${was === undefined || was === is ? "" : `（${own.was(say(urgencyWords[was]))}）`}`;
  return (
    <section className={classes.panel} aria-labelledby="steps">
      <h2 className={classes.heading} id="steps">
        {words.steps}
      </h2>
      <ol className={classes.steps}>
        {referral.steps.toReversed().map((one) => (
          <li key={one.version} className={classes.step} data-step={one.what}>
            <time dateTime={one.at} title={absolute(Date.parse(one.at))}>
              {dateOf(Date.parse(one.at), language)} {clockTime(Date.parse(one.at))}
            </time>
            <div>
              <p>
                <strong>{say(one.title)}</strong>
                {one.takesBack !== undefined && `：${say(one.takesBack.title)}`}
                {one.point !== undefined && ` · ${say(pointTitles[one.point])}`}
                {one.pointAt !== undefined && ` ${whenIs(Date.parse(one.pointAt), now, language)}`}
                {one.by !== undefined && ` · ${one.by.name}`}
                {one.facility !== undefined && ` · ${words.forHouse(one.facility.name)}`}
                {one.followUp !== undefined && ` · ${one.followUp.what}`}
                {one.followUp?.isNotNeeded === true && `（${desk.notNeeded}）`}
                {one.isUndone === true && `（${desk.undone}）`}
                {one.centre !== undefined && ` · ${centreChange(one.centre)}`}
                {one.urgency !== undefined && ` · ${urgencySaid(one.urgency)}`}
                {one.offeredTo !== undefined && ` → ${one.offeredTo.name}`}
                {one.owner !== undefined && ` · ${words.responsible(one.owner)}`}
              </p>
              {one.phone !== undefined && (
                <p>
                  ☎ {words.phoneMark(one.phone.with)}
                  {one.phone.note !== undefined && `：${one.phone.note}`}
                </p>
              )}
              {one.clientAt !== undefined && isApart(one.clientAt, one.at) && (
                <p>{desk.tappedAt(whenIs(Date.parse(one.clientAt), now, language))}</p>
              )}
              {one.reason !== undefined && <p>{one.reason}</p>}
              {one.letterLacks !== undefined && (
                <p>
                  <LetterLacks lacks={one.letterLacks} />
                </p>
              )}
              {one.bedLost === true && <p>▲ {words.bedLost}</p>}
              {one.bed !== undefined && <BedOfStep bed={one.bed} />}
              {one.lateMinutes !== undefined && <p>▲ {words.lateBy(words.minutesOf(one.lateMinutes))}</p>}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** What became of a bed of the hospital. */
function BedOfStep({ bed }: { readonly bed: NonNullable<Taken["bed"]> }) {
  const words = useWords(caseBedWords);
  const { language } = useSpeech();
  const now = useNow();
  const { bedId, label = bedId, became, until } = bed;
  return (
    <p>
      {words.rows[became](label)}
      {until !== undefined && ` ${words.until(whenIs(Date.parse(until), now, language))}`}
    </p>
  );
}
