import type { VerdictReason } from "../alerts/alert.ts";
import { freshnessOf } from "../model/freshness.ts";
import { entryOf, type ObservationCode } from "../model/observations.ts";
import type { EpochMs } from "../model/time.ts";
import { isLive, type Monitor } from "./monitor.ts";
import { latestOf } from "./other-devices.ts";
import { type LimitedCode, limitedCodes, type VitalLimit } from "./plan.ts";
import type { LatestValue, LimitMemory, Memory, WatchedDevice } from "./state.ts";

/** Whether a plan may set a limit for this code. */
export function isLimitedCode(code: ObservationCode): code is LimitedCode {
  return (limitedCodes as readonly ObservationCode[]).includes(code);
}

type Known = { readonly [Part in "latest" | "others" | "excursions"]: Memory[Part] | undefined } & Pick<
  Memory,
  "latest"
>;

/**
 * Follows the excursions of one vital, device by device, to the next value. A value that is back inside also ends those
 * of other devices from which nothing has come for so long that their value is lost: they will not say so themselves.
 */
export function followExcursions(
  memory: Known,
  limit: VitalLimit | undefined,
  code: LimitedCode,
  { value, at, deviceId }: LatestValue & { readonly value: number },
): Memory["excursions"] {
  const all = memory.excursions;
  const before = all?.[code];
  if (limit === undefined) return before === undefined ? all : withExcursions(all, code, {});
  const next = followLimit(before?.[deviceId], limit, code, value, at, latestOf(memory, code, deviceId));
  if (before === undefined) return next === undefined ? all : withExcursions(all, code, { [deviceId]: next });
  const after: Record<string, LimitMemory> = {};
  for (const name in before) {
    const excursion = before[name] as LimitMemory;
    if (name === deviceId) continue;
    const isOver = next === undefined && isBack(excursion, limit, value);
    if (isOver && isLostAt(at, memory, code, name, excursion)) continue;
    after[name] = excursion;
  }
  if (next !== undefined) after[deviceId] = next;
  return withExcursions(all, code, after);
}

function isLostAt(at: EpochMs, memory: Known, code: LimitedCode, deviceId: string, excursion: LimitMemory): boolean {
  return freshnessOf(code, latestOf(memory, code, deviceId)?.at ?? excursion.outsideSince, at) === "lost";
}

/** Nothing at all is remembered while everything is inside. */
function withExcursions(
  all: Memory["excursions"],
  code: LimitedCode,
  excursions: Readonly<Record<string, LimitMemory>>,
): Memory["excursions"] {
  const { [code]: _, ...others } = all ?? {};
  if (Object.keys(excursions).length > 0) return { ...others, [code]: excursions };
  return Object.keys(others).length > 0 ? others : undefined;
}

/**
 * Follows one vital of one device to its next value. A value on the limit is inside.
 *
 * Between two readings the earlier one holds while it is live, so that a delay can run out on a single spot check. A
 * pending excursion begins anew after a gap in which the value was lost; an open one ends only by the hysteresis.
 */
function followLimit(
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
  const wasOpen =
    memory !== undefined && isOpenAt({ memory, ...(previous && { latest: previous }) }, limit, code, justBefore);
  if (side === undefined)
    return memory !== undefined && wasOpen && !isBack(memory, limit, value) ? { ...memory, isOpen: true } : undefined;
  const isUnbroken =
    memory !== undefined &&
    (wasOpen || (previous !== undefined && at - previous.at <= entryOf(code).freshness.lostAfterMs));
  const outsideSince = isUnbroken ? memory.outsideSince : at;
  return { outsideSince, side, isOpen: wasOpen || at - outsideSince >= limit.delayMs };
}

/**
 * One monitor per vital: raised as soon as the values of any device on the watch stay outside for the delay, cleared when
 * those of every device are back by the hysteresis and the latest is live. Of several the longest excursion is told.
 */
export const limitMonitors: readonly Monitor[] = limitedCodes.map((code) => ({
  kind: `${code}-limit` as const,
  judge({ memory, devices, plan, now }) {
    const limit = plan.limits[code];
    if (limit === undefined) return undefined;
    let told: Required<Excursion> | undefined;
    for (const { latest, ...excursion } of excursionsOf(memory, devices.map(idOf), limit, code, now)) {
      if (latest === undefined || !isOpenAt({ ...excursion, latest }, limit, code, now)) continue;
      if (told === undefined || excursion.since < told.since) told = { ...excursion, latest };
    }
    if (told === undefined) return undefined;
    const reason = reasonOf(told.memory, limit, code, told.latest, now);
    if (reason === undefined) return undefined;
    return { kind: `${code}-limit`, priority: limit.priority, reason, inputs: [{ code, ...told.latest }] };
  },
  mayClear(situation) {
    const { memory, plan, now } = situation;
    const limit = plan.limits[code];
    if (limit === undefined) return true;
    if (!isLive(situation, code)) return false;
    // Of a device that was taken off the watch while its value was outside, nobody knows that it is over.
    const deviceIds = Object.keys(memory.excursions?.[code] ?? {});
    return excursionsOf(memory, deviceIds, limit, code, now).every((one) => !isOpenAt(one, limit, code, now));
  },
  changesAt({ memory, devices, plan, now }) {
    const limit = plan.limits[code];
    if (limit === undefined) return Number.POSITIVE_INFINITY;
    const pending = excursionsOf(memory, devices.map(idOf), limit, code, now).filter((one) => !one.memory.isOpen);
    return Math.min(...pending.map(({ since }) => since + limit.delayMs).filter((opensAt) => opensAt > now));
  },
}));

/** An excursion of one device with the latest value of that device. */
interface Excursion {
  readonly memory: LimitMemory;
  readonly since: EpochMs;
  readonly latest?: LatestValue;
}

/** The excursions of the given devices by the limit in force, in the order of the devices. */
function excursionsOf(
  memory: Memory,
  deviceIds: readonly string[],
  limit: VitalLimit,
  code: LimitedCode,
  now: EpochMs,
): readonly Excursion[] {
  if (memory.latest[code] === undefined) return [];
  return deviceIds.flatMap((deviceId) => {
    const latest = latestOf(memory, code, deviceId);
    const excursion = underLimit(memory.excursions?.[code]?.[deviceId], limit, code, latest, now);
    return excursion === undefined
      ? []
      : [{ memory: excursion, since: excursion.outsideSince, ...(latest === undefined ? {} : { latest }) }];
  });
}

function idOf({ deviceId }: WatchedDevice): string {
  return deviceId;
}

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
  { memory, latest }: Pick<Excursion, "memory" | "latest">,
  limit: VitalLimit,
  code: LimitedCode,
  at: EpochMs,
): boolean {
  const opensAt = memory.outsideSince + limit.delayMs;
  if (memory.isOpen || latest === undefined) return memory.isOpen;
  return opensAt <= at && opensAt <= latest.at + entryOf(code).freshness.liveForMs;
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
