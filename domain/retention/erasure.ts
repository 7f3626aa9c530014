import type { EpochMs } from "../model/time.ts";
import type { RetentionClass } from "./classes.ts";
import type { ClockStarts } from "./kept-until.ts";

export const erasedKinds = ["resident", "relative", "staff"] as const;
export type ErasedKind = (typeof erasedKinds)[number];

/** What became of how many items of one part of the data (stores/data-map.ts). */
export interface ErasedPart {
  readonly part: string;
  readonly class: RetentionClass;
  readonly count: number;
  readonly end: "deleted" | "archived" | "anonymised" | "kept";
  /** Of what is archived or kept: until when; absent where that depends on what is still to come. */
  readonly until?: EpochMs;
}

/**
 * One entry of the register of erasures: that and when somebody's data were erased, by which rule, and how much. Ids and
 * counts alone, so that it can be kept for ever and be applied again to what comes back from a backup.
 */
export interface Erasure {
  readonly id: string;
  readonly kind: ErasedKind;
  /** Whose data they were. */
  readonly subjectId: string;
  /** `request`: of the person or who acts for them; `time-over`: all periods were; `again`: it had come back. */
  readonly why: "request" | "time-over" | "again";
  readonly byId: string;
  readonly at: EpochMs;
  /** When the clocks of a resident's records began, and in which houses they were: for whoever has to go on with it. */
  readonly starts?: ClockStarts;
  readonly places?: readonly string[];
  /** Absent: cut short, to be gone on with. */
  readonly doneAt?: EpochMs;
  readonly parts: readonly ErasedPart[];
}

/** Adds what one run did to what earlier ones had done; a part that is only kept is as the last run says. */
export function merged(before: readonly ErasedPart[], now: readonly ErasedPart[]): readonly ErasedPart[] {
  const parts = new Map<string, ErasedPart>();
  for (const each of [...before.filter(({ end }) => end !== "kept"), ...now]) {
    const key = `${each.part} ${each.end} ${each.until ?? ""}`;
    const known = parts.get(key);
    parts.set(key, known === undefined ? each : { ...each, count: known.count + each.count });
  }
  return [...parts.values()];
}
