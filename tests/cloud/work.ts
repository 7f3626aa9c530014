import type { EpochMs } from "../../domain/model/time.ts";
import { type VirtualClock, virtualClock } from "../../local/clock.ts";

/** What goes on at this moment, so that a test can wait until everything that it set off is done. */
export interface Work {
  /** Keeps track of it. A failure is kept and thrown by the next {@link settle}: nothing fails unseen. */
  begin(work: Promise<unknown>): void;
  /** Resolves when nothing is in work any more. */
  settle(): Promise<void>;
}

export function newWork(): Work {
  const pending = new Set<Promise<unknown>>();
  const failures: unknown[] = [];
  return {
    begin(work) {
      const tracked = work.catch((error: unknown) => failures.push(error)).finally(() => pending.delete(tracked));
      pending.add(tracked);
    },
    async settle() {
      while (pending.size > 0) await Promise.all(pending);
      const [first] = failures.splice(0);
      if (first !== undefined) throw first;
    },
  };
}

/** A clock whose every step waits until all that it set off is done: cause and effect keep their order in virtual time. */
export function settlingClock(start: EpochMs, work: Work): VirtualClock {
  const clock = virtualClock(start);
  return {
    ...clock,
    setTimer: (callback, at) =>
      clock.setTimer(async () => {
        await callback();
        await work.settle();
      }, at),
    async advanceTo(at) {
      await work.settle();
      await clock.advanceTo(at);
    },
    async advanceBy(ms) {
      await work.settle();
      await clock.advanceBy(ms);
    },
  };
}
