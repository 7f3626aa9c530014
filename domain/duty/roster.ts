import { day, type EpochMs } from "../model/time.ts";
import { type DutyRole, dutyRoles, longestShiftMs, type Shift } from "./shift.ts";

/** A facility in which nobody was on duty in a role by plan for that long does not keep a roster for it any more. */
export const rosterKeptWithinMs = 14 * day;

/** A time at which nobody is on duty in a role. */
export interface Gap {
  readonly role: DutyRole;
  readonly from: EpochMs;
  readonly until: EpochMs;
}

/** One person twice on duty at the same time. */
export interface Overlap {
  readonly personId: string;
  readonly dutyIds: readonly [string, string];
  readonly from: EpochMs;
  readonly until: EpochMs;
}

/** Who is on duty in a role at that moment, of the departments where some are named; a person with several duties stands there once. */
export function onDutyAt(
  shifts: readonly Shift[],
  role: DutyRole,
  at: EpochMs,
  departmentIds?: readonly string[],
): readonly string[] {
  const there = shifts.filter(
    (shift) => shift.role === role && shift.from <= at && at < shift.until && isDutyFor(shift, departmentIds),
  );
  return [...new Set(there.map(({ personId }) => personId))];
}

/** Whether a duty is one for one of these departments; one for the whole house is for each. None named: every duty is. */
export function isDutyFor({ departmentId }: Shift, departmentIds: readonly string[] | undefined): boolean {
  return departmentIds === undefined || departmentId === undefined || departmentIds.includes(departmentId);
}

/**
 * The roles for which a roster is kept at a moment: from the beginning of the first duty, until two weeks after the end
 * of the last one. In the others everybody who holds the role is as good as on duty: a home without rosters, one that has
 * planned its first duties for next week, or a resident at home, is not a home in which nobody comes.
 */
export function rolesWithRoster(shifts: readonly Shift[], at: EpochMs): ReadonlySet<DutyRole> {
  return new Set([...rostersFrom(shifts, at)].filter(([, from]) => from <= at).map(([role]) => role));
}

/** From when a roster holds for each role that has one at a moment or begins one later; from that moment on where it does already. */
export function rostersFrom(shifts: readonly Shift[], at: EpochMs): ReadonlyMap<DutyRole, EpochMs> {
  const begins = new Map<DutyRole, EpochMs>();
  for (const { role, from, until } of shifts) {
    if (until <= at - rosterKeptWithinMs) continue;
    begins.set(role, Math.min(begins.get(role) ?? Number.POSITIVE_INFINITY, Math.max(from, at)));
  }
  return begins;
}

/** Times between `from` and `until` at which nobody is on duty, by role and time, from when each role has a roster. */
export function gapsOf(
  shifts: readonly Shift[],
  rosters: ReadonlyMap<DutyRole, EpochMs>,
  { from, until }: { readonly from: EpochMs; readonly until: EpochMs },
): readonly Gap[] {
  return dutyRoles.flatMap((role) => {
    const begins = Math.max(from, rosters.get(role) ?? until);
    return begins < until ? gapsOfRole(shifts, role, begins, until) : [];
  });
}

function gapsOfRole(shifts: readonly Shift[], role: DutyRole, from: EpochMs, until: EpochMs): readonly Gap[] {
  const inOrder = shifts.filter((shift) => shift.role === role).sort((a, b) => a.from - b.from);
  const gaps: Gap[] = [];
  let coveredUntil = from;
  for (const shift of inOrder) {
    if (shift.from >= until) break;
    if (shift.from > coveredUntil) gaps.push({ role, from: coveredUntil, until: shift.from });
    coveredUntil = Math.max(coveredUntil, shift.until);
  }
  return coveredUntil < until ? [...gaps, { role, from: coveredUntil, until }] : gaps;
}

/** Where one person stands twice at the same time, in whatever roles; each pair once, by time. */
export function overlapsOf(shifts: readonly Shift[]): readonly Overlap[] {
  const inOrder = [...shifts].sort((a, b) => a.from - b.from || (a.id < b.id ? -1 : 1));
  return inOrder.flatMap((one, index) =>
    inOrder
      .slice(index + 1)
      .filter((other) => other.personId === one.personId && areAtOnce(one, other))
      .map((other) => ({
        personId: one.personId,
        dutyIds: [one.id, other.id] as const,
        from: Math.max(one.from, other.from),
        until: Math.min(one.until, other.until),
      })),
  );
}

/** Whether two duties have a moment in common. */
export function areAtOnce(one: Pick<Shift, "from" | "until">, other: Pick<Shift, "from" | "until">): boolean {
  return one.from < other.until && other.from < one.until;
}

/** Not empty, and no longer than anybody can be on duty. */
export function isPossibleSpan({ from, until }: Pick<Shift, "from" | "until">): boolean {
  return from < until && until - from <= longestShiftMs;
}
