import { dutyView, namesOf, swapView } from "../../contracts/duty-views.ts";
import type { RosterView } from "../../contracts/http/duties.ts";
import type { dutyRoutes } from "../../contracts/http/duty-routes.ts";
import { epochOf, isoTimeOf } from "../../contracts/iso-time.ts";
import { departmentRosters, deskStaffing, desksOf } from "../../domain/duty/department-roster.ts";
import { gapsOf, overlapsOf, rolesWithRoster, rosterKeptWithinMs, rostersFrom } from "../../domain/duty/roster.ts";
import { dutyRoles, type Shift } from "../../domain/duty/shift.ts";
import type { DutySwap } from "../../domain/duty/swap.ts";
import type { Department } from "../../domain/model/facility.ts";
import type { Person } from "../../domain/model/person.ts";
import { day, type EpochMs } from "../../domain/model/time.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { readableOf } from "../shell/read-each.ts";
import { invalidQuery } from "../shell/refusals.ts";

const shownMs = 14 * day;
const longestMs = 62 * day;

/** The roster of a facility between two moments: duties, gaps from now on, overlaps, open swaps, and who may be planned. */
export async function listDuties(
  { path, query }: HttpInput<(typeof dutyRoutes)["list-duties"]>,
  deps: Deps<"list-duties">,
): Promise<RosterView> {
  const now = deps.now();
  const from = momentOf(query.from, now);
  const until = momentOf(query.until, from + shownMs);
  if (until <= from || until - from > longestMs)
    throw invalidQuery("until", "from < until ≤ from + 62 days", wrongSpan);
  const readFrom = Math.min(from, now - rosterKeptWithinMs);
  const readUntil = Math.max(until, now + rosterKeptWithinMs);
  const [shifts, swaps, listed, facility] = await Promise.all([
    deps.duties.listBetween(path.id, readFrom, readUntil),
    deps.duties.listOpenSwaps(path.id),
    deps.people.listAt(path.id),
    deps.facilities.find(path.id),
  ]);
  const all = readableOf(shifts, deps.log);
  const people = readableOf(listed, deps.log);
  const swapsOpen = readableOf(swaps, deps.log);
  const names = namesOf([...people, ...(await othersIn(all, swapsOpen, people, deps))]);
  const shown = all.filter((shift) => shift.from < until && shift.until > from).sort((a, b) => a.from - b.from);
  const roles = rolesWithRoster(all, Math.max(from, now));
  const ahead = { from: Math.max(from, now), until };
  return {
    from: isoTimeOf(from),
    until: isoTimeOf(until),
    items: shown.map((shift) => dutyView(shift, names)),
    rolesWithRoster: dutyRoles.filter((role) => roles.has(role)),
    gaps:
      ahead.from < until
        ? gapsOf(shown, rostersFrom(all, ahead.from), ahead).map((gap) => ({ role: gap.role, ...spanView(gap) }))
        : [],
    overlaps: overlapsOf(shown).map((overlap) => ({
      person: { id: overlap.personId, name: names.get(overlap.personId) ?? overlap.personId },
      dutyIds: [...overlap.dutyIds],
      ...spanView(overlap),
    })),
    swaps: swapsOpen.map((swap) => swapView(swap, names)),
    ...departmentFields(all, facility?.departments ?? [], now, ahead),
    people: people.flatMap((person) => plannable(person, path.id)),
  };
}

/** Nothing where the house has no departments. */
function departmentFields(
  shifts: readonly Shift[],
  departments: readonly Department[],
  now: EpochMs,
  ahead: { readonly from: EpochMs; readonly until: EpochMs },
): Pick<RosterView, "departments" | "desk"> {
  if (departments.length === 0) return {};
  const rosters = departmentRosters(shifts, departments, now, ahead);
  return {
    departments: departments.map(({ id, name, kind, isReferralDesk }, index) => ({
      id,
      name,
      kind,
      ...(isReferralDesk && { isReferralDesk }),
      staffing: rosters[index]?.staffing ?? "no-roster",
      gaps: (rosters[index]?.gaps ?? []).map((gap) => ({ role: gap.role, ...spanView(gap) })),
    })),
    ...(desksOf(departments).length > 0 && { desk: deskStaffing(shifts, departments, now) }),
  };
}

/** Who stands in the roster and holds no role there any more. */
async function othersIn(
  shifts: readonly Shift[],
  swaps: readonly DutySwap[],
  known: readonly Person[],
  { people, log }: Pick<Deps<"list-duties">, "people" | "log">,
): Promise<readonly Person[]> {
  const there = new Set(known.map(({ id }) => id));
  const named = [
    ...shifts.flatMap(({ personId, insteadOf }) => [personId, insteadOf ?? personId]),
    ...swaps.flatMap(({ own, other }) => [own.personId, other.personId]),
  ];
  const others = [...new Set(named)].filter((id) => !there.has(id));
  return others.length === 0 ? [] : readableOf(await people.findMany(others), log);
}

const wrongSpan = { zh: "应晚于 from，且相距不超过 62 天", en: "must be after from and within 62 days of it" };

function momentOf(text: string | undefined, otherwise: EpochMs): EpochMs {
  return (text === undefined ? undefined : epochOf(text)) ?? otherwise;
}

function spanView({ from, until }: { readonly from: EpochMs; readonly until: EpochMs }) {
  return { from: isoTimeOf(from), until: isoTimeOf(until) };
}

function plannable({ id, name, roles: held, disabledAt }: Person, facilityId: string): RosterView["people"] {
  const roles = dutyRoles.filter((role) => held.some((one) => one.role === role && one.facilityId === facilityId));
  return disabledAt === undefined && roles.length > 0 ? [{ id, name, roles }] : [];
}
