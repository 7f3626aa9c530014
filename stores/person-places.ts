import type { Person } from "../domain/model/person.ts";
import type { Item, Write } from "../domain/ports.ts";
import { tables } from "./tables.ts";

const table = tables.people;

/** Who holds a role for the whole service; no facility's id holds an asterisk. */
export const wholeService = "*";

/**
 * Where a browser is found. Its address is longer than a key of a table may be, so this is a mark of it; two browsers may
 * have the same, since whoever finds a person there looks at their browsers.
 */
export function browserPlace(endpoint: string): string {
  return `push#${markOf(endpoint, 0x811c9dc5)}${markOf(endpoint, 0x01234567)}`;
}

/** FNV-1a, 32 bits, from a beginning of choice. */
function markOf(text: string, beginning: number): string {
  let mark = beginning;
  for (const letter of text) mark = Math.imul(mark ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return (mark >>> 0).toString(16).padStart(8, "0");
}

/** Where the relatives of a resident are found; no facility's id holds a `#`. */
export function relationPlace(residentId: string): string {
  return `relation#${residentId}`;
}

/** All places at which a person is found, each once. */
export function placesOf({ roles, relations, reach }: Person): readonly string[] {
  const held = roles.map(({ facilityId }) => facilityId ?? wholeService);
  const tied = relations.map(({ residentId }) => relationPlace(residentId));
  return [...new Set([...held, ...tied, ...reach.pushes.map(({ endpoint }) => browserPlace(endpoint))])];
}

/** A transaction takes a hundred; a few are left for the person and who must stand. */
const mostRows = 96;

/**
 * What makes a person be found where they are now. A row that is left behind, where one write takes no more, harms
 * nothing: whoever finds it looks at the person.
 */
export function movingRows(before: Person | undefined, after: Person): readonly Write[] {
  const [from, to] = [before === undefined ? [] : placesOf(before), placesOf(after)];
  const added = to.filter((place) => !from.includes(place)).map((place) => addingRow(place, after.id));
  const removed = from
    .filter((place) => !to.includes(place))
    .map((place): Write => ({ kind: "delete", table, key: { id: rowId(place, after.id) } }));
  return [...added, ...removed].slice(0, mostRows);
}

export function addingRow(place: string, personId: string): Write {
  const item: Item = { id: rowId(place, personId), placeOf: place, personId };
  return { kind: "put", table, item };
}

/** No subject of an issuer holds a `#`. */
export function rowId(place: string, personId: string): string {
  return `at#${place}#${personId}`;
}
