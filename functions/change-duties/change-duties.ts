import { dutyView, namesOf } from "../../contracts/duty-views.ts";
import type { DutyChange, DutyChangesView } from "../../contracts/http/duties.ts";
import type { dutyRoutes } from "../../contracts/http/duty-routes.ts";
import { epochOf, isoTimeOf } from "../../contracts/iso-time.ts";
import { nameOf } from "../../domain/access/caller.ts";
import { covered } from "../../domain/duty/cover.ts";
import { gapsOf, rosterKeptWithinMs, rostersFrom } from "../../domain/duty/roster.ts";
import type { DutyRole, Shift } from "../../domain/duty/shift.ts";
import { day, type EpochMs } from "../../domain/model/time.ts";
import type { Told } from "../../domain/notify/notice.ts";
import { type RosterCommit, writesOf } from "../../stores/duty-store.ts";
import { noticesFor, sendNotices } from "../notifying/tell-people.ts";
import { checkDepartment, checkFree, checkPerson, departmentIdsOf, isTwice } from "../rosters/duty-checks.ts";
import { refusedDuties, rosterChangedByOthers, unknownDuty } from "../rosters/duty-refusals.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { readableOf } from "../shell/read-each.ts";

type Change<K extends DutyChange["do"]> = Extract<DutyChange, { do: K }>;
type ChangingDeps = Deps<"change-duties">;

/** What a transaction takes. */
const mostAtOnce = 100;

/** Makes one change of a facility's roster, or none at all; persons hold the role in which they are planned. */
export async function changeDuties(
  { path, body, caller }: HttpInput<(typeof dutyRoutes)["change-duties"]>,
  deps: ChangingDeps,
): Promise<DutyChangesView> {
  // Read before the duties: what others plan meanwhile is then not overlooked, but a conflict.
  const rosterVersion = await deps.duties.versionOf(path.id);
  const { put, removed = [], told = [] } = await planned(path.id, body, deps);
  const { id: callerId } = nameOf(caller);
  const others = told.filter(({ personId }) => personId !== callerId);
  const notices = await noticesFor(others, path.id, deps);
  const roster = { facilityId: path.id, version: rosterVersion, now: deps.now() };
  const commit = { put, removed, roster, notices };
  if (writesOf(commit) > mostAtOnce) throw refusedDuties.tooMany();
  if (put.length + removed.length > 0 && (await deps.duties.commit(commit)) === "conflict")
    throw rosterChangedByOthers();
  await sendNotices(notices, deps);
  const names = namesOf(
    readableOf(
      await deps.people.findMany(put.flatMap(({ personId, insteadOf }) => [personId, insteadOf ?? personId])),
      deps.log,
    ),
  );
  const changedRoles = new Set([...put, ...removed].map(({ role }) => role));
  return {
    items: put.map((shift) => dutyView(shift, names)),
    removed: removed.map(({ id }) => id),
    gaps: await gapsAhead(path.id, changedRoles, deps),
  };
}

async function gapsAhead(
  facilityId: string,
  roles: ReadonlySet<DutyRole>,
  deps: Pick<ChangingDeps, "duties" | "log" | "now">,
): Promise<NonNullable<DutyChangesView["gaps"]>> {
  const now = deps.now();
  const until = now + rosterKeptWithinMs;
  const shifts = readableOf(await deps.duties.listBetween(facilityId, now - rosterKeptWithinMs, until), deps.log);
  const rosters = new Map([...rostersFrom(shifts, now)].filter(([role]) => roles.has(role)));
  return gapsOf(shifts, rosters, { from: now, until }).map(({ role, ...gap }) => ({
    role,
    from: isoTimeOf(gap.from),
    until: isoTimeOf(gap.until),
  }));
}

/** What changes, and who is told: whoever counted on a duty, or has one now that was another's. Planning ahead is not told. */
type Planned = Pick<RosterCommit, "put" | "removed"> & { readonly told?: readonly Told[] };

async function planned(facilityId: string, change: DutyChange, deps: ChangingDeps): Promise<Planned> {
  switch (change.do) {
    case "add":
      return { put: [await added(facilityId, change, deps)] };
    case "change":
      return changed(facilityId, change, deps);
    case "cover":
      return coveredParts(facilityId, change, deps);
    case "remove": {
      const shift = await seen(facilityId, change, deps);
      const isOver = shift.until <= deps.now();
      return { put: [], removed: [shift], told: isOver ? [] : [tellOf(shift, shift.personId, "duty-removed")] };
    }
    case "copy":
      return { put: await copies(facilityId, change, deps) };
  }
}

async function added(
  facilityId: string,
  { role, personId, departmentId, from, until }: Change<"add">,
  deps: ChangingDeps,
): Promise<Shift> {
  const span = { from: momentOf(from), until: momentOf(until) };
  const shift: Shift = {
    id: deps.newId(),
    facilityId,
    ...(departmentId !== undefined && { departmentId }),
    role,
    personId,
    ...span,
    kind: "planned",
    version: 1,
  };
  if (departmentId !== undefined) await checkDepartment(departmentId, facilityId, deps);
  await checkPerson(personId, role, facilityId, deps);
  await checkFree(shift, deps);
  return shift;
}

async function changed(facilityId: string, change: Change<"change">, deps: ChangingDeps): Promise<Planned> {
  const before = await seen(facilityId, change, deps);
  const { departmentId: formerId, ...kept } = before;
  const { personId = before.personId, departmentId = formerId, from, until } = change;
  const after: Shift = {
    ...kept,
    ...(typeof departmentId === "string" && { departmentId }),
    personId,
    from: from === undefined ? before.from : momentOf(from),
    until: until === undefined ? before.until : momentOf(until),
    version: before.version + 1,
  };
  if (personId !== before.personId) await checkPerson(personId, before.role, facilityId, deps);
  if (typeof change.departmentId === "string") await checkDepartment(change.departmentId, facilityId, deps);
  await checkFree(after, deps);
  return { put: [after], told: after.until <= deps.now() ? [] : toldOfChange(before, after) };
}

function toldOfChange(before: Shift, after: Shift): readonly Told[] {
  if (before.personId !== after.personId)
    return [tellOf(after, before.personId, "duty-covered"), tellOf(after, after.personId, "duty-given")];
  const isMoved =
    before.from !== after.from || before.until !== after.until || before.departmentId !== after.departmentId;
  return isMoved ? [tellOf(after, after.personId, "duty-moved")] : [];
}

function tellOf({ id, version }: Shift, personId: string, kind: Told["kind"]): Told {
  return { personId, kind, about: `${id}-v${version}` };
}

async function coveredParts(facilityId: string, change: Change<"cover">, deps: ChangingDeps): Promise<Planned> {
  const before = await seen(facilityId, change, deps);
  const { personId, from, until } = change;
  await checkPerson(personId, before.role, facilityId, deps);
  const part = {
    ...(from !== undefined && { from: momentOf(from) }),
    ...(until !== undefined && { until: momentOf(until) }),
  };
  const result = covered(before, { personId, ...part }, () => deps.newId(), deps.now());
  if (result === undefined) throw refusedDuties.cover();
  const parts = [result.changed, ...result.added];
  for (const shift of parts) if (shift.personId === personId) await checkFree(shift, deps);
  const told = [
    tellOf(result.changed, before.personId, "duty-covered"),
    tellOf(result.changed, personId, "duty-given"),
  ];
  return { put: parts, told: before.until <= deps.now() ? [] : told };
}

/** For a department that is no more, the copy is for the whole house. A duty that is there already, or whose person is on duty then in that role, is not copied once more. */
async function copies(
  facilityId: string,
  { from, until: before, everyDays, times }: Change<"copy">,
  deps: ChangingDeps,
): Promise<readonly Shift[]> {
  const [first, last] = [momentOf(from), momentOf(before)];
  const spanMs = everyDays * day;
  const until = last + spanMs * (times + 1);
  const listing = await deps.duties.listBetween(facilityId, first, until);
  const listed = readableOf(listing, deps.log);
  const pattern = listed.filter((shift) => shift.from >= first && shift.from < last);
  if (pattern.length === 0) return [];
  const departments = pattern.some(({ departmentId }) => departmentId !== undefined)
    ? await departmentIdsOf(facilityId, deps)
    : [];
  const whose = new Map(
    pattern.map(({ role, personId, insteadOf }) => {
      const who = { facilityId, role, personId: insteadOf ?? personId };
      return [`${who.role} ${who.personId}`, who];
    }),
  );
  const taken = await Promise.all([...whose.values()].map((who) => deps.duties.takenBy(who, first, until)));
  const there = [...listed, ...taken.flat()];
  const made: Shift[] = [];
  for (let time = 1; time <= times; time += 1) {
    for (const { role, personId, insteadOf, departmentId, ...shift } of pattern) {
      const copy: Shift = {
        id: deps.newId(),
        facilityId,
        ...(departmentId !== undefined && departments.includes(departmentId) && { departmentId }),
        role,
        personId: insteadOf ?? personId,
        from: shift.from + time * spanMs,
        until: shift.until + time * spanMs,
        kind: "planned",
        version: 1,
      };
      if (![...there, ...made].some((other) => isTwice(copy, other))) made.push(copy);
    }
  }
  return made;
}

async function seen(
  facilityId: string,
  { dutyId, version }: { readonly dutyId: string; readonly version: number },
  deps: ChangingDeps,
): Promise<Shift> {
  const shift = await deps.duties.find(facilityId, dutyId);
  if (shift === undefined) throw unknownDuty(dutyId);
  if (shift.version !== version) throw rosterChangedByOthers();
  return shift;
}

/** The schema let only times pass. */
function momentOf(text: string): EpochMs {
  return epochOf(text) ?? Number.NaN;
}
