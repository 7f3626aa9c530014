import { useEffect, useState } from "react";
import { Link } from "wouter";
import type { VisitRecord } from "../../contracts/http/visit-between.ts";
import type { VisitDetail, VisitView } from "../../contracts/http/visits.ts";
import { Stamp } from "../parts/moment.tsx";
import { ProblemNotice } from "../parts/notice.tsx";
import { usePageTitle } from "../parts/page-title.ts";
import { PanelSkeleton } from "../parts/skeleton.tsx";
import { useOnClock } from "../parts/use-clock.ts";
import { useSpeech, useWords } from "../words/language.tsx";
import { whenIs } from "../words/time-words.ts";
import { ArrangePanel } from "./arrange-panel.tsx";
import { type Call, openCall } from "./call.ts";
import { CallOver } from "./call-over.tsx";
import { CallView } from "./call-view.tsx";
import { callWords } from "./call-words.ts";
import { ConsentPanel } from "./consent-panel.tsx";
import { useMedia } from "./devices.ts";
import { EligibilityPanel } from "./eligibility-panel.tsx";
import { InvitePanel } from "./invite-panel.tsx";
import { Lobby } from "./lobby.tsx";
import { NoteEditor } from "./note-editor.tsx";
import { OrdersPanel } from "./orders-panel.tsx";
import { RecordPanel, RecordToCome } from "./record-panel.tsx";
import { RoundPanel } from "./round-panel.tsx";
import { Stopped } from "./stopped.tsx";
import { type KnownVisit, useVisit } from "./use-visit.ts";
import classes from "./visit-page.module.css";
import { VisitVitals } from "./visit-vitals.tsx";
import { visitWords } from "./visit-words.ts";

/** One video visit: who it is to, the waiting room and the call, and beside it what the doctor needs and writes. */
export function VisitPage({ id }: { readonly id: string }) {
  const words = useWords(visitWords);
  const visit = useVisit(id);
  const { detail, problem, again } = visit;
  usePageTitle(detail === undefined ? words.title : `${words.title} · ${detail.visit.resident.name}`);
  if (detail === undefined) {
    if (problem?.kind === "refused" && problem.status === 404)
      return (
        <p>
          {words.gone} <Link href="/visits">{words.back}</Link>
        </p>
      );
    return problem === undefined ? <PanelSkeleton height={480} /> : <ProblemNotice problem={problem} again={again} />;
  }
  return <Visit known={visit} detail={detail} />;
}

function Visit({ known, detail }: { readonly known: KnownVisit; readonly detail: VisitDetail }) {
  const words = useWords(visitWords);
  const { visit, note } = detail;
  const isLive = visit.state === "waiting" || visit.state === "in-call";
  const isToCome = isLive || ["requested", "scheduled", "no-show"].includes(visit.state);
  const [isIn, setIsIn] = useState(false);
  const [wasIn, setWasIn] = useState(false);
  const [record, setRecord] = useState<VisitRecord>();
  // Should the call go on, nobody's camera does unless they enter again.
  useEffect(() => {
    if (isIn) setWasIn(true);
    if (!isToCome) setIsIn(false);
  }, [isIn, isToCome]);
  const isStaff = visit.reason !== undefined;
  const isMedical = visit.kind !== "family-call" && visit.kind !== "guidance";
  const isOfCare = visit.kind !== "family-call";
  const showsNote = isStaff && isOfCare && (note !== undefined || visit.may.includes("note"));
  return (
    <div
      className={`${classes.page} ${isStaff ? "" : classes.relatives}`}
      data-visit={visit.id}
      data-state={visit.state}
    >
      <nav>
        {isStaff ? (
          <Link className={classes.back} href="/visits">
            ← {words.back}
          </Link>
        ) : (
          <a className={classes.back} href="/family/#/calls">
            ← {words.backToRelatives}
          </a>
        )}
      </nav>
      <VisitHeader visit={visit} />
      {known.problem !== undefined && known.problem.kind === "refused" && (
        <ProblemNotice problem={known.problem} again={known.again} />
      )}
      {visit.stopped?.cause !== undefined && <Stopped visit={visit} referral={detail.referral} />}
      <div className={classes.columns}>
        <div className={classes.main}>
          {isToCome && (visit.may.includes("arrive") || isIn) && (
            <Door known={known} visit={visit} isIn={isIn} setIsIn={setIsIn} />
          )}
          {isStaff && isOfCare && isToCome && !isLive && visit.may.includes("consent") && <RecordToCome />}
          {!isToCome && (wasIn || (visit.state === "notes" && visit.may.includes("begin"))) && (
            <CallOver known={known} visit={visit} goOn={() => setIsIn(true)} />
          )}
          {isStaff && isOfCare && (isLive || visit.state === "notes") && visit.may.includes("arrive") && (
            <VisitVitals visit={visit} />
          )}
          {isStaff && isOfCare && (isLive || visit.state === "notes") && visit.may.includes("consent") && (
            <RecordPanel visit={visit} record={record} know={setRecord} />
          )}
          {visit.roundId !== undefined && <RoundPanel visit={visit} roundId={visit.roundId} />}
        </div>
        {isStaff && (
          <div className={classes.side}>
            <ConsentPanel known={known} visit={visit} />
            {isMedical && <EligibilityPanel known={known} visit={visit} record={record} />}
            {showsNote && <NoteEditor key={visit.id} visit={visit} note={note} again={known.again} />}
            {isMedical && <OrdersPanel known={known} visit={visit} />}
            <ArrangePanel known={known} visit={visit} />
            {isToCome && visit.may.includes("invite") && visit.state !== "no-show" && (
              <InvitePanel known={known} visit={visit} />
            )}
            <Story visit={visit} />
          </div>
        )}
      </div>
    </div>
  );
}

interface RoomProps {
  readonly known: KnownVisit;
  readonly visit: VisitView;
  readonly isIn: boolean;
  readonly setIsIn: (isIn: boolean) => void;
}

/** The room once it is open; before, from when it will be. */
function Door(props: RoomProps) {
  const words = useWords(callWords);
  const { language } = useSpeech();
  const { isIn, visit } = props;
  const opensAt = visit.opensAt === undefined ? undefined : Date.parse(visit.opensAt);
  const isOpen = useOnClock((now) => isIn || opensAt === undefined || now >= opensAt);
  const when = useOnClock((now) => (opensAt === undefined ? "" : whenIs(opensAt, now, language)));
  if (isOpen) return <Room {...props} />;
  return (
    <section className={classes.panel} aria-label={words.waitingRoom}>
      <p className={classes.hint}>{words.opens(when)}</p>
    </section>
  );
}

/** The call of this page: it stands while the person is in, and ends with the page. */
function Room({ known, visit, isIn, setIsIn }: RoomProps) {
  const media = useMedia();
  const [call, setCall] = useState<Call>();
  const { stream } = media;
  const { learn, again } = known;

  // biome-ignore lint/correctness/useExhaustiveDependencies: another camera goes into the call that stands
  useEffect(() => {
    if (!isIn) return undefined;
    const opened = openCall(visit.id, stream ?? new MediaStream(), { visit: learn, changed: again });
    setCall(opened);
    Object.assign(globalThis, { anhuCall: opened });
    const leave = (): void => opened.leave();
    globalThis.addEventListener("pagehide", leave);
    return () => {
      globalThis.removeEventListener("pagehide", leave);
      leave();
      setCall(undefined);
    };
  }, [isIn, visit.id]);
  useEffect(() => {
    if (stream !== undefined) call?.show(stream);
  }, [stream, call]);
  useEffect(() => call?.know(visit), [call, visit]);

  if (!isIn || call === undefined) return <Lobby media={media} visit={visit} enter={() => setIsIn(true)} />;
  return <CallView call={call} media={media} known={known} visit={visit} leave={() => setIsIn(false)} />;
}

function VisitHeader({ visit }: { readonly visit: VisitView }) {
  const words = useWords(visitWords);
  const { words: general } = useSpeech();
  const { resident } = visit;
  const isStaff = visit.reason !== undefined;
  const isLedElsewhere = visit.leadFacility.id !== visit.facility.id;
  return (
    <header className={classes.header}>
      <h1 className={classes.name}>
        {resident.name} {resident.age !== undefined && <span className={classes.age}>{general.age(resident.age)}</span>}
      </h1>
      <p className={classes.facts}>
        <span>
          {isLedElsewhere ? words.placed(resident.bed, visit.facility.name) : (resident.bed ?? visit.facility.name)}
        </span>
        <span>{words.kinds[visit.kind]}</span>
        <span>
          <Stamp at={Date.parse(visit.scheduledAt ?? visit.requestedAt)} />
        </span>
        <strong data-state={visit.state}>{words.states[visit.state]}</strong>
        {isLedElsewhere && <span>{words.ledBy(visit.leadFacility.name)}</span>}
        {visit.consultedFacility !== undefined && (
          <span>
            {visit.leadFacility.name} → {visit.consultedFacility.name}
          </span>
        )}
      </p>
      {isStaff && (
        <p className={classes.facts}>
          <span>
            {resident.allergies.length === 0
              ? resident.noAllergies === true
                ? words.noneKnownAllergies
                : words.noAllergies
              : `${words.allergies}${general.colon}${resident.allergies.join(general.comma)}`}
          </span>
          <span>{visit.reason}</span>
        </p>
      )}
    </header>
  );
}

function Story({ visit }: { readonly visit: VisitView }) {
  const words = useWords(visitWords);
  return (
    <details className={classes.panel}>
      <summary>{words.story}</summary>
      <ul className={classes.story}>
        {(visit.steps ?? []).map((step) => (
          <li key={`${step.at}${step.what}${step.by?.id}`}>
            <Stamp at={Date.parse(step.at)} /> {step.by && words.by(step.by.name)} {words.steps[step.what] ?? step.what}{" "}
            {step.note}
          </li>
        ))}
      </ul>
    </details>
  );
}
