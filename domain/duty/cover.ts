import type { EpochMs } from "../model/time.ts";
import type { Shift } from "./shift.ts";

/** Somebody else takes a duty over, or a part of it. */
export interface Cover {
  readonly personId: string;
  /** Within the duty; absent: from now on where it runs, else from its beginning. */
  readonly from?: EpochMs;
  readonly until?: EpochMs;
}

/** What becomes of a duty that is covered: itself in its next version, and what it is cut into besides. */
export interface Covered {
  readonly changed: Shift;
  readonly added: readonly Shift[];
}

/**
 * Covers a duty, whole or in part. The middle of it leaves the first person with two duties around it. Undefined when the
 * part is empty, reaches beyond the duty, or it is the same person.
 */
export function covered(shift: Shift, cover: Cover, newId: () => string, now: EpochMs): Covered | undefined {
  const { personId, from = defaultFrom(shift, now), until = shift.until } = cover;
  if (personId === shift.personId || from < shift.from || until > shift.until || from >= until) return undefined;
  const insteadOf = shift.insteadOf ?? shift.personId;
  const taken = { ...shift, from, until, personId, kind: "cover", insteadOf } as const;
  const left = [
    { ...shift, until: from },
    { ...shift, from: until },
  ].filter((part) => part.from < part.until);
  const [first, ...others] = left;
  if (first === undefined) return { changed: { ...taken, version: shift.version + 1 }, added: [] };
  return {
    changed: { ...first, version: shift.version + 1 },
    added: [taken, ...others].map((part) => ({ ...part, id: newId(), version: 1 })),
  };
}

/** Who was there until now was there: covering a duty that runs does not rewrite that. */
function defaultFrom(shift: Shift, now: EpochMs): EpochMs {
  return shift.from < now && now < shift.until ? now : shift.from;
}
