import type { Person } from "../domain/model/person.ts";
import type { Item, TableDefinition, TableEngine } from "../domain/ports.ts";
import { allPages } from "./all-pages.ts";
import { bodyOf, type Holding, names } from "./holding.ts";
import { placesOf, rowId } from "./person-places.ts";
import { readItem } from "./stored-item.ts";
import { tables } from "./tables.ts";

/**
 * All that is stored of somebody who signs in and that no law keeps, in the order in which it may be deleted, their account
 * last. `facilityIds`: where they work or have relatives. What they wrote and signed stays with the records of those whom it
 * is about.
 */
export async function* personHoldings(
  engine: TableEngine,
  { personId, facilityIds }: { readonly personId: string; readonly facilityIds: readonly string[] },
): AsyncGenerator<Holding> {
  for (const facilityId of facilityIds) {
    yield* called(engine, facilityId, personId);
    yield* onDuty(engine, facilityId, personId);
  }
  yield* connected(engine, personId);
  const item = await engine.get(tables.people, { id: personId });
  if (item === undefined) return;
  const person = readItem<Person>(tables.people, item);
  yield* invited(engine, person);
  yield* written(engine, person);
  const along = placesOf(person).map((place) => ({ table: tables.people, key: { id: rowId(place, personId) } }));
  yield { part: "people", table: tables.people, item, along };
}

async function* called(engine: TableEngine, partition: string, personId: string): AsyncGenerator<Holding> {
  const table = tables.notifications;
  for (const item of await allPages(engine, table, { index: "byFacility", partition })) {
    const { to } = bodyOf(item) as { readonly to?: { readonly personId?: string } };
    if (to?.personId === personId) yield { part: "notifications", table, item };
  }
}

/** Duties, the times that they took, and swaps: none of them is another's. */
async function* onDuty(engine: TableEngine, partition: string, personId: string): AsyncGenerator<Holding> {
  const table = tables.duties;
  for (const item of await allPages(engine, table, { partition }))
    if (isOf(item, personId)) yield { part: "duties", table, item };
}

function isOf(item: Item, personId: string): boolean {
  const {
    personId: id,
    own,
    other,
  } = bodyOf(item) as {
    readonly personId?: string;
    readonly own?: { readonly personId?: string };
    readonly other?: { readonly personId?: string };
  };
  if ([id, own?.personId, other?.personId].includes(personId)) return true;
  return String(item.id).startsWith("times.") && String(item.id).endsWith(`.${personId}`);
}

/** What they and the care team wrote to each other; pictures are the resident's. */
async function* written(engine: TableEngine, { id, relations }: Person): AsyncGenerator<Holding> {
  const table = tables["family-messages"];
  for (const { residentId } of relations)
    for (const item of await allPages(engine, table, { partition: `${residentId}#${id}` }))
      yield { part: "family-messages", table, item };
}

/** By which they came, and others that name them. */
async function* invited(engine: TableEngine, { id, name, relations }: Person): AsyncGenerator<Holding> {
  const table = tables.invitations;
  for (const { residentId } of relations)
    for (const item of await allPages(engine, table, { index: "byResident", partition: residentId }))
      if (names(item, [id], [name])) yield { part: "invitations", table, item };
}

/** Pages that were let in, and the names under which they entered calls. */
async function* connected(engine: TableEngine, personId: string): AsyncGenerator<Holding> {
  const table: TableDefinition = tables.connections;
  for (const item of await allPages(engine, table, { partition: personId })) {
    const { clientId } = item;
    const claim = { personId: `name#${clientId}`, clientId: String(clientId) };
    yield { part: "connections", table, item, along: [{ table, key: claim }] };
  }
}
