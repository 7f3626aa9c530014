import { whenIs } from "../words/time-words.ts";
import type { Resident } from "./answers.ts";
import classes from "./emergency.module.css";
import { type FamilyAlert, familyAlertsOf } from "./family-alerts.ts";
import { useFamily } from "./family-store.ts";
import { useFamilyWords } from "./family-words.ts";
import { ActionLink, Card, Problem, Quiet } from "./parts.tsx";
import { useReading } from "./use-reading.ts";
import { useServiceTime } from "./use-standing.ts";

/** In an emergency: what happened and since when, who is on it, what happens next, whom to call. No charts. */
export function Emergency({ resident }: { readonly resident: Resident }) {
  const { words, say } = useFamilyWords();
  const { answers } = useFamily();
  const { facility, light, access, id } = resident;
  const mayKnow = access.classes.includes("alerts") || resident.urgentAlerts > 0;
  return (
    <>
      {mayKnow ? <UrgentAlerts key={id} id={id} round={answers} /> : <Quiet>{words.alertsNotSeen}</Quiet>}
      <Card heading={words.next}>
        <p>{light?.next === undefined ? words.noNext : say(light.next)}</p>
      </Card>
      <Card heading={words.whom}>
        <p>
          {facility.name}
          {facility.phone === undefined && ` · ${words.noPhone}`}
        </p>
        <ActionLink href="tel:120">{words.call120}</ActionLink>
      </Card>
      {facility.phone !== undefined && (
        <div className={classes.callNow}>
          <ActionLink weight="urgent" href={`tel:${facility.phone.replaceAll(/[ -]/g, "")}`}>
            {words.callFacility(facility.name)}
          </ActionLink>
        </div>
      )}
    </>
  );
}

function UrgentAlerts({ id, round }: { readonly id: string; readonly round: number }) {
  const { words } = useFamilyWords();
  const { value, problem, again } = useReading(`/api/family/${encodeURIComponent(id)}/alerts`, familyAlertsOf, round);
  const urgent = (value ?? []).filter(({ isOpen, isUrgent }) => isOpen && isUrgent);
  return (
    <>
      {value === undefined && problem === undefined && <p aria-busy="true">{words.reading}</p>}
      {urgent.map((alert) => (
        <UrgentAlert key={alert.id} alert={alert} />
      ))}
      {problem !== undefined && <Problem problem={problem} again={again} />}
    </>
  );
}

function UrgentAlert({ alert }: { readonly alert: FamilyAlert }) {
  const { words, language, say } = useFamilyWords();
  const now = useServiceTime();
  return (
    <section className={classes.alert} data-alert={alert.id}>
      <h2 className={classes.label}>{words.happened}</h2>
      <p className={classes.what}>{say(alert.title)}</p>
      {alert.reason !== undefined && <p>{say(alert.reason)}</p>}
      {alert.at > 0 && <p>{words.since(whenIs(alert.at, now, language))}</p>}
      <h2 className={classes.label}>{words.who}</h2>
      {alert.by !== undefined && <p className={classes.what}>{say(alert.by)}</p>}
      <p>{say(alert.doing) === "" ? words.nobodyYet : say(alert.doing)}</p>
      {alert.steps.length > 0 && (
        <>
          <h2 className={classes.label}>{words.steps}</h2>
          <ol className={classes.steps}>
            {alert.steps.map(({ at, sentence }) => (
              <li key={`${at} ${sentence.zh}`}>
                <time>{whenIs(at, now, language)}</time> <span>{say(sentence)}</span>
              </li>
            ))}
          </ol>
        </>
      )}
    </section>
  );
}
