import { type EpochMs, second } from "../model/time.ts";
import type { Presence } from "./visit.ts";

/** A mesh in which everybody sends to everybody: more would ask too much of a tablet and its line. */
export const mostInCall = 4;
/** A page says once a minute that it is there. */
export const absentAfterMs = 150 * second;

/**
 * Who is there when somebody comes or says that they still are; undefined: there is no room. A person takes part with one
 * page at a time: a newer one takes its place. Whoever was not heard of for {@link absentAfterMs} makes room.
 */
export function presentAfter(
  present: readonly Presence[],
  arriving: Presence,
  now: EpochMs,
): readonly Presence[] | undefined {
  const before = present.find(({ peerId }) => peerId === arriving.peerId);
  const others = present.filter(
    ({ personId, peerId, seenAt }) =>
      personId !== arriving.personId && peerId !== arriving.peerId && now - seenAt <= absentAfterMs,
  );
  if (others.length >= mostInCall) return undefined;
  return [...others, { ...arriving, joinedAt: before?.joinedAt ?? arriving.joinedAt }];
}
