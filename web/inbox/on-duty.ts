import type { RosterView } from "../../contracts/http/duties.ts";
import type { MeView } from "../../contracts/http/me.ts";

/** Who is on duty at a moment, by the end of their duty. */
export function onDutyAt(roster: RosterView, now: number): RosterView["items"] {
  return roster.items
    .filter(({ from, until }) => Date.parse(from) <= now && now < Date.parse(until))
    .toSorted((a, b) => Date.parse(a.until) - Date.parse(b.until));
}

/**
 * Is this person, who may answer alerts there, on duty at the facility of the roster? Whoever has a role without a roster
 * there counts as on duty, as the escalation counts them. So does everybody, managers included, while the roster is not
 * known and while nobody stands in it who still holds the role: a gap in the roster must never silence every page.
 */
export function isOnDuty(me: MeView, facilityId: string, roster: RosterView | undefined, now: number): boolean {
  if (roster === undefined) return true;
  const there = onDutyAt(roster, now);
  const mayAnswer = there.some(({ role, person }) =>
    roster.people.some(({ id, roles }) => id === person.id && roles.includes(role)),
  );
  if (!mayAnswer) return true;
  const rostered: ReadonlySet<string> = new Set(roster.rolesWithRoster);
  const theirs = me.roles.filter((held) => (held.facilityId ?? facilityId) === facilityId);
  if (theirs.some(({ role }) => dutyRoles.has(role) && !rostered.has(role))) return true;
  return there.some(({ person }) => person.id === me.id);
}

const dutyRoles: ReadonlySet<string> = new Set(["carer", "nurse", "doctor"]);
