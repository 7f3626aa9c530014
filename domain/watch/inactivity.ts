import type { DeviceKind } from "../model/device.ts";
import type { ObservationCode } from "../model/observations.ts";
import type { ObservationValue } from "../model/reading.ts";
import { day, type EpochMs } from "../model/time.ts";
import { latestWindow } from "./daily-window.ts";
import { isSilent } from "./device-silence.ts";
import { isSourceHeard, type Monitor, type Situation } from "./monitor.ts";
import type { LatestValue } from "./state.ts";

/** Kinds that would see the person move about; a bed sensor does so only while somebody lies on it. */
const seesMovement: ReadonlySet<DeviceKind> = new Set(["wristband", "radar", "room-sensor"]);

/** A new value is a movement, the same one again is not. */
const tellsByChange: ReadonlySet<ObservationCode> = new Set(["steps", "body-position", "bed-occupancy", "door-open"]);

/**
 * The last sign of movement after one more observation: motion, more steps, another position, in or out of bed, a
 * door. The first observation of such a kind starts the clock.
 */
export function followMovement(
  lastMovedAt: EpochMs | undefined,
  code: ObservationCode,
  value: ObservationValue,
  at: EpochMs,
  previous: LatestValue | undefined,
): EpochMs | undefined {
  const sign = isMovement(code, value, previous);
  if (sign === undefined) return lastMovedAt;
  if (lastMovedAt === undefined) return at;
  return sign ? Math.max(lastMovedAt, at) : lastMovedAt;
}

/** Undefined: this code says nothing about movement. */
function isMovement(
  code: ObservationCode,
  value: ObservationValue,
  previous: LatestValue | undefined,
): boolean | undefined {
  if (code === "motion") return value === true;
  if (code === "bed-movement") return typeof value === "number" && value > 0;
  return tellsByChange.has(code) ? previous !== undefined && value !== previous.value : undefined;
}

/**
 * No movement by day for too long, counted from the start of the day at the earliest. Judged only while a device that
 * would see movement is heard; ended only by a movement, never by the evening or by silence.
 */
export const inactivityMonitor: Monitor = {
  kind: "inactivity",
  judge(situation) {
    const { memory, plan, now } = situation;
    if (plan.inactivity === undefined || memory.lastMovedAt === undefined || !wouldSee(situation)) return undefined;
    const { dayFrom, dayTo, maxStillMs, priority } = plan.inactivity;
    const waking = latestWindow(now, dayFrom, dayTo);
    const countsFrom = Math.max(memory.lastMovedAt, waking.startsAt);
    if (now >= waking.endsAt || now - countsFrom < maxStillMs) return undefined;
    return { kind: "inactivity", priority, reason: { code: "no-movement", sinceMs: memory.lastMovedAt }, inputs: [] };
  },
  mayClear({ memory, plan }, open) {
    if (plan.inactivity === undefined) return true;
    return open.reason.code === "no-movement" && (memory.lastMovedAt ?? 0) > open.reason.sinceMs;
  },
  changesAt({ memory, plan, now }) {
    if (plan.inactivity === undefined || memory.lastMovedAt === undefined) return Number.POSITIVE_INFINITY;
    const { dayFrom, dayTo, maxStillMs } = plan.inactivity;
    const waking = latestWindow(now, dayFrom, dayTo);
    const stillAt = Math.max(memory.lastMovedAt, waking.startsAt) + maxStillMs;
    if (stillAt > now && stillAt < waking.endsAt) return stillAt;
    return waking.startsAt + day + maxStillMs;
  },
};

function wouldSee(situation: Situation): boolean {
  const isInBed = situation.memory.latest["bed-occupancy"]?.value === true;
  if (isInBed && isSourceHeard(situation, "bed-occupancy")) return true;
  return situation.devices.some((device) => seesMovement.has(device.kind) && !isSilent(device, situation.now));
}
