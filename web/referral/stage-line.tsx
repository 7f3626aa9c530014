import type { ReferralDetailView, ReferralView } from "../../contracts/http/referrals.ts";
import { referralStateTitle } from "../../contracts/referral-words.ts";
import { useNow } from "../parts/use-clock.ts";
import { useSpeech, useWords } from "../words/language.tsx";
import { absolute, lasting, remaining, span, whenIs } from "../words/time-words.ts";
import { deskWords } from "./desk-words.ts";
import { partyOf } from "./parties.ts";
import { referralWords } from "./referral-words.ts";
import classes from "./stage-line.module.css";

type State = ReferralView["state"];

const wayUp: readonly State[] = ["requested", "accepted", "transport-arranged", "en-route", "arrived", "admitted"];
const wayDown: readonly State[] = ["ready-for-down", "down-accepted", "returning", "follow-up-due", "closed"];
const ends: readonly State[] = ["closed", "cancelled", "died", "elsewhere"];

/** What is still ahead on the usual way; nothing once it has ended. */
export function stagesAhead({ state, direction }: Pick<ReferralView, "state" | "direction">): readonly State[] {
  if (ends.includes(state)) return [];
  const way = direction === "up" ? [...wayUp, ...wayDown] : wayDown;
  const place: Partial<Record<State, State>> = {
    triaged: "requested",
    declined: "requested",
    treated: "down-accepted",
    "onward-requested": "en-route",
    "onward-declined": "en-route",
    "onward-accepted": "en-route",
    "onward-en-route": "en-route",
    away: "returning",
  };
  return way.slice(way.indexOf(place[state] ?? state) + 1);
}

/** Where the case stands, large; under it the way that it has come and what is ahead. */
export function StageLine({ referral }: { readonly referral: ReferralDetailView }) {
  const words = useWords(referralWords);
  const { say } = useSpeech();
  const ahead = stagesAhead(referral);
  return (
    <section className={classes.line} aria-labelledby="stages">
      <h2 className="said" id="stages">
        {words.stages}
      </h2>
      <Present referral={referral} />
      <ol className={classes.stages}>
        {referral.stages.map((stage, at) => {
          const isLast = at === referral.stages.length - 1;
          return (
            <li
              key={`${stage.state} ${stage.at}`}
              className={`${classes.stage} ${isLast ? classes.present : classes.past} ${stage.isLate ? classes.late : ""}`}
              data-stage={stage.state}
              aria-current={isLast ? "step" : undefined}
            >
              <span className={classes.name}>{say(referralStateTitle(stage.state, stage.mode ?? referral.mode))}</span>
              <StageClock stage={stage} isOpen={isLast && referral.closedAt === undefined} />
            </li>
          );
        })}
        {ahead.map((state) => (
          <li key={state} className={`${classes.stage} ${classes.ahead}`}>
            <span className={classes.name}>{say(referralStateTitle(state, referral.mode))}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

interface StageClockProps {
  readonly stage: ReferralDetailView["stages"][number];
  readonly isOpen: boolean;
}

function StageClock({ stage, isOpen }: StageClockProps) {
  const words = useWords(referralWords);
  const { language } = useSpeech();
  const now = useNow();
  const from = Date.parse(stage.at);
  const left = stage.leftAt === undefined ? undefined : Date.parse(stage.leftAt);
  const until = left ?? (isOpen ? now : undefined);
  const due = stage.dueAt === undefined ? undefined : Date.parse(stage.dueAt);
  const lateMs = due === undefined || until === undefined ? 0 : until - due;
  return (
    <span className={classes.clock}>
      <time dateTime={stage.at} title={absolute(from)}>
        {whenIs(from, now, language)}
      </time>
      {until !== undefined && ` · ${span(until - from, language)}`}
      {lateMs > 0 && <strong> {words.lateBy(span(lateMs, language))}</strong>}
    </span>
  );
}

const toLeave: readonly ReferralView["state"][] = ["accepted", "transport-arranged", "onward-accepted"];
const onTheWay: readonly ReferralView["state"][] = ["en-route", "onward-en-route"];

/** The stage now: since when, until when, whose part it is, and by how much they are late. */
export function Present({ referral }: { readonly referral: ReferralView }) {
  const words = useWords(referralWords);
  const { say, language } = useSpeech();
  const now = useNow();
  const due = referral.dueAt === undefined ? undefined : Date.parse(referral.dueAt);
  const isLate = referral.closedAt === undefined && due !== undefined && now > due;
  const own = useWords(deskWords);
  const dueWord = toLeave.includes(referral.state)
    ? own.dueToLeave
    : onTheWay.includes(referral.state)
      ? own.dueToArrive
      : words.due;
  return (
    <div className={`${classes.now} ${isLate ? classes.nowLate : ""}`} data-state={referral.state}>
      <p className={classes.state}>{say(referral.stateTitle)}</p>
      {referral.closedAt === undefined && (
        <>
          <p className={classes.since}>
            {words.since} {lasting(now - Date.parse(referral.since), language)}
          </p>
          <p>
            {due === undefined ? (
              words.noDeadline
            ) : isLate ? (
              <strong>
                ▲ {words.lateBy(span(now - due, language))} · {dueWord(whenIs(due, now, language))}
              </strong>
            ) : (
              `${dueWord(whenIs(due, now, language))} · ${words.leftTime(remaining(due - now, language))}`
            )}
          </p>
          {referral.waitsFor !== undefined && (
            <p>
              {onTheWay.includes(referral.state)
                ? own.onTheWay(partyOf(referral, referral.waitsFor).name, referral.destination.name)
                : words.waitsFor(words.parties[referral.waitsFor], partyOf(referral, referral.waitsFor).name)}
            </p>
          )}
        </>
      )}
      {referral.endReason !== undefined && <p>{referral.endReason}</p>}
    </div>
  );
}
