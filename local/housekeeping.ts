import { hour, minute } from "../domain/model/time.ts";
import type { Log } from "../functions/shell/log.ts";
import { deleteArchivedBefore } from "./archive-retention.ts";
import type { Clock } from "./clock.ts";
import type { Storage } from "./storage.ts";

/**
 * Deletes what has expired, at every full minute of the clock and one run at a time; once an hour the archive's files, and
 * what was erased from the log of the tables.
 */
export function newHousekeeping(options: {
  readonly clock: Clock;
  readonly storage: Pick<Storage, "deleteExpired" | "scrub">;
  readonly archiveFolder: string;
  readonly archiveMs: number;
  readonly log: Log;
}): { start(): void; stop(): void } {
  const { clock, storage, archiveFolder, archiveMs, log } = options;
  let cancel = (): void => undefined;
  let isStopped = false;

  async function tidy(): Promise<void> {
    const now = clock.now();
    try {
      await storage.deleteExpired(now);
      if (now % hour < minute) {
        storage.scrub();
        await deleteArchivedBefore(archiveFolder, now - archiveMs);
      }
    } catch (error) {
      log.error("expired items could not be deleted; tried again in a minute", { error });
    }
  }

  function start(): void {
    const next = (Math.floor(clock.now() / minute) + 1) * minute;
    cancel = clock.setTimer(async () => {
      await tidy();
      if (!isStopped) start();
    }, next);
  }

  return {
    start,
    stop() {
      isStopped = true;
      cancel();
    },
  };
}
