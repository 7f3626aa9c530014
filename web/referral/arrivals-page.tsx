import type { ReactNode } from "react";
import { type ArrivalsView, arrivals, referralDetail } from "../../contracts/http/referrals.ts";
import { ask } from "../data/api.ts";
import { clock } from "../data/clock.ts";
import { FacilityChoice, useFacilityFor } from "../office/facility-choice.tsx";
import { OfficePage, Panel } from "../office/office-page.tsx";
import { isRaised, news2Text, raisedText } from "../parts/news2-chip.tsx";
import { ProblemNotice } from "../parts/notice.tsx";
import { PanelSkeleton } from "../parts/skeleton.tsx";
import { useNow } from "../parts/use-clock.ts";
import { useSpeech, useWords } from "../words/language.tsx";
import { absolute, remaining, span, whenIs } from "../words/time-words.ts";
import { CaseClocks } from "./case-clocks.tsx";
import { CentreChoice } from "./centre-choice.tsx";
import { deskWords } from "./desk-words.ts";
import classes from "./referral-row.module.css";
import { ReferralRow } from "./referral-row.tsx";
import { useReferralSections } from "./referral-sections.ts";
import { referralWords } from "./referral-words.ts";
import { useFresh } from "./use-fresh.ts";

/** Missing parts of a score are named in so many words, then counted. */
const namedAtMost = 2;

type Arrival = ArrivalsView["expected"][number];

/** The board of a receiving desk: who asks, who comes and when with what is to be ready, who is here, who goes back. */
export function ArrivalsPage() {
  const words = useWords(referralWords);
  const sections = useReferralSections();
  const facilityId = useFacilityFor("referral.read");
  return (
    <OfficePage
      title={words.board}
      lead={words.boardLead}
      sections={sections}
      aside={<FacilityChoice needs="referral.read" />}
    >
      {facilityId === undefined ? <PanelSkeleton height={420} /> : <Board key={facilityId} facilityId={facilityId} />}
    </OfficePage>
  );
}

function Board({ facilityId }: { readonly facilityId: string }) {
  const words = useWords(referralWords);
  const asked = useFresh(`/api/facilities/${encodeURIComponent(facilityId)}/arrivals`, arrivals);
  const board = asked.value;
  if (board === undefined)
    return asked.problem === undefined ? (
      <PanelSkeleton height={420} />
    ) : (
      <ProblemNotice problem={asked.problem} again={asked.again} />
    );
  return (
    <>
      {asked.problem !== undefined && <ProblemNotice problem={asked.problem} again={asked.again} />}
      <div className={classes.boards}>
        <div className={classes.boards} style={{ gridTemplateColumns: "minmax(0, 1fr)" }}>
          <Group heading={words.expectedHere} count={board.expected.length}>
            {board.expected.map((one) => (
              <ArrivalRow key={one.id} arrival={one} again={asked.again}>
                <TimeToArrival arrival={one} />
              </ArrivalRow>
            ))}
          </Group>
          <Group heading={words.here} count={board.here.length}>
            {board.here.map((one) => (
              <ArrivalRow key={one.id} arrival={one} again={asked.again} />
            ))}
          </Group>
        </div>
        <div className={`${classes.boards} ${classes.narrow}`} style={{ gridTemplateColumns: "minmax(0, 1fr)" }}>
          <Group heading={words.requests} count={board.requests.length}>
            {board.requests.map((one) => (
              <ReferralRow key={one.id} referral={one} />
            ))}
          </Group>
          <Group heading={words.fitForDown} count={board.fitForDown.length}>
            {board.fitForDown.map((one) => (
              <ReferralRow key={one.id} referral={one}>
                <span className={classes.coming}>{words.fitSince(one.fitForDays)}</span>
              </ReferralRow>
            ))}
          </Group>
          <Group heading={words.comingBack} count={board.comingBack.length}>
            {board.comingBack.map((one) => (
              <ReferralRow key={one.id} referral={one} />
            ))}
          </Group>
        </div>
      </div>
    </>
  );
}

interface GroupProps {
  readonly heading: string;
  readonly count: number;
  readonly children: ReactNode;
}

function Group({ heading, count, children }: GroupProps) {
  const words = useWords(referralWords);
  return (
    <Panel
      heading={
        <>
          {heading} <span className={classes.count}>{count}</span>
        </>
      }
    >
      {count === 0 ? <p className={classes.none}>{words.none}</p> : <ul className={classes.list}>{children}</ul>}
    </Panel>
  );
}

interface ArrivalRowProps {
  readonly arrival: Arrival;
  readonly again: () => void;
  readonly children?: ReactNode;
}

/** Somebody who comes or is here, with what is to be ready and the clocks of their centre. */
function ArrivalRow({ arrival, again, children }: ArrivalRowProps) {
  const words = useWords(referralWords);
  const { say, words: general } = useSpeech();
  const path = `/api/referrals/${encodeURIComponent(arrival.id)}`;
  async function change(where: "time-points" | "steps", body: object) {
    const answer = await ask(`${path}/${where}`, referralDetail, body);
    again();
    return answer;
  }
  return (
    <ReferralRow
      referral={arrival}
      person={arrival.person !== undefined && <Person person={arrival.person} />}
      below={
        arrival.centre !== undefined && (
          <div className={classes.below}>
            <CaseClocks
              referral={arrival}
              record={(code, said) =>
                change("time-points", { code, ...said, clientAt: new Date(clock.now()).toISOString() })
              }
            />
            <CentreChoice
              referral={arrival}
              step={(said) => change("steps", { ...said, clientAt: new Date(clock.now()).toISOString() })}
            />
          </div>
        )
      }
    >
      {arrival.reason === undefined && arrival.alert !== undefined && (
        <span>
          {words.reason}
          {general.colon}
          {say(arrival.alert)}
        </span>
      )}
      {arrival.news2 !== undefined && <Score news2={arrival.news2} />}
      {children}
    </ReferralRow>
  );
}

function Person({ person: { sex, age } }: { readonly person: NonNullable<Arrival["person"]> }) {
  const { words } = useSpeech();
  return (
    <span>
      {words.sexes[sex]} {words.age(age)}
    </span>
  );
}

/** The score of the hand-over with the time at which it was made: what has been since, the houses tell each other. */
function Score({ news2 }: { readonly news2: NonNullable<Arrival["news2"]> }) {
  const { words, language } = useSpeech();
  const own = useWords(deskWords);
  const now = useNow();
  if (Object.keys(news2.parts).length === 0 && news2.status === "partial") return <span>{own.noScore}</span>;
  const text = isRaised(news2) ? raisedText(news2, words) : `${words.news2} ${news2Text(news2, words, namedAtMost)}`;
  return (
    <span data-news2={news2.status}>
      {isRaised(news2) ? <strong>{text}</strong> : text}{" "}
      <time dateTime={news2.at} title={absolute(Date.parse(news2.at))}>
        {whenIs(Date.parse(news2.at), now, language)}
      </time>
    </span>
  );
}

/** Counts down to when somebody is expected, and says when that is over, and when it is only what the way usually takes. */
function TimeToArrival({ arrival: { arrivesAt, usualMinutes, state } }: { readonly arrival: Arrival }) {
  const words = useWords(referralWords);
  const own = useWords(deskWords);
  const { language } = useSpeech();
  const now = useNow();
  if (arrivesAt === undefined && state !== "en-route" && usualMinutes !== undefined)
    return <span className={classes.none}>{own.usualWay(words.minutes(usualMinutes))}</span>;
  if (arrivesAt === undefined)
    return <span className={classes.none}>{state === "en-route" ? words.arrivalUnknown : own.notLeft}</span>;
  const left = Date.parse(arrivesAt.at) - now;
  return (
    <span className={classes.coming} data-arrival={left >= 0 ? "ahead" : "overdue"}>
      {left >= 0 ? words.arrivesIn(remaining(left, language)) : `▲ ${words.arrivalOver(span(-left, language))}`}
      {arrivesAt.isUsual && <span className={classes.usual}> {own.byUsualWay}</span>}
    </span>
  );
}
