import { useState } from "react";
import { Link } from "wouter";
import { type VisitView, visitList } from "../../contracts/http/visits.ts";
import { mayOf, useMe } from "../data/me.ts";
import { useAnswer } from "../data/use-answer.ts";
import { OfficePage, Panel } from "../office/office-page.tsx";
import { Button } from "../parts/button.tsx";
import { Stamp } from "../parts/moment.tsx";
import { ProblemNotice } from "../parts/notice.tsx";
import { PanelSkeleton } from "../parts/skeleton.tsx";
import { useOnClock } from "../parts/use-clock.ts";
import { useSpeech, useWords } from "../words/language.tsx";
import { dateOf } from "../words/time-words.ts";
import { RequestForm } from "./request-form.tsx";
import { visitWords } from "./visit-words.ts";
import classes from "./visits-page.module.css";

/** Every video visit that is somebody's business here, by what is to be done with it. */
export function VisitsPage() {
  const words = useWords(visitWords);
  const { language } = useSpeech();
  const me = useMe();
  const { residentId, alertId, referralId } = Object.fromEntries(new URLSearchParams(location.search));
  const [isAsking, setIsAsking] = useState(residentId !== undefined);
  const minute = useOnClock((now) => Math.floor(now / 60_000));
  const open = useAnswer(`visits ${Math.floor(minute / 2)}`, () => "/api/visits", visitList);
  const past = useAnswer("visits that are over", () => "/api/visits?state=closed", visitList);
  const today = useOnClock((now) => dateOf(now, language));
  const problem = open.problem ?? past.problem;
  const again = (): void => {
    open.again();
    past.again();
  };
  const all = open.value?.items;
  const isToday = (visit: VisitView): boolean =>
    visit.scheduledAt !== undefined && dateOf(Date.parse(visit.scheduledAt), language) === today;
  const isNow = (visit: VisitView): boolean => visit.state === "waiting" || visit.state === "in-call";
  const groups = [
    {
      heading: words.today,
      items: all?.filter((visit) => visit.state !== "notes" && (isNow(visit) || isToday(visit))),
    },
    { heading: words.asked, items: all?.filter(({ state }) => state === "requested") },
    { heading: words.toSign, items: all?.filter(({ state }) => state === "notes") },
    { heading: words.later, items: all?.filter((visit) => visit.state === "scheduled" && !isToday(visit)) },
    { heading: words.past, items: past.value?.items.slice(0, 30) },
  ];
  const request = <Button onClick={() => setIsAsking(!isAsking)}>{words.request}</Button>;
  return (
    <OfficePage title={words.title} lead={words.lead} aside={mayOf(me, "visit.request") && request}>
      {isAsking && mayOf(me, "visit.request") && (
        <Panel heading={words.request}>
          <RequestForm
            residentId={residentId}
            alertId={alertId}
            referralId={referralId}
            done={() => {
              setIsAsking(false);
              again();
            }}
          />
        </Panel>
      )}
      {problem !== undefined && <ProblemNotice problem={problem} again={again} />}
      {all === undefined && problem === undefined && <PanelSkeleton height={320} />}
      {groups.map(({ heading, items }) => (
        <Panel key={heading} heading={heading}>
          {items?.length === 0 && <p className={classes.none}>{words.none}</p>}
          <ul className={classes.list}>
            {inOrder(items ?? []).map((visit) => (
              <VisitRow key={visit.id} visit={visit} />
            ))}
          </ul>
        </Panel>
      ))}
    </OfficePage>
  );
}

/** Whoever waits comes first, then by time. */
function inOrder(visits: readonly VisitView[]): readonly VisitView[] {
  const at = (visit: VisitView): number => Date.parse(visit.scheduledAt ?? visit.requestedAt);
  const rank = ({ state }: VisitView): number => (state === "waiting" ? 0 : state === "in-call" ? 1 : 2);
  return visits.toSorted((a, b) => rank(a) - rank(b) || at(a) - at(b));
}

function VisitRow({ visit }: { readonly visit: VisitView }) {
  const words = useWords(visitWords);
  const isBetweenHouses = visit.leadFacility.id !== visit.facility.id || visit.consultedFacility !== undefined;
  return (
    <li className={classes.row} data-visit={visit.id} data-state={visit.state}>
      <Link className={classes.link} href={`/visits/${encodeURIComponent(visit.id)}`}>
        <strong className={classes.name}>{visit.resident.name}</strong>
        <span>
          {isBetweenHouses
            ? words.placed(visit.resident.bed, visit.facility.name)
            : (visit.resident.bed ?? visit.facility.name)}
        </span>
        <span>
          {words.kinds[visit.kind]}
          {visit.leadFacility.id !== visit.facility.id && ` · ${words.ledBy(visit.leadFacility.name)}`}
          {visit.consultedFacility !== undefined && ` → ${visit.consultedFacility.name}`}
        </span>
        <span className={classes.time}>
          <Stamp at={Date.parse(visit.scheduledAt ?? visit.requestedAt)} />
        </span>
        <span className={classes.state}>{words.states[visit.state]}</span>
      </Link>
    </li>
  );
}
