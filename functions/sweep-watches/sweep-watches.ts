import { type EpochMs, minute, second } from "../../domain/model/time.ts";
import type { LiveChange } from "../../domain/ports.ts";
import { isFromFuture } from "../../domain/watch/clock-set-back.ts";
import { isSilent } from "../../domain/watch/device-silence.ts";
import type { Watch } from "../../domain/watch/state.ts";
import { armTimer } from "../judging/due-timer.ts";
import { judgeResident } from "../judging/judge-resident.ts";
import { publishLive } from "../judging/live-change.ts";
import { forEachBounded } from "../shell/bounded.ts";
import type { Deps } from "../shell/deps.ts";
import { idsOf, readableOf, readEach } from "../shell/read-each.ts";

const atOnce = 16;
const facilitiesAtOnce = 8;

/** A timer that wakes its watch in time is not older than this when the sweep comes by. */
const overdueAfterMs = minute;

/** What comes due before the next sweep, and a little more, since not every sweep takes equally long. */
const soonMs = minute + 2 * second;

/** What a sweep comes across, over all facilities. */
interface Seen {
  overdue: number;
  devices: number;
  silentDevices: number;
}

/** Some watches could not be read or judged; the next sweep takes them again. It counts as failed, so that it is seen. */
export class IncompleteSweepError extends Error {
  readonly code = "incomplete-sweep";
  readonly failed: number;
  constructor(failed: number) {
    super(`${failed} watches could not be read or judged`);
    this.failed = failed;
  }
}

/**
 * Judges every watch whose due time has passed, whatever became of its timer, also when the clock was set back, so that
 * the due time would be long in coming; arms a timer for each that comes due before the next sweep. A resident whose
 * watch is missing gets one. Whatever is damaged or fails holds up no other facility and no other resident.
 */
export async function sweepWatches(_tick: undefined, deps: Deps<"sweep-watches">): Promise<void> {
  const facilities = await deps.facilities.list();
  readableOf(facilities, deps.log);
  let failed = facilities.unreadable.length;
  const seen: Seen = { overdue: 0, devices: 0, silentDevices: 0 };
  await forEachBounded(idsOf(facilities), facilitiesAtOnce, async (facilityId) => {
    try {
      const failedHere = await sweepFacility(facilityId, seen, deps);
      failed += failedHere;
    } catch (error) {
      failed += 1;
      deps.log.error("facility was not swept", { facilityId, error });
    }
  });
  deps.metrics.put({
    WatchesOverdue: seen.overdue,
    ...(seen.devices === 0 ? {} : { DevicesSilent: Math.round((seen.silentDevices / seen.devices) * 1000) / 10 }),
  });
  if (failed > 0) throw new IncompleteSweepError(failed);
}

async function sweepFacility(facilityId: string, seen: Seen, deps: Deps<"sweep-watches">): Promise<number> {
  const listing = await deps.residents.listByFacility(facilityId);
  const residents = readableOf(listing, deps.log);
  const { found: watches, unreadable } = await readEach(
    deps.watches,
    residents.map(({ id }) => id),
  );
  for (const [residentId, error] of unreadable) deps.log.error("watch cannot be read", { residentId, error });
  const now = deps.now();
  for (const { watch } of watches.values()) count(watch, now, seen);
  const due = residents.filter(({ id }) => {
    if (unreadable.has(id)) return false;
    const stored = watches.get(id);
    if (stored === undefined || isFromFuture(stored.watch, now)) return true;
    return stored.watch.dueAt !== undefined && stored.watch.dueAt <= now;
  });
  const soon = [...watches.values()].filter(
    ({ watch: { dueAt } }) => dueAt !== undefined && dueAt > now && dueAt <= now + soonMs,
  );
  const changes: LiveChange[] = [];
  let failed = unreadable.size + listing.unreadable.length;
  await forEachBounded(due, atOnce, async (resident) => {
    try {
      const known = watches.get(resident.id);
      const judgement = await judgeResident({ resident, readings: [], known, isWoken: true }, deps);
      if (judgement.kind === "judged") changes.push(judgement.live);
    } catch (error) {
      failed += 1;
      deps.log.error("due watch was not judged", { residentId: resident.id, error });
    }
  });
  await forEachBounded(soon, atOnce, ({ watch }) => armTimer(watch, undefined, deps));
  await publishLive(facilityId, changes, deps);
  return failed;
}

function count({ dueAt, devices }: Watch, now: EpochMs, seen: Seen): void {
  if (dueAt !== undefined && now - dueAt > overdueAfterMs) seen.overdue += 1;
  seen.devices += devices.length;
  for (const device of devices) if (isSilent(device, now)) seen.silentDevices += 1;
}
