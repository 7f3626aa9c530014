import { type BedHold, type BedPlace, type BedRefusal, type BedState, judgeHolding } from "../domain/beds/guard.ts";
import type { BedHistoryEntry } from "../domain/beds/history.ts";
import type { EpochMs } from "../domain/model/time.ts";
import type { TableEngine } from "../domain/ports.ts";
import { allPages } from "./all-pages.ts";
import {
  type EndedHold,
  endedPartition,
  historyId,
  historyPartition,
  type Release,
  recordingRelease,
  takingWord,
} from "./bed-history-items.ts";
import {
  bedKey,
  convertingKey,
  heldPartition,
  heldPrefix,
  holdingBed,
  placeOfGuard,
  readBed,
  releasingBed,
} from "./bed-items.ts";
import { type Listing, readItems } from "./stored-item.ts";
import { tables } from "./tables.ts";

const table = tables.residents;

/** What is stored for these beds of a facility, in the order of the ids. */
export async function bedStates(
  engine: TableEngine,
  facilityId: string,
  bedIds: readonly string[],
): Promise<readonly BedState[]> {
  const keys = bedIds.flatMap((bedId) => [bedKey(facilityId, bedId), convertingKey({ facilityId, bedId })]);
  const items = await engine.getMany(table, keys);
  return bedIds.map((bedId, index) => readBed({ facilityId, bedId }, items[2 * index], items[2 * index + 1]));
}

/** The beds that are held, those whose time ran out included: of one facility, or of all. The list may lag behind. */
export async function listHolds(
  engine: TableEngine,
  facilityId?: string,
): Promise<readonly { readonly place: BedPlace; readonly hold: BedHold }[]> {
  const sort = facilityId === undefined ? {} : { sort: { beginsWith: heldPrefix(facilityId) } };
  const items = await allPages(engine, table, { index: "byFacility", partition: heldPartition, ...sort });
  return items.flatMap((item) => {
    const place = placeOfGuard(item);
    const { guard } = readBed(place, item, undefined);
    return guard.kind === "held" ? [{ place, hold: guard.hold }] : [];
  });
}

/** Holds of referrals that ran out when others took the beds, and of which the cases have not been told. May lag behind. */
export async function listEndedHolds(engine: TableEngine): Promise<readonly EndedHold[]> {
  const items = await allPages(engine, table, { index: "byFacility", partition: endedPartition });
  return items.map(({ ended }) => JSON.parse(String(ended)) as EndedHold);
}

/** Holds a bed that is free, or holds it for longer. `conflict`: somebody else did something to the bed meanwhile. */
export async function holdBed(
  engine: TableEngine,
  place: BedPlace,
  hold: BedHold,
  now: EpochMs,
): Promise<"held" | "conflict" | BedRefusal> {
  const [bed] = (await bedStates(engine, place.facilityId, [place.bedId])) as [BedState];
  const refusal = judgeHolding(bed, hold.id, now);
  if (refusal !== undefined) return refusal;
  const outcome = await engine.write(holdingBed(bed, hold));
  return outcome.kind === "written" ? "held" : "conflict";
}

/** Ends a hold that stands as it was read. `not-held`: it does not, any more. */
export async function releaseBed(
  engine: TableEngine,
  place: BedPlace,
  hold: BedHold,
  release: Release,
): Promise<"released" | "not-held"> {
  const outcome = await engine.write([releasingBed(place, hold), recordingRelease(place, hold, release)]);
  return outcome.kind === "written" ? "released" : "not-held";
}

/** The case of that hold was told, or needs not to be. */
export async function dropEndedHold(engine: TableEngine, ended: EndedHold): Promise<void> {
  await engine.write([takingWord(ended)]);
}

/** What happened with a bed, the newest first, at most so many; `before`: a time, of which and after which none are answered. */
export async function bedHistory(
  engine: TableEngine,
  place: BedPlace,
  { limit, before }: { readonly limit: number; readonly before?: EpochMs | undefined },
): Promise<Listing<BedHistoryEntry>> {
  const items = await allPages(engine, table, {
    index: "byFacility",
    partition: historyPartition(place),
    newestFirst: true,
    limit,
    ...(before !== undefined && { sort: { to: historyId(place, before) } }),
  });
  return readItems<BedHistoryEntry>(table, items);
}
