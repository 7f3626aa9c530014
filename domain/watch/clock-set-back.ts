import type { ObservationCode } from "../model/observations.ts";
import { clockToleranceMs, type EpochMs } from "../model/time.ts";
import type { LimitMemory, Memory, OpenCondition, Watch, WatchedDevice } from "./state.ts";

/**
 * What is left of a watch when the clock of this machine was set back.
 *
 * Whatever it remembers from later than now is older than all that follows, though its time says the opposite: values
 * are forgotten instead of shown as the present and put before every new one, a pending excursion begins anew, spans
 * that run count from now. What is open stays open. The very watch that was given when it remembers nothing of the kind.
 */
export function withoutFuture(watch: Watch, now: EpochMs): Watch {
  const latestAt = now + clockToleranceMs;
  const { settledTo, ...others } = watch;
  const settled = memoryWithoutFuture(watch.settled, now);
  const recent =
    (watch.recent.at(-1)?.[0] ?? 0) > latestAt ? watch.recent.filter(([at]) => at <= latestAt) : watch.recent;
  const devices = eachKept(watch.devices, (device) => deviceWithoutFuture(device, now));
  const open = openWithoutFuture(watch.open, now);
  const isSettledAhead = settledTo !== undefined && settledTo > latestAt;
  const isSame =
    settled === watch.settled && recent === watch.recent && devices === watch.devices && open === watch.open;
  if (isSame && !isSettledAhead) return watch;
  return {
    ...others,
    ...(settledTo === undefined || isSettledAhead ? {} : { settledTo }),
    settled,
    recent,
    devices,
    open,
  };
}

/** Whether a watch remembers anything from later than now, so that its due time cannot be believed either. */
export function isFromFuture(watch: Watch, now: EpochMs): boolean {
  return withoutFuture(watch, now) !== watch;
}

function memoryWithoutFuture(memory: Memory, now: EpochMs): Memory {
  const { lastUpAt, ...remembered } = memory;
  const { outOfBedSince, lastMovedAt, batteries } = memory;
  const ahead = (Object.keys(memory.latest) as ObservationCode[]).filter((code) =>
    isAhead(memory.latest[code]?.at, now),
  );
  const latest = ahead.length === 0 ? memory.latest : without(memory.latest, ahead);

  const others = memory.others && eachRecordKept(memory.others, (values) => valuesNotAhead(values, now));
  const excursions =
    memory.excursions && eachRecordKept(memory.excursions, (byDevice) => excursionsNotAhead(byDevice, now));
  const kept =
    batteries && eachRecordKept(batteries, (battery) => (isAhead(battery.at, now) ? { ...battery, at: now } : battery));
  const isSame =
    latest === memory.latest && others === memory.others && excursions === memory.excursions && kept === batteries;
  if (isSame && [outOfBedSince, lastMovedAt, lastUpAt].every((at) => !isAhead(at, now))) return memory;
  return {
    ...remembered,
    ...(lastUpAt === undefined || isAhead(lastUpAt, now) ? {} : { lastUpAt }),
    latest,
    ...(others === undefined ? {} : { others }),
    ...(excursions === undefined ? {} : { excursions }),
    ...(kept === undefined ? {} : { batteries: kept }),
    ...(outOfBedSince === undefined ? {} : { outOfBedSince: notAhead(outOfBedSince, now) }),
    ...(lastMovedAt === undefined ? {} : { lastMovedAt: notAhead(lastMovedAt, now) }),
  };
}

type ByDevice<T> = Readonly<Record<string, T>>;

function valuesNotAhead<T extends { readonly at: EpochMs }>(values: ByDevice<T>, now: EpochMs): ByDevice<T> {
  const ahead = Object.keys(values).filter((deviceId) => isAhead(values[deviceId]?.at, now));
  return ahead.length === 0 ? values : without(values, ahead);
}

/** A pending one is forgotten with the values it rests on. */
function excursionsNotAhead(excursions: ByDevice<LimitMemory>, now: EpochMs): ByDevice<LimitMemory> {
  if (!Object.values(excursions).some(({ outsideSince }) => isAhead(outsideSince, now))) return excursions;
  return Object.fromEntries(
    Object.entries(excursions)
      .filter(([, { outsideSince, isOpen }]) => isOpen || !isAhead(outsideSince, now))
      .map(([deviceId, excursion]) => [
        deviceId,
        { ...excursion, outsideSince: notAhead(excursion.outsideSince, now) },
      ]),
  );
}

/** It was heard, only nobody can say when: it gets its whole limit from now on. */
function deviceWithoutFuture(device: WatchedDevice, now: EpochMs): WatchedDevice {
  const { since, lastHeardAt, connectionChangedAt } = device;
  if (![since, lastHeardAt, connectionChangedAt].some((at) => isAhead(at, now))) return device;
  return {
    ...device,
    since: notAhead(since, now),
    ...(lastHeardAt === undefined ? {} : { lastHeardAt: notAhead(lastHeardAt, now) }),
    ...(connectionChangedAt === undefined ? {} : { connectionChangedAt: notAhead(connectionChangedAt, now) }),
  };
}

function openWithoutFuture(open: Watch["open"], now: EpochMs): Watch["open"] {
  return eachRecordKept(open, (condition: OpenCondition): OpenCondition => {
    const { reason, resolvedAt, lyingSince } = condition;
    const since = "sinceMs" in reason ? reason.sinceMs : undefined;
    if ([since, resolvedAt, lyingSince].every((at) => !isAhead(at, now))) return condition;
    return {
      ...condition,
      ...("sinceMs" in reason ? { reason: { ...reason, sinceMs: notAhead(reason.sinceMs, now) } } : {}),
      ...(resolvedAt === undefined ? {} : { resolvedAt: notAhead(resolvedAt, now) }),
      ...(lyingSince === undefined ? {} : { lyingSince: notAhead(lyingSince, now) }),
    };
  });
}

function isAhead(at: EpochMs | undefined, now: EpochMs): boolean {
  return at !== undefined && at > now + clockToleranceMs;
}

function notAhead(at: EpochMs, now: EpochMs): EpochMs {
  return isAhead(at, now) ? now : at;
}

function without<T extends object>(record: T, names: readonly (keyof T)[]): T {
  const copy = { ...record };
  for (const name of names) delete copy[name];
  return copy;
}

function eachKept<T>(list: readonly T[], keep: (value: T) => T): readonly T[] {
  const kept = list.map(keep);
  return kept.every((value, index) => value === list[index]) ? list : kept;
}

function eachRecordKept<R extends object>(record: R, keep: (value: NonNullable<R[keyof R]>) => R[keyof R]): R {
  let kept = record;
  for (const name in record) {
    const value = record[name];
    const next = value == null ? value : keep(value);
    if (next !== value) kept = { ...kept, [name]: next };
  }
  return kept;
}
