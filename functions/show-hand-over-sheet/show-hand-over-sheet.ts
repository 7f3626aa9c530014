import { handOverView, placeView, sheetAlertView } from "../../contracts/hand-over-views.ts";
import type { handOverRoutes } from "../../contracts/http/hand-over-routes.ts";
import type { HandOverSheetView } from "../../contracts/http/hand-overs.ts";
import { isoTimeOf } from "../../contracts/iso-time.ts";
import { monitoringView } from "../../contracts/monitoring-view.ts";
import { alertPriorities } from "../../domain/alerts/alert.ts";
import type { Facility } from "../../domain/model/facility.ts";
import type { Resident } from "../../domain/model/resident.ts";
import type { EpochMs } from "../../domain/model/time.ts";
import { changedPartsOf } from "../../domain/watch/change-plan.ts";
import { monitoringOf } from "../../domain/watch/monitoring.ts";
import { emptyWatch } from "../../domain/watch/watch.ts";
import type { Listing } from "../../stores/stored-item.ts";
import { askedSpan, type Span, usualSpanMs } from "../hand-over/asked-span.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { readableOf, readEach } from "../shell/read-each.ts";
import { unknown } from "../shell/refusals.ts";

type SheetDeps = Deps<"show-hand-over-sheet">;

/** The last raised of the closed alerts, among which those of the span are; and as many hand-overs. */
const mostClosed = 1000;
const mostHandOvers = 200;

/**
 * What whoever comes on duty has to know: alerts open and closed, whom nobody listens to, notes, changed plans, who is on
 * next. What cannot be read is counted, so that nobody takes the sheet for complete.
 */
export async function showHandOverSheet(
  { path, query }: HttpInput<(typeof handOverRoutes)["show-hand-over-sheet"]>,
  deps: SheetDeps,
): Promise<HandOverSheetView> {
  const now = deps.now();
  const span = askedSpan(query, now);
  const facility = await deps.facilities.find(path.id);
  if (facility === undefined) throw unknown("facility", path.id);
  const reading = new Reading(deps);
  const [residents, open, closed, notes, handOvers, onDuty] = await Promise.all([
    deps.residents.listByFacility(path.id).then((listing) => reading.of(listing)),
    deps.alerts.listOpen(path.id).then((listing) => reading.of(listing)),
    deps.alerts.listClosed(path.id, mostClosed).then((listing) => reading.of(listing)),
    deps.notes.listByFacility(path.id, span.from, span.until).then((listing) => reading.of(listing)),
    deps.handovers.listBetween(path.id, span.from, span.until, mostHandOvers).then((listing) => reading.of(listing)),
    dutiesAt(path.id, now, reading, deps),
  ]);
  const byId = await withFormer(residents, [...open, ...closed, ...notes], deps);
  const urgency = (priority: (typeof alertPriorities)[number]) => alertPriorities.indexOf(priority);
  return {
    facility: { id: facility.id, name: facility.name },
    from: isoTimeOf(span.from),
    until: isoTimeOf(span.until),
    madeAt: isoTimeOf(now),
    open: [...open]
      .sort((a, b) => urgency(a.priority) - urgency(b.priority) || a.raisedAt - b.raisedAt)
      .map((alert) => sheetAlertView(alert, byId.get(alert.residentId), facility)),
    closed: closed
      .filter(({ closedAt = 0 }) => closedAt >= span.from && closedAt <= span.until)
      .sort((a, b) => (b.closedAt ?? 0) - (a.closedAt ?? 0))
      .map((alert) => sheetAlertView(alert, byId.get(alert.residentId), facility)),
    unmonitored: await unmonitoredAmong(residents, facility, now, deps),
    notes: notes.map(({ id, residentId, facilityId, at, by, text, corrects }) => ({
      id,
      residentId,
      residentName: byId.get(residentId)?.name ?? residentId,
      facilityId,
      at: isoTimeOf(at),
      by,
      text,
      ...(corrects === undefined ? {} : { corrects }),
    })),
    planChanges: planChangesOf(residents, facility, span),
    handOvers: handOvers.map(handOverView),
    ...onDuty,
    unreadable: reading.unreadable,
  };
}

/** Reads lists and counts what of them cannot be read. */
class Reading {
  unreadable = 0;
  readonly #deps: Pick<SheetDeps, "log">;

  constructor(deps: Pick<SheetDeps, "log">) {
    this.#deps = deps;
  }

  of<T>(listing: Listing<T>): readonly T[] {
    this.unreadable += listing.unreadable.length;
    return readableOf(listing, this.#deps.log);
  }
}

/** Those of the facility, and whoever else alerts and notes are about: they may have left since. */
async function withFormer(
  residents: readonly Resident[],
  about: readonly { readonly residentId: string }[],
  deps: SheetDeps,
): Promise<ReadonlyMap<string, Resident>> {
  const byId = new Map(residents.map((resident) => [resident.id, resident]));
  const missing = new Set(about.map(({ residentId }) => residentId).filter((id) => !byId.has(id)));
  const { found } = await readEach(deps.residents, [...missing]);
  for (const [id, resident] of found) byId.set(id, resident);
  return byId;
}

async function unmonitoredAmong(
  residents: readonly Resident[],
  facility: Facility,
  now: EpochMs,
  deps: SheetDeps,
): Promise<HandOverSheetView["unmonitored"]> {
  const ids = residents.map(({ id }) => id);
  const { found } = await readEach(deps.watches, ids);
  return residents.flatMap((resident) => {
    const monitoring = monitoringOf(found.get(resident.id)?.watch ?? emptyWatch(resident.id), now);
    if (monitoring.state === "monitored") return [];
    return [{ ...placeView(resident.id, resident, facility), monitoring: monitoringView(monitoring) }];
  });
}

function planChangesOf(
  residents: readonly Resident[],
  facility: Facility,
  { from, until }: Span,
): HandOverSheetView["planChanges"] {
  return residents
    .flatMap((resident) =>
      (resident.planChanges ?? [])
        .filter(({ at }) => at >= from && at <= until)
        .map((change) => ({ resident, change })),
    )
    .sort((a, b) => a.change.at - b.change.at)
    .map(({ resident, change }) => ({
      ...placeView(resident.id, resident, facility),
      at: isoTimeOf(change.at),
      by: change.by,
      reason: change.reason,
      changed: [...changedPartsOf(change.change)],
    }));
}

/** Who is on duty now, and who comes within the next shift. */
async function dutiesAt(
  facilityId: string,
  now: EpochMs,
  reading: Reading,
  deps: SheetDeps,
): Promise<Pick<HandOverSheetView, "onDuty" | "next">> {
  const shifts = [...reading.of(await deps.duties.listBetween(facilityId, now, now + usualSpanMs))];
  const { found } = await readEach(
    { find: (id) => deps.people.find(id), findMany: async (ids) => peopleById(ids, deps) },
    [...new Set(shifts.map(({ personId }) => personId))],
  );
  const views = shifts
    .sort((a, b) => a.from - b.from)
    .map(({ role, personId, from, until }) => ({
      isNow: from <= now,
      view: {
        role,
        person: { id: personId, name: found.get(personId)?.name ?? personId },
        from: isoTimeOf(from),
        until: isoTimeOf(until),
      },
    }));
  return {
    onDuty: views.filter(({ isNow }) => isNow).map(({ view }) => view),
    next: views.filter(({ isNow }) => !isNow).map(({ view }) => view),
  };
}

async function peopleById(ids: readonly string[], deps: SheetDeps) {
  const people = await Promise.all(ids.map((id) => deps.people.find(id)));
  return new Map(people.flatMap((person) => (person === undefined ? [] : [[person.id, person] as const])));
}
