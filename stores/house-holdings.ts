import type { BedHistoryEntry } from "../domain/beds/history.ts";
import type { Device } from "../domain/model/device.ts";
import type { Facility } from "../domain/model/facility.ts";
import type { Person } from "../domain/model/person.ts";
import { day, type EpochMs } from "../domain/model/time.ts";
import type { Item, Query, TableDefinition, TableEngine } from "../domain/ports.ts";
import { passedOn } from "../domain/register/holders.ts";
import { allPages } from "./all-pages.ts";
import { historyPartition, recordingBed } from "./bed-history-items.ts";
import { replacingDevice } from "./device-items.ts";
import { listedUnder } from "./facility-items.ts";
import { bodyOf, type Holding, keyOf, names } from "./holding.ts";
import { relationPlace } from "./person-places.ts";
import { rewriting } from "./person-store.ts";
import { readItem } from "./stored-item.ts";
import { tables } from "./tables.ts";

/** What stands in the place of whoever was erased. */
export const erasedName = "〔已注销〕";
export const erasedId = "erased";

/** Days of the quarantine go back so far (quarantine-store.ts). */
const quarantineDays = 9;

/** Which houses are named in these items, as `facilityId` and the like or in the words of a move. */
export async function facilitiesNamedIn(engine: TableEngine, items: readonly Item[]): Promise<readonly string[]> {
  const known = await allPages(engine, tables.facilities, { partition: listedUnder });
  return known.map(({ id }) => String(id)).filter((id) => items.some((item) => names(item, [id])));
}

/** What houses have of a resident among what is about others too: lists, hand-overs, beds, devices, relatives. */
export async function* houseHoldings(
  engine: TableEngine,
  sought: {
    readonly residentId: string;
    readonly words: readonly string[];
    readonly alertIds: readonly string[];
    readonly facilityIds: readonly string[];
    readonly now: EpochMs;
  },
): AsyncGenerator<Holding> {
  const { residentId, words, alertIds, facilityIds, now } = sought;
  for (const facilityId of facilityIds) {
    yield* matching(engine, "notifications", { index: "byFacility", partition: facilityId }, [residentId]);
    yield* matching(engine, "conversions", { partition: facilityId }, [residentId]);
    yield* handovers(engine, facilityId, alertIds, words);
    yield* devices(engine, facilityId, residentId, now);
    yield* bedHistory(engine, facilityId, residentId);
  }
  const paying = await engine.get(tables.conversions, { facilityId: "#paying", id: residentId });
  if (paying !== undefined) yield { part: "conversions", table: tables.conversions, item: paying };
  for (let back = 0; back <= quarantineDays; back += 1) {
    const partition = new Date(now - back * day).toISOString().slice(0, 10).replaceAll("-", "");
    for (const item of await allPages(engine, tables.quarantine, { partition }))
      if (names(item, [residentId], words) || isInLetter(item, residentId, words))
        yield { part: "quarantine", table: tables.quarantine, item };
  }
  const rows = await allPages(engine, tables.people, { index: "byPlace", partition: relationPlace(residentId) });
  for (const { personId } of rows) {
    const item = await engine.get(tables.people, { id: String(personId) });
    if (item === undefined) continue;
    const after = withoutResident(readItem<Person>(tables.people, item), residentId);
    yield { part: "people", table: tables.people, item, instead: rewriting(item, after) };
  }
}

async function* matching(
  engine: TableEngine,
  part: "notifications" | "conversions",
  query: Query,
  ids: readonly string[],
): AsyncGenerator<Holding> {
  const table: TableDefinition = tables[part];
  for (const item of await allPages(engine, table, query)) if (names(item, ids)) yield { part, table, item };
}

/** A dead letter's message is in base64. */
function isInLetter(item: Item, residentId: string, words: readonly string[]): boolean {
  const { letter } = bodyOf(item) as { readonly letter?: { readonly payload?: string } };
  if (letter?.payload === undefined) return false;
  return names({ text: Buffer.from(letter.payload, "base64").toString("utf8") }, [residentId], words);
}

/** The shift's record stays; the words by which somebody wrote of the resident go. */
async function* handovers(
  engine: TableEngine,
  partition: string,
  alertIds: readonly string[],
  words: readonly string[],
): AsyncGenerator<Holding> {
  const table = tables.handovers;
  if (alertIds.length === 0) return;
  for (const item of await allPages(engine, table, { partition })) {
    if (typeof item.json !== "string" || !names(item, alertIds)) continue;
    let json = item.json;
    for (const word of words) json = json.replaceAll(JSON.stringify(word).slice(1, -1), erasedName);
    for (const id of alertIds) json = json.replaceAll(`"${id}"`, `"${erasedId}"`);
    const when = { attribute: "json", equals: item.json };
    yield { part: "handovers", table, item, instead: [{ kind: "put", table, item: { ...item, json }, when }] };
  }
}

/** One that comes back with a backup may still be worn: it lies in stock from now on. */
async function* devices(
  engine: TableEngine,
  facilityId: string,
  residentId: string,
  now: EpochMs,
): AsyncGenerator<Holding> {
  const table = tables.devices;
  for (const item of await allPages(engine, table, { index: "byFacility", partition: facilityId })) {
    const before = readItem<Device>(table, item);
    const after = before.residentId === residentId ? passedOn(before, undefined, now) : before;
    if (after.heldBefore?.some((held) => held.residentId === residentId) !== true) continue;
    const heldBefore = after.heldBefore.map(({ residentId: id, until }) =>
      id === undefined || id === residentId ? { until } : { residentId: id, until },
    );
    yield { part: "devices", table, item, instead: [replacingDevice(before, { ...after, heldBefore })] };
  }
}

async function* bedHistory(engine: TableEngine, facilityId: string, residentId: string): AsyncGenerator<Holding> {
  const table = tables.residents;
  const house = await engine.get(tables.facilities, { listedUnder, id: facilityId });
  if (house === undefined) return;
  for (const { id: bedId } of readItem<Facility>(tables.facilities, house).beds) {
    const partition = historyPartition({ facilityId, bedId });
    for (const item of await allPages(engine, table, { index: "byFacility", partition })) {
      const { place, at, event } = readItem<BedHistoryEntry>(table, item);
      if (!("residentId" in event) || event.residentId !== residentId) continue;
      const written = recordingBed(place, at, { ...event, residentId: erasedId });
      yield {
        part: "bed-history",
        table,
        item,
        instead: [written, { kind: "delete", table, key: keyOf(table, item) }],
      };
    }
  }
}

function withoutResident(person: Person, residentId: string): Person {
  const { openings, ...rest } = person;
  const open = openings?.filter((opening) => opening.residentId !== residentId);
  return {
    ...rest,
    relations: person.relations.filter((relation) => relation.residentId !== residentId),
    ...(open !== undefined && { openings: open }),
    version: person.version + 1,
  };
}
