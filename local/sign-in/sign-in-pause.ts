import { day, type EpochMs, hour, minute } from "../../domain/model/time.ts";

/** How often signing in under one name has failed in a row, and until when it is not tried again. */
export interface Failures {
  readonly count: number;
  readonly lastAt: EpochMs;
  readonly pausedUntil: EpochMs;
}

/** A tired person mistypes; a guesser goes on. */
const freeAttempts = 5;
const firstPauseMs = minute;
const longestPauseMs = hour;
/** After a quiet day the count begins anew. */
const forgottenAfterMs = day;

export const noFailures: Failures = { count: 0, lastAt: 0, pausedUntil: 0 };

/**
 * The count after one more failure: from the fifth on signing in pauses, a minute first and twice as long each time, an
 * hour at most: a guesser gets some thirty attempts a day (NIST SP 800-63B asks for at most 100 in a row), and whoever
 * wants to lock somebody out can do so for an hour, not for ever.
 */
export function afterFailure(before: Failures, now: EpochMs): Failures {
  const isOld = now - before.lastAt > forgottenAfterMs;
  const count = (isOld ? 0 : before.count) + 1;
  const pauseMs = count < freeAttempts ? 0 : Math.min(longestPauseMs, firstPauseMs * 2 ** (count - freeAttempts));
  return { count, lastAt: now, pausedUntil: now + pauseMs };
}

/** Until when nothing under this name is even looked at; undefined when it may be tried. */
export function pausedUntil(failures: Failures, now: EpochMs): EpochMs | undefined {
  // The clock was set back: by it the pause could last for as long as the jump. The count stays, and pauses anew.
  if (failures.lastAt > now) return undefined;
  return failures.pausedUntil > now ? failures.pausedUntil : undefined;
}

/** From then on nothing of these failures matters. */
export function forgottenAt({ lastAt }: Failures): EpochMs {
  return lastAt + forgottenAfterMs;
}
