import { departmentName } from "../duty/departments.ts";
import { onDutyAt } from "../inbox/on-duty.ts";
import { useRosters } from "../inbox/use-roster.ts";
import { useLabels } from "../office/labels.ts";
import { useNow } from "../parts/use-clock.ts";
import { useWords } from "../words/language.tsx";
import { clockTime } from "../words/time-words.ts";
import { facilityWords } from "./facility-words.ts";

/** Who is on duty at a facility now, and which roles lack somebody within the coming day. */
export function OnDuty({ facilityId }: { readonly facilityId: string }) {
  const words = useWords(facilityWords);
  const labels = useLabels();
  const now = useNow();
  const roster = useRosters().get(facilityId);
  if (roster === undefined) return words.rosterUnknown;
  if (roster.rolesWithRoster.length === 0) return words.noRoster;
  const there = onDutyAt(roster, now);
  const gaps = roster.gaps.filter(({ until }) => Date.parse(until) > now);
  return (
    <ul>
      {there.length === 0 && <li>{words.nobody}</li>}
      {there.map(({ id, role, departmentId, person, until }) => (
        <li key={id}>
          {departmentId !== undefined && `${departmentName(roster, departmentId)} · `}
          {words.onDutyUntil(labels.roles[role], person.name, clockTime(Date.parse(until)))}
        </li>
      ))}
      {gaps.map(({ role, from }) => (
        <li key={`${role} ${from}`}>
          <strong>! {words.gap(labels.roles[role], clockTime(Math.max(now, Date.parse(from))))}</strong>
        </li>
      ))}
    </ul>
  );
}
