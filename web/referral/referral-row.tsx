import type { ReactNode } from "react";
import { Link } from "wouter";
import type { ReferralView } from "../../contracts/http/referrals.ts";
import { useNow } from "../parts/use-clock.ts";
import { useSpeech, useWords } from "../words/language.tsx";
import { absolute, lasting, remaining, span, whenIs } from "../words/time-words.ts";
import { BackTime } from "./back-time.tsx";
import { BedLine } from "./case-bed.tsx";
import { ClosedHouses } from "./closed-houses.tsx";
import { LetterLacks } from "./letter-lacks.tsx";
import { PapersDue, papersDueOf } from "./papers-due.tsx";
import { partyOf, wayUp } from "./parties.ts";
import classes from "./referral-row.module.css";
import { referralWords } from "./referral-words.ts";
import { Untaken } from "./untaken.tsx";
import { UrgencyMark } from "./urgency-mark.tsx";

interface ReferralRowProps {
  readonly referral: ReferralView;
  /** Beside the name: who that is. */
  readonly person?: ReactNode;
  /** What counts here besides where it stands, e.g. when somebody comes. */
  readonly children?: ReactNode;
  /** Below the row, outside its link. */
  readonly below?: ReactNode;
}

/** One case in a list: who, from where to where, how far it is, since when, whose part it is. */
export function ReferralRow({ referral, person, children, below }: ReferralRowProps) {
  const words = useWords(referralWords);
  const { say, language, words: general } = useSpeech();
  const now = useNow();
  const { id, mode, residentName, origin, destination, state, stateTitle, dueAt, closedAt } = referral;
  const due = dueAt === undefined ? undefined : Date.parse(dueAt);
  const isLate = closedAt === undefined && due !== undefined && now > due;
  const back = referral.return ?? origin;
  return (
    <li className={`${classes.row} ${isLate ? classes.late : ""}`} data-referral={id} data-state={state}>
      <Link className={classes.link} href={`/referrals/${encodeURIComponent(id)}`}>
        <span className={classes.who}>
          {mode === "green-channel" && <span className={classes.green}>{words.modes[mode]}</span>}
          <strong className={classes.name}>{residentName}</strong>
          {closedAt === undefined && <UrgencyMark referral={referral} />}
          {person}
        </span>
        <span className={classes.way}>
          {referral.direction === "up" ? wayUp(referral, words.fromTo) : words.fromTo(destination.name, back.name)}
        </span>
        <span>
          <strong>{say(stateTitle)}</strong>{" "}
          {closedAt === undefined ? (
            <time className={classes.clock} dateTime={referral.since} title={absolute(Date.parse(referral.since))}>
              {words.since} {lasting(now - Date.parse(referral.since), language)}
            </time>
          ) : (
            <time dateTime={closedAt}>{whenIs(Date.parse(closedAt), now, language)}</time>
          )}
        </span>
        <span className={classes.part}>
          {isLate && <strong className={classes.lateWord}>▲ {words.lateBy(span(now - (due ?? now), language))}</strong>}
          {!isLate && due !== undefined && words.leftTime(remaining(due - now, language))}
          {referral.waitsFor !== undefined && ` · ${partyOf(referral, referral.waitsFor).name}`}
          {referral.endReason}
        </span>
        {closedAt === undefined && referral.reason !== undefined && (
          <span>
            {words.reason}
            {general.colon}
            {referral.reason}
          </span>
        )}
        <BedLine referral={referral} />
        <BackTime referral={referral} />
        <Untaken referral={referral} />
        <PapersDue dueAt={papersDueOf(referral)} />
        <LetterLacks lacks={referral.letterLacks} />
        <ClosedHouses houses={referral.closedHouses} />
        {children}
      </Link>
      {closedAt === undefined && referral.contactPhone !== undefined && (
        <a className={classes.call} href={`tel:${referral.contactPhone}`}>
          {words.askBack(referral.contactPhone)}
        </a>
      )}
      {below}
    </li>
  );
}
