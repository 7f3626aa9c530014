import type { Item, Write } from "../domain/ports.ts";
import type { VisitNote } from "../domain/visits/note.ts";
import { openOrdersAt } from "../domain/visits/orders.ts";
import { openVisitStates } from "../domain/visits/transitions.ts";
import { facilitiesOf, timeOf, type Visit } from "../domain/visits/visit.ts";
import { storedItem } from "./stored-item.ts";
import { tables } from "./tables.ts";

const table = tables.visits;

/** Visits are found by facility and whether something is still to be done; and while a task of theirs is open there. */
export type VisitPart = "open" | "closed" | "tasks";

export function facilityAndPart(facilityId: string, part: VisitPart): string {
  return `${facilityId}#${part}`;
}

/** The visits of a round are found by this, whatever part they are in: no facility's name begins so. */
export function partOfRound(roundId: string): string {
  return `#round#${roundId}`;
}

export function visitKey(id: string): { readonly key: string } {
  return { key: `visit#${id}` };
}

export function noteKey(visitId: string): { readonly key: string } {
  return { key: `note#${visitId}` };
}

/**
 * The writes of a visit: itself, and for each of its facilities an entry by which that one finds it, and another
 * while a task is open there. The version before
 * must be there; the first must not.
 */
export function writesOf(visit: Visit): readonly Write[] {
  const at = timeInOrder(timeOf(visit), visit.id);
  const part = openVisitStates.includes(visit.state) ? "open" : "closed";
  const attributes = { ...visitKey(visit.id), residentId: visit.residentId, at, version: visit.version };
  const when =
    visit.version === 1 ? ({ absent: true } as const) : ({ attribute: "version", equals: visit.version - 1 } as const);
  const entries = facilitiesOf(visit).map((facilityId): Write => {
    const item: Item = { key: `at#${facilityId}#${visit.id}`, facilityAndPart: facilityAndPart(facilityId, part), at };
    return { kind: "put", table, item: { ...item, visitId: visit.id } };
  });
  return [
    { kind: "put", table, item: storedItem(attributes, visit), when },
    ...entries,
    ...taskEntries(visit),
    ...roundEntry(visit, at),
  ];
}

function roundEntry({ id, roundId }: Visit, at: string): readonly Write[] {
  if (roundId === undefined) return [];
  const item: Item = { key: `round#${roundId}#${id}`, facilityAndPart: partOfRound(roundId), at, visitId: id };
  return [{ kind: "put", table, item }];
}

/** Where a task was never ordered there is no entry to take away. */
function taskEntries(visit: Visit): readonly Write[] {
  if (visit.orders.length === 0) return [];
  return facilitiesOf(visit).map((facilityId): Write => {
    const key = { key: `tasks#${facilityId}#${visit.id}` };
    const open = openOrdersAt(visit, facilityId);
    if (open.length === 0) return { kind: "delete", table, key };
    const at = timeInOrder(Math.min(...open.map(({ orderedAt }) => orderedAt)), visit.id);
    const item: Item = { ...key, facilityAndPart: facilityAndPart(facilityId, "tasks"), at, visitId: visit.id };
    return { kind: "put", table, item };
  });
}

/** The write of a note's next version; the version before must be there, and the first must not. */
export function noteWrite(note: VisitNote): Write {
  const item = storedItem({ ...noteKey(note.visitId), version: note.version }, note);
  const when =
    note.version === 1 ? ({ absent: true } as const) : ({ attribute: "version", equals: note.version - 1 } as const);
  return { kind: "put", table, item, when };
}

/** Two at the same time are apart by their ids. */
function timeInOrder(at: number, id: string): string {
  return `${new Date(at).toISOString()}#${id}`;
}
