import { areAtOnce, isPossibleSpan } from "../../domain/duty/roster.ts";
import type { DutyRole, Shift } from "../../domain/duty/shift.ts";
import type { DutyStore } from "../../stores/duty-store.ts";
import type { FacilityStore } from "../../stores/facility-store.ts";
import type { PersonStore } from "../../stores/person-store.ts";
import type { Log } from "../shell/log.ts";
import { readableOf } from "../shell/read-each.ts";
import { notInRole, refusedDuties } from "./duty-refusals.ts";

interface CheckingDeps {
  readonly people: Pick<PersonStore, "find">;
  readonly duties: Pick<DutyStore, "listBetween" | "takenBy">;
  readonly log: Log;
}

/** Throws unless the person holds the role there and has not been disabled. */
export async function checkPerson(
  personId: string,
  role: DutyRole,
  facilityId: string,
  deps: Pick<CheckingDeps, "people">,
): Promise<void> {
  const person = await deps.people.find(personId);
  const isInRole = person?.roles.some((held) => held.role === role && held.facilityId === facilityId) === true;
  if (person?.disabledAt !== undefined || !isInRole) throw notInRole(personId);
}

interface DepartmentDeps {
  readonly facilities: Pick<FacilityStore, "find">;
}

/** Throws unless the facility has such a department. */
export async function checkDepartment(departmentId: string, facilityId: string, deps: DepartmentDeps): Promise<void> {
  if (!(await departmentIdsOf(facilityId, deps)).includes(departmentId)) throw refusedDuties.department();
}

export async function departmentIdsOf(facilityId: string, { facilities }: DepartmentDeps): Promise<readonly string[]> {
  return ((await facilities.find(facilityId))?.departments ?? []).map(({ id }) => id);
}

/**
 * Throws unless the duty is possible and its person free; duties that change with it do not stand in its way. Both are
 * asked: the index, which knows what was planned before times were written down, and the times, which never lag.
 */
export async function checkFree(
  shift: Shift,
  deps: Pick<CheckingDeps, "duties" | "log">,
  changedWithIt: readonly Shift[] = [],
): Promise<void> {
  if (!isPossibleSpan(shift)) throw refusedDuties.span();
  const { facilityId, from, until } = shift;
  const [listed, taken] = await Promise.all([
    deps.duties.listBetween(facilityId, from, until),
    deps.duties.takenBy(shift, from, until),
  ]);
  const others = [...readableOf(listed, deps.log), ...taken].filter(
    ({ id }) => !changedWithIt.some((changed) => changed.id === id),
  );
  if (others.some((other) => isTwice(shift, other))) throw refusedDuties.overlap();
}

/** One person in one role at one time by two duties. */
export function isTwice(one: Shift, other: Shift): boolean {
  return one.id !== other.id && one.personId === other.personId && one.role === other.role && areAtOnce(one, other);
}
