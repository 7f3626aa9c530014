import type { EpochMs } from "../model/time.ts";
import { classFacts, type RetentionClass } from "./classes.ts";
import { type ClockStarts, keptUntil } from "./kept-until.ts";
import type { RetentionPeriods } from "./periods.ts";

/** What becomes of records now. */
export type RetentionVerdict =
  | { readonly kind: "delete" }
  /** Law keeps it until then: out of everybody's sight, for the legal purpose alone. */
  | { readonly kind: "archive"; readonly until: EpochMs }
  /** Its time is not over; `until` absent: the clock has not begun. */
  | { readonly kind: "keep"; readonly until?: EpochMs };

/** `request`: the person, or who acts for them, wants it gone (PIPL art. 47); `schedule`: time alone decides. */
export type RetentionOccasion = "request" | "schedule";

/** Decides about the records of one class of a person. A legal hold keeps everything, whoever asks. */
export function judgeRetention(
  name: RetentionClass,
  occasion: RetentionOccasion,
  context: {
    readonly starts: ClockStarts;
    readonly periods: RetentionPeriods;
    readonly now: EpochMs;
    readonly isHeld: boolean;
  },
): RetentionVerdict {
  const { starts, periods, now, isHeld } = context;
  const until = keptUntil(name, starts, periods);
  const kept = { kind: "keep", ...(until !== undefined && { until }) } as const;
  if (isHeld) return kept;
  if (occasion === "request") {
    if (classFacts(name).basis === "policy") return { kind: "delete" };
    if (until === undefined) return kept;
    return until <= now ? { kind: "delete" } : { kind: "archive", until };
  }
  return until !== undefined && until <= now ? { kind: "delete" } : kept;
}
