import { entryOf } from "../model/observations.ts";
import type { Observation } from "../model/reading.ts";
import type { EpochMs } from "../model/time.ts";

/** In the bed or out of it, as its sensor said; both ends are moments at which it spoke. */
export interface BedStretch {
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly is: "in-bed" | "out-of-bed";
}

/** A word of the sensor holds as long as it is live; after that nobody knows, until it speaks again. */
const holdsForMs = entryOf("bed-occupancy").freshness.liveForMs;

/**
 * The stretches of which bed sensors spoke, in order, without overlap. What lies between two stretches is not known. Of
 * several sensors one that says that somebody is in bed is believed before one that says that nobody is.
 *
 * `observations` may be of any code, sorted by time.
 */
export function bedStretches(observations: readonly Observation[]): readonly BedStretch[] {
  const byDevice = new Map<string, Observation[]>();
  for (const observation of observations) {
    if (observation.code !== "bed-occupancy" || typeof observation.value !== "boolean") continue;
    const own = byDevice.get(observation.deviceId);
    if (own === undefined) byDevice.set(observation.deviceId, [observation]);
    else own.push(observation);
  }
  let known: readonly BedStretch[] = [];
  for (const own of byDevice.values()) known = known.length === 0 ? stretchesOf(own) : merged(known, stretchesOf(own));
  return known;
}

function stretchesOf(words: readonly Observation[]): readonly BedStretch[] {
  const stretches: BedStretch[] = [];
  let open: { from: EpochMs; to: EpochMs; is: BedStretch["is"] } | undefined;
  for (const { at, value } of words) {
    const is = value === true ? "in-bed" : "out-of-bed";
    const isHeld = open !== undefined && at - open.to <= holdsForMs;
    if (open !== undefined && isHeld) open.to = at;
    if (open !== undefined && isHeld && open.is === is) continue;
    if (open !== undefined) stretches.push(open);
    open = { from: at, to: at, is };
  }
  if (open !== undefined) stretches.push(open);
  return stretches.filter(({ from, to }) => to > from);
}

/** Cuts out of the second sensor's stretches what the first said, but for "in bed", which wins. */
function merged(one: readonly BedStretch[], other: readonly BedStretch[]): readonly BedStretch[] {
  const edges = [...new Set([...one, ...other].flatMap(({ from, to }) => [from, to]))].toSorted((a, b) => a - b);
  const joined: { from: EpochMs; to: EpochMs; is: BedStretch["is"] }[] = [];
  for (let at = 0; at + 1 < edges.length; at += 1) {
    const [from, to] = [edges[at] as EpochMs, edges[at + 1] as EpochMs];
    const said = [...one, ...other].filter((each) => each.from <= from && each.to >= to);
    if (said.length === 0) continue;
    const is = said.some((each) => each.is === "in-bed") ? "in-bed" : "out-of-bed";
    const last = joined.at(-1);
    if (last !== undefined && last.to === from && last.is === is) last.to = to;
    else joined.push({ from, to, is });
  }
  return joined;
}

/** The parts of the stretches that lie within; both ends included. */
export function within(stretches: readonly BedStretch[], from: EpochMs, to: EpochMs): readonly BedStretch[] {
  return stretches.flatMap((each) => {
    const cut = { ...each, from: Math.max(each.from, from), to: Math.min(each.to, to) };
    return cut.to > cut.from ? [cut] : [];
  });
}

/** Joins what is the same and touches, as at midnight, where two days meet; `atMostMs` apart counts as touching. */
export function joined(stretches: readonly BedStretch[], atMostMs = holdsForMs): readonly BedStretch[] {
  const result: BedStretch[] = [];
  for (const each of stretches) {
    const last = result.at(-1);
    const touches = last !== undefined && last.is === each.is && each.from - last.to <= atMostMs;
    if (last !== undefined && touches) result[result.length - 1] = { ...last, to: Math.max(last.to, each.to) };
    else result.push(each);
  }
  return result;
}

/** How long in all, in ms. */
export function lengthOf(stretches: readonly BedStretch[], is: BedStretch["is"]): number {
  return stretches.reduce((sum, each) => (each.is === is ? sum + each.to - each.from : sum), 0);
}
