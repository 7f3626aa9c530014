import type { VerdictReason } from "../alerts/alert.ts";
import { entryOf, freshnessOf, type ObservationCode } from "../model/observations.ts";
import type { EpochMs } from "../model/time.ts";
import { isLive, type Monitor } from "./monitor.ts";
import { type LimitedCode, limitedCodes, type VitalLimit } from "./plan.ts";
import type { LatestValue, LimitMemory } from "./state.ts";

/** Whether a plan may set a limit for this code. */
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
  remembered: LimitMemory | undefined,
  limit: VitalLimit,
  code: LimitedCode,
  value: number,
  at: EpochMs,
  previous: LatestValue | undefined,
): LimitMemory | undefined {
  const side = sideOf(limit, value);
  const justBefore = at - 1;
  const memory = underLimit(remembered, limit, code, previous, justBefore);
  if (memory === undefined && side === undefined) return undefined;
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
    const latest = memory.latest[code];
    if (limit === undefined || latest === undefined) return undefined;
    const excursion = underLimit(memory.limits[code], limit, code, latest, now);
    if (excursion === undefined) return undefined;
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
    const excursion = limit && underLimit(memory.limits[code], limit, code, memory.latest[code], now);
    if (limit === undefined || excursion === undefined || excursion.isOpen) return Number.POSITIVE_INFINITY;
    const opensAt = excursion.outsideSince + limit.delayMs;
    return opensAt > now ? opensAt : Number.POSITIVE_INFINITY;
  },
}));

/**
 * What is remembered of a vital, seen by the limit in force. It differs only after the limit was changed: one that became
 * wider ends what it no longer covers, one that became narrower begins with the latest value while that is live.
 */
function underLimit(
  memory: LimitMemory | undefined,
  limit: VitalLimit,
  code: LimitedCode,
  latest: LatestValue | undefined,
  at: EpochMs,
): LimitMemory | undefined {
  if (latest === undefined || typeof latest.value !== "number") return memory;
  const side = sideOf(limit, latest.value);
  if (side === undefined) return memory?.isOpen === true && !isBack(memory, limit, latest.value) ? memory : undefined;
  if (memory !== undefined) return memory.side === side ? memory : { ...memory, side };
  return freshnessOf(code, latest.at, at) === "live" ? { outsideSince: latest.at, side, isOpen: false } : undefined;
}

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
