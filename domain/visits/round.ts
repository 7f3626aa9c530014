import { type EpochMs, minute } from "../model/time.ts";
import { timeOf, type Visit } from "./visit.ts";

/**
 * A round that rests so long has ended: who was not seen by then was missed. Longer than the wait at one door, since a note is
 * written and signed between two of them.
 */
export const roundRestMs = 60 * minute;

/** Steps by which somebody sees residents; to be asked for, given a time or called off is none. */
const seeing: readonly string[] = ["arrive", "begin", "end", "stop", "order", "sign"];

/** The visits of a round in the order in which it goes: by time, and of the same time as they were asked for. */
export function inRoundOrder(one: Visit, other: Visit): number {
  return timeOf(one) - timeOf(other) || one.id.localeCompare(other.id, "en", { numeric: true });
}

/**
 * Until when those of a round are still to come of whom nobody was seen yet: as long as somebody of it is seen, and
 * {@link roundRestMs} after. Undefined: nobody of it was seen, so that each goes by its own time.
 */
export function roundGoesOnUntil(round: readonly Visit[]): EpochMs | undefined {
  const signs = round.flatMap(({ present, steps }) => [
    ...present.map(({ seenAt }) => seenAt),
    ...steps.flatMap(({ what, at, by }) => (by !== undefined && seeing.includes(what) ? [at] : [])),
  ]);
  return signs.length === 0 ? undefined : Math.max(...signs) + roundRestMs;
}

/** What is told of a visit by itself, and not because somebody did something. */
export type OwnNews = "ask" | "unanswered" | "remind" | "missed";

/**
 * Whether this visit speaks for its round: of several that are asked for, near, or missed at once the staff hears once, of the
 * first of them. A visit of no round speaks for itself.
 */
export function speaksForRound(visit: Visit, what: OwnNews, round: readonly Visit[]): boolean {
  const alike = round.filter((one) => one.id === visit.id || isAlike(one, what));
  return alike.toSorted(inRoundOrder)[0]?.id === visit.id || alike.length === 0;
}

function isAlike({ state, steps }: Visit, what: OwnNews): boolean {
  if (what === "ask" || what === "unanswered") return state === "requested";
  if (state === "scheduled") return true;
  // Who was marked as missed by hand is spoken of no more.
  return what === "missed" && state === "no-show" && steps.at(-1)?.by === undefined;
}
