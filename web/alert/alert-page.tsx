import { useMemo } from "react";
import { Link } from "wouter";
import { type AlertView, alertDetail } from "../../contracts/http/alerts.ts";
import { alertNotifications } from "../../contracts/http/deliveries.ts";
import { residentDetail } from "../../contracts/http/residents.ts";
import { AlertActions } from "../board/alert-actions.tsx";
import { Responder } from "../board/alert-row.tsx";
import { mayOf, useMe } from "../data/me.ts";
import { useAnswer } from "../data/use-answer.ts";
import { useBoard } from "../data/use-board.ts";
import { useAlertSubject } from "../inbox/alert-subject.ts";
import { CaseFacts } from "../inbox/case-facts.tsx";
import { Called, EscalationLine } from "../inbox/escalation-line.tsx";
import { canBeShelved, isShelved } from "../inbox/standing.ts";
import colours from "../parts/alert-colours.module.css";
import { levelOf, PriorityGlyph } from "../parts/glyph.tsx";
import { acknowledgeFrom, useKeys } from "../parts/keys.ts";
import { Elapsed, Stamp } from "../parts/moment.tsx";
import { ProblemNotice } from "../parts/notice.tsx";
import { usePageTitle } from "../parts/page-title.ts";
import { PanelSkeleton } from "../parts/skeleton.tsx";
import { useOnClock } from "../parts/use-clock.ts";
import { GreenChannel } from "../referral/green-channel.tsx";
import { ResidentHeader } from "../resident/resident-header.tsx";
import { RequestVisitLink } from "../visit/request-link.tsx";
import { useSpeech, useWords } from "../words/language.tsx";
import { AlertFacts } from "./alert-facts.tsx";
import classes from "./alert-page.module.css";
import { alertPageWords } from "./alert-page-words.ts";
import { AlertStory } from "./alert-story.tsx";
import { CommentForm } from "./comment-form.tsx";
import { ShelveForm } from "./shelve-form.tsx";

/** One alert, where notifications lead: what to do first, then who was called, why it was raised and all that happened. */
export function AlertPage({ id }: { readonly id: string }) {
  const { words, say } = useSpeech();
  const own = useWords(alertPageWords);
  const me = useMe();
  const { county } = useBoard();
  const path = `/api/alerts/${encodeURIComponent(id)}`;
  const { value: read, problem, again } = useAnswer(path, () => path, alertDetail);
  const heard = county?.alerts.get(id);
  const alert = newer(heard, read);
  // What was called changes with the alert: each version asks anew.
  const callsPath = `${path}/notifications`;
  const calls = useAnswer(
    `${callsPath} ${alert?.escalation?.taken} ${alert?.handling}`,
    mayOf(me, "escalation.read", alert?.facilityId) ? () => callsPath : undefined,
    alertNotifications,
  );
  const siblings = useMemo(() => {
    const theirs = new Map((read?.caseAlerts ?? []).map((other) => [other.id, other]));
    for (const other of county?.alerts.values() ?? []) if (other.caseId === alert?.caseId) theirs.set(other.id, other);
    theirs.delete(id);
    return [...theirs.values()].toSorted((a, b) => Date.parse(a.raisedAt) - Date.parse(b.raisedAt));
  }, [read, county, alert?.caseId, id]);
  const shelved = useOnClock((now) => alert !== undefined && isShelved(alert, now));
  usePageTitle(alert === undefined ? own.page : say(alert.title));
  useKeys({ a: () => acknowledgeFrom(document, [id]) });

  if (alert === undefined) {
    if (problem?.kind === "refused") {
      return (
        <p>
          {own.gone} <Link href="/inbox">{own.all}</Link>
        </p>
      );
    }
    return problem === undefined ? <PanelSkeleton height={480} /> : <ProblemNotice problem={problem} again={again} />;
  }
  const level = levelOf(alert);
  const isOpen = alert.closedAt === undefined && alert.handling !== "resolved";
  return (
    <div className={classes.page}>
      <nav aria-label={own.all}>
        <Link className={classes.back} href="/inbox">
          ← {own.all}
        </Link>
      </nav>
      <section className={`${classes.alert} ${colours[level]}`} data-alert={alert.id} aria-labelledby="what">
        <div className={classes.head}>
          <h1 className={classes.what} id="what">
            <PriorityGlyph level={level} /> {words.priorities[level]} {say(alert.title)}
          </h1>
          <p className={classes.since}>
            {isOpen ? <Elapsed since={Date.parse(alert.raisedAt)} /> : <Stamp at={Date.parse(alert.raisedAt)} />}
          </p>
        </div>
        <p className={classes.who}>
          <Subject alert={alert} />
        </p>
        <p>{say(alert.reason)}</p>
        <CaseFacts alert={alert} />
        {isOpen ? (
          <>
            <p>
              <Responder alert={alert} />
              <Called alert={alert} />
              {alert.condition === "cleared" && ` ${words.conditionOver}`}
            </p>
            <EscalationLine alert={alert} />
            <Actions alert={alert} />
          </>
        ) : (
          <p>
            {own.outcome}: <strong>{alert.outcome === undefined ? "…" : words.outcomes[alert.outcome]}</strong>
          </p>
        )}
      </section>
      {alert.visitId === undefined && alert.bed === undefined && <GreenChannel alert={alert} />}
      {alert.referralId === undefined && alert.bed === undefined && (
        <>
          <AlertResident key={alert.residentId} residentId={alert.residentId} />
          <RequestVisitLink
            className={classes.back}
            residentId={alert.residentId}
            facilityId={alert.facilityId}
            alertId={alert.id}
          />
        </>
      )}
      <div className={classes.columns}>
        <section className={classes.panel} aria-labelledby="story">
          <h2 className={classes.heading} id="story">
            {own.story}
          </h2>
          {calls.problem !== undefined && calls.problem.kind !== "refused" && (
            <ProblemNotice problem={calls.problem} again={calls.again} />
          )}
          <AlertStory alert={alert} calls={calls.value?.items ?? []} />
          {mayOf(me, "alert.answer", alert.facilityId) && <CommentForm alert={alert} />}
        </section>
        <section className={classes.panel}>
          {alert.referralId === undefined && alert.visitId === undefined && alert.bed === undefined && (
            <AlertFacts alert={alert} />
          )}
          {siblings.length > 0 && (
            <>
              <h2 className={classes.heading}>{own.related}</h2>
              <ul>
                {siblings.map((other) => (
                  <li key={other.id}>
                    <Link className={classes.sibling} href={`/alerts/${other.id}`}>
                      <PriorityGlyph level={levelOf(other)} /> {say(other.title)}{" "}
                      <Stamp at={Date.parse(other.raisedAt)} />{" "}
                      {other.closedAt === undefined ? words.openNow : other.outcome && words.outcomes[other.outcome]}
                    </Link>
                  </li>
                ))}
              </ul>
            </>
          )}
          {isOpen && !shelved && canBeShelved(alert) && mayOf(me, "alert.shelve", alert.facilityId) && (
            <ShelveForm alert={alert} />
          )}
        </section>
      </div>
    </div>
  );
}

/** Who and where; of a referral the name leads to the case. */
function Subject({ alert }: { readonly alert: AlertView }) {
  const { name, place, href } = useAlertSubject(alert);
  return (
    <>
      {alert.referralId === undefined && alert.visitId === undefined && alert.bed === undefined ? (
        name
      ) : (
        <Link href={href}>{name}</Link>
      )}
      {place !== "" && ` · ${place}`}
    </>
  );
}

function Actions({ alert }: { readonly alert: AlertView }) {
  const { name } = useAlertSubject(alert);
  return <AlertActions alert={alert} residentName={name} size="full" />;
}

/** Whom it is about: the same header as on every page about them. */
function AlertResident({ residentId }: { readonly residentId: string }) {
  const own = useWords(alertPageWords);
  const { county } = useBoard();
  const path = `/api/residents/${encodeURIComponent(residentId)}`;
  const { value: detail } = useAnswer(path, () => path, residentDetail);
  const resident = county?.residents.get(residentId) ?? detail;
  if (resident === undefined) return <PanelSkeleton height={120} />;
  return (
    <div>
      <ResidentHeader resident={resident} detail={detail} heading="h2" />
      <Link className={classes.back} href={`/residents/${residentId}`}>
        {own.residentPage}
      </Link>
    </div>
  );
}

function newer(heard: AlertView | undefined, read: AlertView | undefined): AlertView | undefined {
  if (heard === undefined || read === undefined) return heard ?? read;
  return heard.version >= read.version ? heard : read;
}
