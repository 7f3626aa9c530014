import type { ObservationCode } from "../domain/model/observations.ts";
import type { Observation, ObservationValue } from "../domain/model/reading.ts";

/** Observations of one device in one span of time: per code a flat list of ms since the span began, value, … */
export type Packed = Readonly<Partial<Record<ObservationCode, readonly ObservationValue[]>>>;

export interface Packing {
  /** The very object that was given when nothing was new. */
  readonly packed: Packed;
  /** What found no room. */
  readonly left: readonly Observation[];
}

/**
 * Adds observations to a packed row, each at its place in time.
 *
 * Of two with the same code and time the first stays, so adding again changes nothing and order does not matter. A row
 * that has fewer than `room` values takes new ones, up to twice as many: what comes together seldom lands in two rows.
 */
export function pack(before: Packed, observations: readonly Observation[], start: number, room: number): Packing {
  const lists = new Map<ObservationCode, ObservationValue[]>();
  const left: Observation[] = [];
  let count = countOf(before);
  const most = count < room ? 2 * room : count;
  for (const observation of observations) {
    const { code, value } = observation;
    const offset = Math.round(observation.at) - start;
    const list = lists.get(code) ?? before[code] ?? [];
    const place = placeOf(list, offset);
    if (list[place] === offset) continue;
    if (count >= most) {
      left.push(observation);
      continue;
    }
    const own = lists.get(code) ?? [...list];
    own.splice(place, 0, offset, value);
    lists.set(code, own);
    count += 1;
  }
  return { packed: lists.size === 0 ? before : { ...before, ...Object.fromEntries(lists) }, left };
}

/** Visits a row's observations, or those of one code: by code, then time. */
export function visitPacked(
  packed: Packed,
  start: number,
  code: ObservationCode | undefined,
  visit: (code: ObservationCode, at: number, value: ObservationValue) => void,
): void {
  for (const each of code === undefined ? (Object.keys(packed) as ObservationCode[]) : [code]) {
    const list = packed[each] ?? [];
    for (let index = 0; index < list.length; index += 2)
      visit(each, start + (list[index] as number), list[index + 1] as ObservationValue);
  }
}

function countOf(packed: Packed): number {
  let count = 0;
  for (const list of Object.values(packed)) count += list.length / 2;
  return count;
}

/** Where an offset is or belongs, sought from the end because readings mostly come in order. */
function placeOf(list: readonly ObservationValue[], offset: number): number {
  let place = list.length;
  while (place > 0 && (list[place - 2] as number) >= offset) place -= 2;
  return place;
}
