import { day, type EpochMs } from "../../domain/model/time.ts";
import type { BlobPort } from "../../domain/ports.ts";
import { objectName } from "../archive-observations/resident-day.ts";

/** Of how many days one after the other nothing is known of who has a file. */
const daysAtOnce = 16;

/**
 * Deletes the archived days of a resident, from the first day that the archive has at all; answers how many there were, or
 * that time ran out: again goes on, since what is gone costs one look.
 */
export async function eraseArchivedDays(
  residentId: string,
  { archive, now, timeLeft, dryRun }: { archive: BlobPort; now: EpochMs; timeLeft(): number; dryRun: boolean },
): Promise<{ readonly count: number; readonly isCut: boolean }> {
  const first = firstDayIn((await archive.list("observations/")).names[0]);
  if (first === undefined) return { count: 0, isCut: false };
  let count = 0;
  for (let from = first; from <= now; from += daysAtOnce * day) {
    if (timeLeft() <= 0) return { count, isCut: true };
    const names = Array.from({ length: daysAtOnce }, (_, index) => objectName(from + index * day, residentId));
    const done = await Promise.all(
      names.map(async (name) =>
        dryRun ? (await archive.get(name)) !== undefined : (await archive.remove(name)) === "removed",
      ),
    );
    count += done.filter(Boolean).length;
  }
  return { count, isCut: false };
}

/** Of `observations/day=2026-11-22/…`; midnight in Shanghai. */
function firstDayIn(name: string | undefined): EpochMs | undefined {
  const date = /^observations\/day=(\d{4}-\d{2}-\d{2})\//.exec(name ?? "")?.[1];
  return date === undefined ? undefined : Date.parse(`${date}T00:00:00+08:00`);
}
