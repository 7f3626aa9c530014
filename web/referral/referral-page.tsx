import { Link } from "wouter";
import { consortium } from "../../contracts/http/consortium.ts";
import type { ReferralDetailView } from "../../contracts/http/referrals.ts";
import { OpenRecord } from "../break-glass/open-record.tsx";
import { mayOf, useMe } from "../data/me.ts";
import { useAnswer } from "../data/use-answer.ts";
import { ProblemNotice } from "../parts/notice.tsx";
import { usePageTitle } from "../parts/page-title.ts";
import { PanelSkeleton } from "../parts/skeleton.tsx";
import { useNow } from "../parts/use-clock.ts";
import { RequestVisitLink } from "../visit/request-link.tsx";
import { useSpeech, useWords } from "../words/language.tsx";
import { absolute, whenIs } from "../words/time-words.ts";
import { BackTime } from "./back-time.tsx";
import { BedLine, CaseBed } from "./case-bed.tsx";
import { CaseClocks } from "./case-clocks.tsx";
import { CentreChoice } from "./centre-choice.tsx";
import { ClosedHouses } from "./closed-houses.tsx";
import { FollowUps } from "./follow-ups-panel.tsx";
import { LetterLacks } from "./letter-lacks.tsx";
import { Papers } from "./papers.tsx";
import { PapersDue, papersDueOf } from "./papers-due.tsx";
import { isStillAsked, partyOf, wayUp } from "./parties.ts";
import classes from "./referral-page.module.css";
import { referralWords } from "./referral-words.ts";
import { SnapshotPanel } from "./snapshot-panel.tsx";
import { StageLine } from "./stage-line.tsx";
import { StepPanel } from "./step-panel.tsx";
import { StepsTaken } from "./steps-taken.tsx";
import { EndUntaken } from "./untaken.tsx";
import { UrgencyMark } from "./urgency-mark.tsx";
import { useReferral } from "./use-referral.ts";

/** One referral: where it stands and who is late, what one can do now, what is handed over, and all that happened. */
export function ReferralPage({ id }: { readonly id: string }) {
  const words = useWords(referralWords);
  const { referral, problem, again, step, record } = useReferral(id);
  usePageTitle(referral === undefined ? words.referral : `${words.referral} · ${referral.residentName}`);
  const isGone = problem?.kind === "refused" && problem.status === 404;
  return (
    <div className={classes.page}>
      <nav aria-label={words.all}>
        <Link className={classes.back} href="/referrals">
          ← {words.all}
        </Link>
      </nav>
      {isGone && <p>{words.gone}</p>}
      {problem !== undefined && !isGone && <ProblemNotice problem={problem} again={again} />}
      {referral === undefined && problem === undefined && <PanelSkeleton height={480} />}
      {referral !== undefined && !isGone && (
        <>
          <Head referral={referral} />
          <StageLine referral={referral} />
          <div className={classes.columns}>
            <div className={classes.column}>
              <StepPanel referral={referral} step={step} />
              <OpenRecord referral={referral} />
              <EndUntaken referral={referral} step={step} />
              <CaseBed referral={referral} again={again} />
              <FollowUps referral={referral} step={step} />
              <CentreChoice referral={referral} step={step} />
              <CaseClocks referral={referral} record={record} />
              <Papers referral={referral} />
              <Offers referral={referral} />
              <StepsTaken referral={referral} />
            </div>
            <SnapshotPanel referral={referral} />
          </div>
        </>
      )}
    </div>
  );
}

function Head({ referral }: { readonly referral: ReferralDetailView }) {
  const words = useWords(referralWords);
  const { language, words: general } = useSpeech();
  const me = useMe();
  const now = useNow();
  const { value: houses } = useAnswer("/api/consortium", () => "/api/consortium", consortium);
  const department = houses?.facilities
    .find(({ id }) => id === referral.destination.id)
    ?.departments.find(({ id }) => id === referral.departmentId);
  const { residentId, residentName, origin, destination, retrospective } = referral;
  // Nobody calls their own desk.
  const isOnlyAt = (houseId: string) =>
    me.kind === "known" &&
    [origin, destination, referral.return ?? origin].every(
      ({ id }) => mayOf(me, "referral.read", id) === (id === houseId),
    );
  const at = (time: string) => whenIs(Date.parse(time), now, language);
  return (
    <header className={classes.head}>
      <h1 className={classes.name}>
        <span className={referral.mode === "green-channel" ? classes.green : classes.mode}>
          {words.modes[referral.mode]} · {words.directions[referral.direction]}
        </span>{" "}
        <UrgencyMark referral={referral} />{" "}
        {mayOf(me, "resident.read", origin.id) ? (
          <Link href={`/residents/${encodeURIComponent(residentId)}`}>{residentName}</Link>
        ) : (
          residentName
        )}
      </h1>
      <p className={classes.way}>
        {referral.direction === "up"
          ? wayUp(referral, words.fromTo)
          : words.fromTo(destination.name, (referral.return ?? origin).name)}
        {department !== undefined && ` · ${department.name}`}
        {referral.centre !== undefined && ` · ${words.centres[referral.centre]}`}
      </p>
      <p className={classes.facts}>
        <span>
          {referral.byPolicy ? words.byPolicy : words.requestedBy(referral.requestedBy?.name ?? "")}{" "}
          <time dateTime={referral.requestedAt} title={absolute(Date.parse(referral.requestedAt))}>
            {at(referral.requestedAt)}
          </time>
        </span>
        {referral.contactPhone !== undefined && !isOnlyAt(senderOf(referral).id) && (
          <a href={`tel:${referral.contactPhone}`}>{words.askBack(referral.contactPhone)}</a>
        )}
        {!isOnlyAt(receiverOf(referral).id) &&
          (referral.receiverPhone === undefined ? (
            <span>{words.noReceiverPhone(receiverOf(referral).name)}</span>
          ) : (
            <a href={`tel:${referral.receiverPhone}`} data-receiver-phone="">
              {words.callReceiver(receiverOf(referral).name, referral.receiverPhone)}
            </a>
          ))}
        <BackTime referral={referral} />
        {referral.expectedAt !== undefined && referral.backAt === undefined && (
          <span>{words.expected(at(referral.expectedAt))}</span>
        )}
        <BedLine referral={referral} />
        {referral.alertId !== undefined && mayOf(me, "alert.read", origin.id) && (
          <Link href={`/alerts/${encodeURIComponent(referral.alertId)}`}>{words.fromAlert}</Link>
        )}
        {referral.visitId !== undefined && mayOf(me, "visit.read", origin.id) && (
          <Link href={`/visits/${encodeURIComponent(referral.visitId)}`}>{words.fromVisit}</Link>
        )}
        <RequestVisitLink
          residentId={residentId}
          facilityId={origin.id}
          referralId={referral.id}
          className={undefined}
        />
        {referral.previousId !== undefined && (
          <Link href={`/referrals/${encodeURIComponent(referral.previousId)}`}>{words.previousCase}</Link>
        )}
        <PapersDue dueAt={papersDueOf(referral)} />
        <LetterLacks lacks={referral.letterLacks} />
        <ClosedHouses houses={referral.closedHouses} />
        {retrospective !== undefined && (
          <strong>
            {retrospective.completedAt === undefined
              ? `! ${words.papersLater}`
              : words.papersDone(retrospective.by?.name ?? "")}
          </strong>
        )}
      </p>
      {referral.reason !== undefined && (
        <p>
          {words.reason}
          {general.colon}
          {referral.reason}
        </p>
      )}
    </header>
  );
}

function senderOf(referral: ReferralDetailView) {
  const { direction, destination, through } = referral;
  return direction === "up" || through !== undefined ? partyOf(referral, "sender") : destination;
}

function receiverOf({ direction, origin, destination, through, return: back = origin }: ReferralDetailView) {
  return direction === "up" || through !== undefined ? destination : back;
}

function Offers({ referral }: { readonly referral: ReferralDetailView }) {
  const { offers, returnOffers } = referral;
  const words = useWords(referralWords);
  const lists = [
    { heading: words.offersHeading, items: offers, isShown: offers.length > 1 },
    { heading: words.returnOffersHeading, items: returnOffers, isShown: returnOffers.length > 0 },
  ].filter(({ isShown }) => isShown);
  return lists.map(({ heading, items }) => (
    <section key={heading} className={classes.panel}>
      <h2 className={classes.heading}>{heading}</h2>
      <ol className={classes.offers}>
        {items.map((offer) => {
          const { facility, at, answer, reason } = offer;
          const unanswered = isStillAsked(referral, offer) ? words.waiting : words.unanswered;
          return (
            <li key={`${facility.id} ${at}`}>
              {facility.name} · {answer === undefined ? unanswered : words.answers[answer]}
              {reason !== undefined && ` · ${reason}`}
            </li>
          );
        })}
      </ol>
    </section>
  ));
}
