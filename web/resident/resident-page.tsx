import { useMemo } from "react";
import { Link, useLocation } from "wouter";
import { type AlertView, alertList } from "../../contracts/http/alerts.ts";
import { residentDetail } from "../../contracts/http/residents.ts";
import { AlertRows } from "../board/alert-list.tsx";
import { OpeningBanner, OpeningOver } from "../break-glass/opening-banner.tsx";
import { useOwnOpenings } from "../break-glass/use-own-openings.ts";
import { usePolled } from "../break-glass/use-polled.ts";
import { ClinicalPanel } from "../clinical/clinical-panel.tsx";
import { clinicalWords } from "../clinical/clinical-words.ts";
import { openAlerts } from "../data/county.ts";
import { mayOf, useMe } from "../data/me.ts";
import { useAnswer } from "../data/use-answer.ts";
import { useBoard, useStays } from "../data/use-board.ts";
import { PicturePanel } from "../family-messages/picture-panel.tsx";
import { acknowledgeFrom, useKeys } from "../parts/keys.ts";
import { ProblemNotice } from "../parts/notice.tsx";
import { usePageTitle } from "../parts/page-title.ts";
import { PanelSkeleton } from "../parts/skeleton.tsx";
import { ResidentReferral } from "../referral/open-case.tsx";
import { PlansPanel } from "../visit/plans-panel.tsx";
import { RequestVisitLink } from "../visit/request-link.tsx";
import { useSpeech, useWords } from "../words/language.tsx";
import { BedStrip } from "./bed-strip.tsx";
import { Charts } from "./charts.tsx";
import { DeviceList } from "./device-list.tsx";
import { Notes } from "./notes.tsx";
import { PlanHistoryList } from "./plan-history.tsx";
import { PlanPanel } from "./plan-panel.tsx";
import { planWords } from "./plan-words.ts";
import { PresentVitals } from "./present-vitals.tsx";
import { ResidentHeader } from "./resident-header.tsx";
import classes from "./resident-page.module.css";
import { Story } from "./story.tsx";

/** One resident: who they are, what needs doing, the present, the story, the charts. */
export function ResidentPage({ id }: { readonly id: string }) {
  const { words } = useSpeech();
  const plan = useWords(planWords);
  const clinical = useWords(clinicalWords);
  const me = useMe();
  const { county } = useBoard();
  const path = `/api/residents/${encodeURIComponent(id)}`;
  const { value: detail, problem, again } = useAnswer(path, () => path, residentDetail);
  const closedPath = `/api/alerts?state=closed&residentId=${encodeURIComponent(id)}`;
  const closed = useAnswer(closedPath, () => closedPath, alertList);
  // Whoever left the care is not on the board: what it still has of them is older than their own answer.
  const resident = detail?.discharge === undefined ? (county?.residents.get(id) ?? detail) : detail;
  const isInCare = resident?.discharge === undefined;
  // Of another house's resident there are no live changes, and no more than was opened.
  const isForeign = resident !== undefined && me.kind === "known" && !mayOf(me, "resident.read", resident.facilityId);
  const own = useOwnOpenings(isForeign);
  const opening = own.value?.items.find((one) => one.isOpen && one.resident.id === id);
  const openPath = `/api/alerts?state=open&residentId=${encodeURIComponent(id)}`;
  const openNow = useAnswer(openPath, isForeign ? () => openPath : undefined, alertList);
  usePolled(() => {
    again();
    openNow.again();
  }, isForeign);
  usePageTitle(resident?.name ?? "");

  const open = useMemo(() => {
    if (isForeign) return openNow.value?.items ?? [];
    return county === undefined ? [] : openAlerts(county.alerts).filter(({ residentId }) => residentId === id);
  }, [county, id, isForeign, openNow.value]);
  const story = useMemo(() => {
    const heard = [...(county?.alerts.values() ?? [])].filter(({ residentId }) => residentId === id);
    return newestFirst([...(closed.value?.items ?? []), ...heard, ...(isForeign ? open : [])]);
  }, [county, closed.value, id, isForeign, open]);

  const neighbours = useNeighbours(id);
  const [, navigate] = useLocation();
  useKeys({
    j: () => neighbours.next && navigate(`/residents/${neighbours.next.id}`),
    k: () => neighbours.previous && navigate(`/residents/${neighbours.previous.id}`),
    a: () =>
      acknowledgeFrom(
        document,
        open.map((alert) => alert.id),
      ),
    "/": () => {
      navigate("/");
      requestAnimationFrame(() => document.querySelector<HTMLElement>("[data-search]")?.focus());
    },
  });

  if (resident === undefined) {
    if (problem?.kind === "refused" && problem.status === 404) {
      return (
        <p>
          {words.noSuchResident} <Link href="/">{words.back}</Link>
        </p>
      );
    }
    return problem === undefined ? <PanelSkeleton height={480} /> : <ProblemNotice problem={problem} again={again} />;
  }
  if (isForeign && own.value !== undefined && opening === undefined) return <OpeningOver />;
  return (
    <div className={classes.page}>
      {opening !== undefined && <OpeningBanner opening={opening} changed={own.again} />}
      <nav className={classes.walk} aria-label={words.residents}>
        <Link className={classes.step} href="/">
          ← {words.back}
        </Link>
        {neighbours.previous && (
          <Link className={classes.step} href={`/residents/${neighbours.previous.id}`}>
            {words.previousResident} · {neighbours.previous.name}
          </Link>
        )}
        {neighbours.next && (
          <Link className={classes.step} href={`/residents/${neighbours.next.id}`}>
            {words.nextResident} · {neighbours.next.name}
          </Link>
        )}
      </nav>
      <ResidentHeader resident={resident} detail={detail} />
      <ResidentReferral residentId={id} facilityId={resident.facilityId} />
      {isInCare && <RequestVisitLink className={classes.step} residentId={id} facilityId={resident.facilityId} />}
      {mayOf(me, "kin.read", resident.facilityId) && (
        <Link className={classes.step} href={`/residents/${encodeURIComponent(id)}/kin`}>
          {words.kin}
        </Link>
      )}
      {mayOf(me, "audit.read", resident.facilityId) && (
        <Link className={classes.step} href={`/residents/${encodeURIComponent(id)}/looks`}>
          {words.looks}
        </Link>
      )}
      {problem !== undefined && <ProblemNotice problem={problem} again={again} />}
      {county !== undefined && open.length > 0 && (
        <section className={classes.open} aria-label={words.alerts}>
          <AlertRows alerts={open} showsFacility={false} />
        </section>
      )}
      <section
        className={classes.panel}
        {...(isInCare ? { "aria-labelledby": "present" } : { "aria-label": words.devices })}
      >
        {isInCare && (
          <>
            <h2 className={classes.heading} id="present">
              {words.presentVitals}
            </h2>
            <PresentVitals resident={resident} limits={detail?.limits} />
            <BedStrip resident={resident} />
          </>
        )}
        <h2 className={classes.heading}>{words.devices}</h2>
        <DeviceList devices={resident.devices} />
        {detail?.clinical !== undefined && (
          <>
            <h2 className={classes.heading}>{clinical.title}</h2>
            <ClinicalPanel
              residentId={id}
              clinical={detail.clinical}
              mayChange={mayOf(me, "resident.change", resident.facilityId) && detail.discharge === undefined}
            />
          </>
        )}
        {detail !== undefined && (
          <>
            {isInCare && (
              <>
                <h2 className={classes.heading}>{plan.plan}</h2>
                <PlanPanel detail={detail} changed={again} />
              </>
            )}
            {mayOf(me, "history.read", resident.facilityId) && (
              <details className={classes.history}>
                <summary>{plan.history}</summary>
                <PlanHistoryList residentId={id} version={detail.version} />
              </details>
            )}
          </>
        )}
      </section>
      <section className={classes.panel} aria-labelledby="story">
        <h2 className={classes.heading} id="story">
          {words.story}
        </h2>
        {closed.problem !== undefined && <ProblemNotice problem={closed.problem} again={closed.again} />}
        <Story alerts={story} />
        {(opening !== undefined || mayOf(me, "note.read", resident.facilityId)) && (
          <>
            <h2 className={classes.heading}>{plan.notes}</h2>
            <Notes residentId={id} facilityId={resident.facilityId} />
          </>
        )}
        {isInCare && <PicturePanel residentId={id} facilityId={resident.facilityId} />}
        {isInCare && <PlansPanel residentId={id} facilityId={resident.facilityId} />}
      </section>
      <div className={classes.wide}>
        <Charts resident={resident} limits={detail?.limits} alerts={story} />
      </div>
    </div>
  );
}

function newestFirst(alerts: readonly AlertView[]): AlertView[] {
  const latest = new Map<string, AlertView>();
  for (const alert of alerts) {
    if ((latest.get(alert.id)?.version ?? 0) <= alert.version) latest.set(alert.id, alert);
  }
  return [...latest.values()].toSorted((a, b) => Date.parse(b.raisedAt) - Date.parse(a.raisedAt));
}

function useNeighbours(id: string) {
  const residents = useStays();
  const at = residents.findIndex((resident) => resident.id === id);
  return { previous: at > 0 ? residents[at - 1] : undefined, next: at === -1 ? undefined : residents[at + 1] };
}
