import type { LivePort } from "../../domain/ports.ts";
import type { LeaseStore } from "../../stores/lease-store.ts";
import { publishNews } from "../judging/live-change.ts";
import type { Log } from "../shell/log.ts";

interface TellingDeps {
  readonly live: LivePort;
  readonly leases: Pick<LeaseStore, "isHeld">;
  readonly log: Log;
  now(): number;
}

/**
 * After a write: the pages that show the beds of these facilities read them anew. Only that something changed is told, not
 * what nor of whom, and nothing of it can fail or undo what is written.
 */
export async function tellBeds(facilityIds: Iterable<string>, deps: TellingDeps): Promise<void> {
  const at = deps.now();
  await Promise.all(
    Array.from(new Set(facilityIds), (facilityId) =>
      publishNews(facilityId, { referrals: [], alerts: [], beds: { facilityId, at } }, deps),
    ),
  );
}
