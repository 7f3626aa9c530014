import type { VerdictReason } from "../alerts/alert.ts";
import { entryOf, type ObservationCode } from "../model/observations.ts";
import type { EpochMs } from "../model/time.ts";
import { isLive, type Monitor } from "./monitor.ts";
import type { LimitedCode, VitalLimit } from "./plan.ts";
import type { LatestValue, LimitMemory } from "./state.ts";

const limitedCodes = [
  "heart-rate",
  "respiratory-rate",
  "spo2",
  "systolic-blood-pressure",
  "diastolic-blood-pressure",
  "body-temperature",
  "glucose",
] as const satisfies readonly LimitedCode[];

export function isLimitedCode(code: ObservationCode): code is LimitedCode {
  return (limitedCodes as readonly ObservationCode[]).includes(code);
}

/**
 * Follows one vital to its next value. A value on the limit is inside.
 *
 * Between two readings the earlier one holds while it is live, so that a delay can run out on a single spot check. A
 * pending excursion begins anew after a gap in which the value was lost; an open one ends only by the hysteresis.
 */
export function followLimit(
  memory: LimitMemory | undefined,
  limit: VitalLimit,
  code: LimitedCode,
  value: number,
  at: EpochMs,
  previous: LatestValue | undefined,
): LimitMemory | undefined {
  const side = sideOf(limit, value);
  if (memory === undefined && side === undefined) return undefined;
  const justBefore = at - 1;
  const wasOpen = memory !== undefined && previous !== undefined && isOpenAt(memory, limit, code, previous, justBefore);
  if (side === undefined)
    return memory !== undefined && wasOpen && !isBack(memory, limit, value) ? { ...memory, isOpen: true } : undefined;
  const isUnbroken =
    memory !== undefined &&
    (wasOpen || (previous !== undefined && at - previous.at <= entryOf(code).freshness.lostAfterMs));
  const outsideSince = isUnbroken ? memory.outsideSince : at;
  return { outsideSince, side, isOpen: wasOpen || at - outsideSince >= limit.delayMs };
}

/** One monitor per vital: raised after the delay outside, cleared by the hysteresis on a live value. */
export const limitMonitors: readonly Monitor[] = limitedCodes.map((code) => ({
  kind: `${code}-limit` as const,
  judge({ memory, plan, now }) {
    const limit = plan.limits[code];
    const excursion = memory.limits[code];
    const latest = memory.latest[code];
    if (limit === undefined || excursion === undefined || latest === undefined) return undefined;
    if (!isOpenAt(excursion, limit, code, latest, now)) return undefined;
    const reason = reasonOf(excursion, limit, code, latest, now);
    if (reason === undefined) return undefined;
    return { kind: `${code}-limit`, priority: limit.priority, reason, inputs: [{ code, ...latest }] };
  },
  mayClear(situation) {
    return situation.plan.limits[code] === undefined || isLive(situation, code);
  },
  changesAt({ memory, plan, now }) {
    const limit = plan.limits[code];
    const excursion = memory.limits[code];
    if (limit === undefined || excursion === undefined || excursion.isOpen) return Number.POSITIVE_INFINITY;
    const opensAt = excursion.outsideSince + limit.delayMs;
    return opensAt > now ? opensAt : Number.POSITIVE_INFINITY;
  },
}));

function sideOf(limit: VitalLimit, value: number): "above" | "below" | undefined {
  if (limit.high !== undefined && value > limit.high) return "above";
  return limit.low !== undefined && value < limit.low ? "below" : undefined;
}

function isBack({ side }: LimitMemory, limit: VitalLimit, value: number): boolean {
  if (side === "above") return limit.high === undefined || value <= limit.high - limit.hysteresis;
  return limit.low === undefined || value >= limit.low + limit.hysteresis;
}

/** Open by a reading, or because the delay ran out while the latest value was live. */
function isOpenAt(
  memory: LimitMemory,
  limit: VitalLimit,
  code: LimitedCode,
  latest: LatestValue,
  at: EpochMs,
): boolean {
  const opensAt = memory.outsideSince + limit.delayMs;
  return memory.isOpen || (opensAt <= at && opensAt <= latest.at + entryOf(code).freshness.liveForMs);
}

function reasonOf(
  { side, outsideSince }: LimitMemory,
  limit: VitalLimit,
  observation: LimitedCode,
  latest: LatestValue,
  now: EpochMs,
): VerdictReason | undefined {
  const bound = side === "above" ? limit.high : limit.low;
  if (bound === undefined || typeof latest.value !== "number") return undefined;
  const code = side === "above" ? "above-limit" : "below-limit";
  return { code, observation, value: latest.value, limit: bound, forMs: Math.max(0, now - outsideSince) };
}
