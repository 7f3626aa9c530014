import { useEffect } from "react";
import { alertList } from "../../contracts/http/alerts.ts";
import { mayOf, useMe } from "../data/me.ts";
import { useAnswer } from "../data/use-answer.ts";
import { useFacilities, useFacilityId } from "../data/use-board.ts";
import { useNow, useOnClock } from "../parts/use-clock.ts";
import { useSpeech, useWords } from "../words/language.tsx";
import { clockTime, span } from "../words/time-words.ts";
import { alertWords } from "./alert-words.ts";
import { onDutyAt } from "./on-duty.ts";
import classes from "./quiet.module.css";
import { countNight, lastNight } from "./quiet-night.ts";
import { refreshRosters, useRosters } from "./use-roster.ts";

/** What stands where no alert is open: what last night brought, and who is on duty. */
export function Quiet() {
  const words = useWords(alertWords);
  const { language } = useSpeech();
  const facilityId = useFacilityId();
  const facilities = useFacilities() ?? [];
  const shown = facilities.filter(({ id }) => facilityId === undefined || id === facilityId);
  const path = `/api/alerts?state=closed${facilityId === undefined ? "" : `&facilityId=${facilityId}`}`;
  const closed = useAnswer(path, () => path, alertList);
  const text = useOnClock((now) => {
    if (closed.value === undefined) return "…";
    const night = countNight(closed.value.items, lastNight(now));
    if (night.alerts === 0) return words.quietNone;
    const median = night.medianAnswerMs === undefined ? "" : span(night.medianAnswerMs, language);
    const some = words.quietSome(night.alerts, median);
    return night.isFalse === 0 ? some : `${some}${words.and}${words.quietFalse(night.isFalse)}`;
  });
  return (
    <dl className={classes.quiet}>
      <dt>{words.quietNight}</dt>
      <dd>{text}</dd>
      {shown.slice(0, 5).map(({ id, name }) => (
        <OnDuty key={id} facilityId={id} heading={shown.length > 1 ? name : undefined} />
      ))}
    </dl>
  );
}

function OnDuty({ facilityId, heading }: { readonly facilityId: string; readonly heading: string | undefined }) {
  const words = useWords(alertWords);
  const me = useMe();
  const now = useNow();
  const roster = useRosters().get(facilityId);
  const may = mayOf(me, "duty.read", facilityId);
  useEffect(() => {
    if (may) refreshRosters([facilityId]);
  }, [may, facilityId]);
  if (roster === undefined) return null;
  const people = onDutyAt(roster, now);
  return (
    <>
      <dt>
        {words.onDuty}
        {heading !== undefined && ` · ${heading}`}
      </dt>
      <dd>
        {people.length === 0 && <p>{words.onDutyNobody}</p>}
        <ul>
          {people.map(({ id, role, person, until }) => (
            <li key={id}>
              {words.dutyRoles[role]} {words.onDutyUntil(person.name, clockTime(Date.parse(until)))}
            </li>
          ))}
          {(["carer", "nurse"] as const)
            .filter((role) => !roster.rolesWithRoster.includes(role))
            .map((role) => (
              <li key={role}>{words.onDutyEverybody(words.dutyRoles[role])}</li>
            ))}
        </ul>
      </dd>
    </>
  );
}
