import { type EpochMs, minute, second } from "../model/time.ts";
import { isMedical, type Presence, type Visit } from "./visit.ts";

/** A mesh in which everybody sends to everybody: more would ask too much of a tablet and its line. */
export const mostInCall = 4;
/** A page says once a minute that it is there. */
export const absentAfterMs = 150 * second;

/** How long before its time a visit can be entered: who taps one of next week is told so. */
const earliestArrivalMs = 60 * minute;

/** From when the waiting room of a visit lets people in; undefined: it does by now, or never will. */
export function opensAt({ state, scheduledAt }: Pick<Visit, "state" | "scheduledAt">): EpochMs | undefined {
  return state === "scheduled" && scheduledAt !== undefined ? scheduledAt - earliestArrivalMs : undefined;
}

/** For whom a place is kept: somebody who may lead, where it is medical, and somebody at the resident's side. */
export function awaitedIn({ kind }: Pick<Visit, "kind">): readonly ((one: Presence) => boolean)[] {
  const atTheSide = ({ party }: Presence): boolean => party === "resident";
  return isMedical(kind) ? [leads, atTheSide] : [atTheSide];
}

function leads({ party, mayLead = party === "lead" }: Presence): boolean {
  return mayLead;
}

/** `full`: no room; `taken`: the page's name stands under another person. */
export type Arrival =
  | { readonly kind: "in"; readonly present: readonly Presence[] }
  | { readonly kind: "full" | "taken" };

/**
 * Who is there when somebody comes or says that they still are. A person takes part with one page at a time: a newer one
 * takes its place. Whoever was not heard of for {@link absentAfterMs} makes room. A page's name is one person's: under it the
 * others hear who speaks. Of the places one is kept for each of `awaited` that is not there yet.
 */
export function presentAfter(
  present: readonly Presence[],
  arriving: Presence,
  awaited: readonly ((one: Presence) => boolean)[],
  now: EpochMs,
): Arrival {
  const before = present.find(({ peerId }) => peerId === arriving.peerId);
  if (before !== undefined && before.personId !== arriving.personId) return { kind: "taken" };
  const others = present.filter(
    ({ personId, seenAt }) => personId !== arriving.personId && now - seenAt <= absentAfterMs,
  );
  const after = [...others, { ...arriving, joinedAt: before?.joinedAt ?? arriving.joinedAt }];
  const kept = awaited.filter((isAwaited) => !after.some(isAwaited)).length;
  // Whoever is in already stays, whatever the places are kept for.
  const most = before === undefined ? mostInCall - kept : mostInCall;
  return after.length > most ? { kind: "full" } : { kind: "in", present: after };
}
