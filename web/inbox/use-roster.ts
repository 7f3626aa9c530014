import { useSyncExternalStore } from "react";
import { type RosterView, roster as rosterSchema } from "../../contracts/http/duties.ts";
import { ask } from "../data/api.ts";
import { clock } from "../data/clock.ts";

const askAgainMs = 5 * 60_000;
const spanMs = 24 * 3_600_000;

/** Rosters by facility, as last read; they change seldom, and who is on duty is read off the clock. */
let rosters: ReadonlyMap<string, RosterView> = new Map();
const askedAt = new Map<string, number>();
const listeners = new Set<() => void>();

async function read(facilityId: string): Promise<void> {
  askedAt.set(facilityId, Date.now());
  const now = clock.now();
  const from = encodeURIComponent(new Date(now).toISOString());
  const until = encodeURIComponent(new Date(now + spanMs).toISOString());
  const answer = await ask(`/api/facilities/${facilityId}/duties?from=${from}&until=${until}`, rosterSchema);
  if (answer.kind !== "answer") return;
  rosters = new Map([...rosters, [facilityId, answer.value]]);
  for (const listener of listeners) listener();
}

/** Asks for the rosters that are older than five minutes. */
export function refreshRosters(facilityIds: readonly string[]): void {
  for (const id of facilityIds) {
    if (Date.now() - (askedAt.get(id) ?? Number.NEGATIVE_INFINITY) >= askAgainMs) void read(id);
  }
}

/** What is known of the coming day's rosters. */
export function useRosters(): ReadonlyMap<string, RosterView> {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => rosters,
  );
}
