import { day, type EpochMs, hour, midnightInShanghai } from "../../domain/model/time.ts";
import type { BlobPort } from "../../domain/ports.ts";
import { dayName } from "./resident-day.ts";

/** `archived`: what is missing is written. `rechecked`: what came late is added. */
export type PassKind = "archived" | "rechecked";

/** One facility's share of one day. */
export interface Pass {
  readonly dayStart: EpochMs;
  readonly facilityId: string;
  readonly kind: PassKind;
}

/** A day is archived from 06:00 of the next one, when gateways that were offline at night have caught up. */
const settledMs = 6 * hour;
/** What arrives later than this after the end of its day is not in the archive. */
const lateMs = 2 * day;
/** How far back days are made up for after an outage. */
const daysBack = 30;
const folder = "progress/";

/** Written when a pass is complete, so that it is not begun again. */
export function markerOf({ dayStart, facilityId, kind }: Pass): string {
  return `${folder}${dayName(dayStart)}/${facilityId}/${kind}`;
}

/** The names of all passes that were completed within the days that are looked at. */
export async function completedPasses(archive: BlobPort, now: EpochMs): Promise<ReadonlySet<string>> {
  return namesIn(archive, folder, `${folder}${dayName(midnightInShanghai(now) - daysBack * day)}`);
}

/** All names below a prefix, from `after` on. */
export async function namesIn(archive: BlobPort, prefix: string, after?: string): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  let from = after;
  do {
    const page = await archive.list(prefix, from);
    for (const name of page.names) found.add(name);
    from = page.next;
  } while (from !== undefined);
  return found;
}

/** What has to be done now, the oldest day first. A day whose late readings are due needs no first pass any more. */
export function duePasses(
  now: EpochMs,
  facilityIds: readonly string[],
  completed: ReadonlySet<string>,
): readonly Pass[] {
  const passes: Pass[] = [];
  for (let daysAgo = daysBack; daysAgo >= 1; daysAgo -= 1) {
    const dayStart = midnightInShanghai(now) - daysAgo * day;
    const sinceEnd = now - (dayStart + day);
    for (const facilityId of facilityIds) {
      const kind = sinceEnd >= lateMs ? "rechecked" : "archived";
      const pass: Pass = { dayStart, facilityId, kind };
      if (sinceEnd >= settledMs && !completed.has(markerOf(pass))) passes.push(pass);
    }
  }
  return passes;
}
