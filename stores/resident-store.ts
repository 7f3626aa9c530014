import type { Alert } from "../domain/alerts/alert.ts";
import { type BedHold, type BedPlace, type BedRefusal, type BedState, judgeTaking } from "../domain/beds/guard.ts";
import type { BedHistoryEntry } from "../domain/beds/history.ts";
import type { Device } from "../domain/model/device.ts";
import type { Resident } from "../domain/model/resident.ts";
import type { EpochMs } from "../domain/model/time.ts";
import type { TableEngine, Write } from "../domain/ports.ts";
import type { ResidentChangeRecord } from "../domain/register/history.ts";
import { changing } from "./alert-items.ts";
import { allPages, itemsById, type Slice, sliceOf } from "./all-pages.ts";
import { bedHistory, bedStates, dropEndedHold, holdBed, listEndedHolds, listHolds, releaseBed } from "./bed-guards.ts";
import { type EndedHold, type Release, recordingBed } from "./bed-history-items.ts";
import { guardedKey, leavingBed, occupyingBed, takingBed } from "./bed-items.ts";
import { replacingDevice } from "./device-items.ts";
import { formerOf, recordingChange, residentItem } from "./resident-items.ts";
import { type Entry, type Listing, readItem, readItems } from "./stored-item.ts";
import { tables } from "./tables.ts";
import { savingWatch } from "./watch-items.ts";
import type { VersionedWatch } from "./watch-store.ts";

const table = tables.residents;

/** Everything that one change of a resident's record changes with it. */
export interface ResidentCommit {
  readonly before: Resident;
  readonly after: Resident;
  readonly record?: ResidentChangeRecord;
  /** The watch as it is to be, with the version that was read. */
  readonly watch?: VersionedWatch;
  readonly devices?: readonly { readonly before: Device; readonly after: Device }[];
  /** Alerts with the version after the one that was read. */
  readonly alerts?: readonly Alert[];
  /** How a bed is taken that is not the resident's yet. */
  readonly taking?: BedTaking;
}

/** At what moment a bed is taken, and by which hold if it is held. Without it only a bed that has no guard is free. */
export interface BedTaking {
  readonly now: EpochMs;
  readonly holdId?: string | undefined;
}

/** The people in Anhu's care, and who has which bed. */
export class ResidentStore {
  readonly #engine: TableEngine;

  constructor(engine: TableEngine) {
    this.#engine = engine;
  }

  async find(id: string): Promise<Resident | undefined> {
    const item = await this.#engine.get(table, { id });
    return item && readItem<Resident>(table, item);
  }

  /** By id; unknown ids are absent. */
  async findMany(ids: readonly string[]): Promise<ReadonlyMap<string, Resident>> {
    const found = new Map<string, Resident>();
    for (const [id, item] of await itemsById(this.#engine, table, ids)) found.set(id, readItem(table, item));
    return found;
  }

  /** Those in care, in the order of their ids. */
  async listByFacility(facilityId: string): Promise<Listing<Resident>> {
    return this.#list(facilityId);
  }

  /** Those whose care ended there, in the order of their ids. */
  async listFormer(facilityId: string): Promise<Listing<Resident>> {
    return this.#list(formerOf(facilityId));
  }

  /** Those in care of a facility after an id, in the order of ids; reads no more than it answers. */
  async sliceOfFacility(facilityId: string, slice: Slice): Promise<readonly Entry<Resident>[]> {
    return sliceOf(this.#engine, table, { index: "byFacility", partition: facilityId }, slice);
  }

  /** The same of those whose care ended there. */
  async sliceOfFormer(facilityId: string, slice: Slice): Promise<readonly Entry<Resident>[]> {
    return sliceOf(this.#engine, table, { index: "byFacility", partition: formerOf(facilityId) }, slice);
  }

  /**
   * Who has which of these beds of a facility, as it is stored: holds that ran out still stand. In the order of the ids.
   * Where beds have no guards yet, the residents' records say who lies where.
   */
  async bedStates(facilityId: string, bedIds: readonly string[]): Promise<readonly BedState[]> {
    if (bedIds.length === 0) return [];
    const [states, guarded] = await Promise.all([
      bedStates(this.#engine, facilityId, bedIds),
      this.#engine.get(table, guardedKey(facilityId)),
    ]);
    if (guarded !== undefined) return states;
    const { items } = await this.listByFacility(facilityId);
    const inBed = new Map(items.toReversed().map(({ id, bedId }) => [bedId, id]));
    return states.map((state) => {
      const residentId = inBed.get(state.place.bedId);
      return state.guard.kind !== "free" || residentId === undefined
        ? state
        : { ...state, guard: { kind: "occupied", residentId } };
    });
  }

  /** Who has a bed, of these beds of a facility; free beds are absent. */
  async occupants(facilityId: string, bedIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const beds = await this.bedStates(facilityId, bedIds);
    return new Map(
      beds.flatMap(({ place, guard }) => (guard.kind === "occupied" ? [[place.bedId, guard.residentId] as const] : [])),
    );
  }

  /** The beds that are held, those whose time ran out included: of one facility, or of all. */
  async listHolds(facilityId?: string): Promise<readonly { readonly place: BedPlace; readonly hold: BedHold }[]> {
    return listHolds(this.#engine, facilityId);
  }

  /** Holds a bed that is free, or holds it for longer. `conflict`: somebody else did something to the bed meanwhile. */
  async hold(place: BedPlace, hold: BedHold, now: EpochMs): Promise<"held" | "conflict" | BedRefusal> {
    await this.guardBeds(place.facilityId);
    return holdBed(this.#engine, place, hold, now);
  }

  /** Ends a hold. `not-held`: the bed is not held by it, any more or at all. */
  async release(place: BedPlace, hold: BedHold, release: Release): Promise<"released" | "not-held"> {
    return releaseBed(this.#engine, place, hold, release);
  }

  /** Holds of referrals that ran out when others took the beds, as long as their cases have not been told. */
  async listEndedHolds(): Promise<readonly EndedHold[]> {
    return listEndedHolds(this.#engine);
  }

  /** The case of that hold was told, or needs not to be. */
  async dropEndedHold(ended: EndedHold): Promise<void> {
    await dropEndedHold(this.#engine, ended);
  }

  /** What happened with a bed, the newest first, at most so many; `before`: a time, of which and after which none are answered. */
  async bedHistory(
    place: BedPlace,
    range: { readonly limit: number; readonly before?: EpochMs | undefined },
  ): Promise<Listing<BedHistoryEntry>> {
    return bedHistory(this.#engine, place, range);
  }

  /** Takes a resident in, and their bed with them. */
  async add(resident: Resident, taking?: BedTaking): Promise<"added" | "already-exists" | BedRefusal> {
    const put: Write = { kind: "put", table, item: residentItem(resident), when: { absent: true } };
    const { facilityId, bedId, id } = resident;
    const beds = bedId === undefined ? [] : await this.#taking({ facilityId, bedId }, id, taking);
    if (typeof beds === "string") return (await this.find(id)) === undefined ? beds : "already-exists";
    const outcome = await this.#engine.write([put, ...beds]);
    if (outcome.kind === "written") return "added";
    return outcome.failed.includes(0) ? "already-exists" : "bed-taken";
  }

  /** Writes a resident unless somebody else wrote it since `before` was read. */
  async replace(before: Resident, after: Resident): Promise<"replaced" | "conflict" | BedRefusal> {
    const outcome = await this.commit({ before, after });
    return outcome === "committed" ? "replaced" : outcome;
  }

  /**
   * Writes a change as one: all of it or nothing. `conflict`: somebody else wrote one of the records since it was read;
   * read again and decide again.
   */
  async commit({
    before,
    after,
    record,
    watch,
    devices = [],
    alerts = [],
    taking,
  }: ResidentCommit): Promise<"committed" | "conflict" | BedRefusal> {
    const when = { attribute: "json", equals: JSON.stringify(before) };
    const beds = await this.#bedWrites(before, after, taking, taking?.now ?? record?.at);
    if (typeof beds === "string") return beds;
    const writes: readonly Write[] = [
      { kind: "put", table, item: residentItem(after), when },
      ...beds,
      ...(record === undefined ? [] : [recordingChange(record)]),
      ...(watch === undefined ? [] : [savingWatch(watch)]),
      ...devices.map(({ before: was, after: is }) => replacingDevice(was, is)),
      ...alerts.flatMap(changing),
    ];
    const outcome = await this.#engine.write(writes);
    if (outcome.kind === "written") return "committed";
    // The bed stands behind the resident, and first what takes it.
    const isOfBed = (index: number): boolean => index > 0 && index <= beds.length && beds[index - 1]?.kind !== "delete";
    return outcome.failed.length > 0 && outcome.failed.every(isOfBed) ? "bed-taken" : "conflict";
  }

  /** Gives everybody who has a bed there its guard, once: for what was stored before there were guards. */
  async guardBeds(facilityId: string): Promise<void> {
    const key = guardedKey(facilityId);
    if ((await this.#engine.get(table, key)) !== undefined) return;
    const { items } = await this.listByFacility(facilityId);
    const taken = new Set<string>();
    for (const { id, bedId } of items) {
      // Where two were put into one bed before that was impossible, the first keeps it.
      if (bedId === undefined || taken.has(bedId)) continue;
      taken.add(bedId);
      await this.#engine.write([takingBed(facilityId, bedId, id)]);
    }
    await this.#engine.write([{ kind: "put", table, item: { ...key } }]);
  }

  async #bedWrites(
    before: Resident,
    after: Resident,
    taking: BedTaking | undefined,
    at: EpochMs | undefined,
  ): Promise<readonly Write[] | BedRefusal> {
    const { id, facilityId, bedId } = after;
    if (before.facilityId === facilityId && before.bedId === bedId) return [];
    const taken = bedId === undefined ? [] : await this.#taking({ facilityId, bedId }, id, taking);
    if (typeof taken === "string" || before.bedId === undefined) return taken;
    await this.guardBeds(before.facilityId);
    const [left] = await this.bedStates(before.facilityId, [before.bedId]);
    const isTheirs = left?.guard.kind === "occupied" && left.guard.residentId === id;
    if (!isTheirs) return taken;
    // Without a moment, as of a record that is only put right, there is nothing to keep.
    const kept = at === undefined ? [] : [recordingBed(left.place, at, { kind: "left", residentId: id })];
    return [...taken, leavingBed(before.facilityId, before.bedId, id), ...kept];
  }

  async #taking(
    { facilityId, bedId }: BedPlace,
    residentId: string,
    { now, holdId }: BedTaking = { now: 0 },
  ): Promise<readonly Write[] | BedRefusal> {
    await this.guardBeds(facilityId);
    const [bed] = (await this.bedStates(facilityId, [bedId])) as [BedState];
    return judgeTaking(bed, { residentId, holdId }, now) ?? occupyingBed(bed, residentId, now);
  }

  async #list(partition: string): Promise<Listing<Resident>> {
    return readItems<Resident>(table, await allPages(this.#engine, table, { index: "byFacility", partition }));
  }
}
