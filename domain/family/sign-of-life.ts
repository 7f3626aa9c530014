import { freshnessOf } from "../model/freshness.ts";
import type { ObservationCode } from "../model/observations.ts";
import { clockToleranceMs, type EpochMs, minute } from "../model/time.ts";
import { latestValues } from "../watch/monitoring.ts";
import type { LatestValue, Watch } from "../watch/state.ts";

/** The newest sign that somebody lives, and what it is. */
export interface SignOfLife {
  readonly code: ObservationCode;
  readonly at: EpochMs;
  readonly deviceId: string;
}

/** Only a living body has one; a device that measures none sends none. */
const vitalSigns = ["heart-rate", "respiratory-rate", "spo2"] as const satisfies readonly ObservationCode[];

/** Out of bed, or where no bed sensor is: how long after the last movement somebody who is seen in the room is all right. */
const stillForMs = 30 * minute;
/** On the way from the bed: until then whoever left it need not have been seen elsewhere. */
const leftBedForMs = 15 * minute;
/** How long before they left the bed the last pulse in it may have been taken. */
const pulseBeforeLeavingMs = 5 * minute;

/**
 * The newest believable sign of life, however old; undefined: there is none. A weight on the mattress is such a sign, as
 * is somebody in the room, but neither is enough to call a person well: see {@link freshSign}.
 */
export function lastSignOf(watch: Watch, now: EpochMs): SignOfLife | undefined {
  const { latest } = latestValues(watch);
  const signs = [...vitalSigns, "bed-movement", "bed-occupancy", "motion", "presence"] as const;
  return newest(signs.flatMap((code) => signIn(latest, code, now)));
}

/**
 * A sign of life by which somebody may be called well now, with the moment until which it is one; undefined: there is
 * none.
 *
 * In bed that is a pulse, breathing or oxygen that is live: neither a weight on the mattress nor somebody moving beside it
 * proves anything. Out of bed it is one of those too, or motion that is live, or somebody seen in the room who moved within
 * half an hour; and for a quarter of an hour, that they left the bed with a pulse.
 */
export function freshSign(watch: Watch, now: EpochMs): (SignOfLife & { readonly until: EpochMs }) | undefined {
  const { latest, outOfBedSince, lastMovedAt } = latestValues(watch);
  const vital = newest(
    vitalSigns
      .flatMap((code) => signIn(latest, code, now))
      .filter(({ code, at }) => freshnessOf(code, at, now) === "live"),
  );
  if (vital !== undefined) return { ...vital, until: vital.at + 2 * minute };
  const bed = latest["bed-occupancy"];
  const isBedLive = bed !== undefined && freshnessOf("bed-occupancy", bed.at, now) === "live";
  if (bed?.value === true && (isBedLive || now - bed.at < stillForMs)) return undefined;

  const [motion] = signIn(latest, "motion", now);
  if (motion !== undefined && freshnessOf("motion", motion.at, now) === "live")
    return { ...motion, until: motion.at + 15 * minute };
  const [presence] = signIn(latest, "presence", now);
  const isSeen = presence !== undefined && freshnessOf("presence", presence.at, now) === "live";
  if (isSeen && lastMovedAt !== undefined && isWithin(lastMovedAt, stillForMs, now))
    return { ...presence, until: Math.min(presence.at + 15 * minute, lastMovedAt + stillForMs) };

  const pulse = newest(vitalSigns.flatMap((code) => signIn(latest, code, now)));
  const hasLeftBed = isBedLive && outOfBedSince !== undefined && isWithin(outOfBedSince, leftBedForMs, now);
  if (hasLeftBed && pulse !== undefined && pulse.at >= outOfBedSince - pulseBeforeLeavingMs)
    return { ...pulse, until: outOfBedSince + leftBedForMs };
  return undefined;
}

/** In bed, up, or not known; `since` where it is known. */
export function whereaboutsOf(
  watch: Watch,
  now: EpochMs,
): { readonly kind: "in-bed" | "unknown" } | { readonly kind: "up"; readonly since?: EpochMs } {
  const { latest, outOfBedSince } = latestValues(watch);
  const bed = latest["bed-occupancy"];
  if (bed === undefined || freshnessOf("bed-occupancy", bed.at, now) !== "live") return { kind: "unknown" };
  if (bed.value === true) return { kind: "in-bed" };
  return { kind: "up", ...(outOfBedSince !== undefined && { since: outOfBedSince }) };
}

/** What a value says as a sign; nothing where it says that nobody is there, or comes from the future. */
function signIn(
  latest: Readonly<Partial<Record<ObservationCode, LatestValue>>>,
  code: ObservationCode,
  now: EpochMs,
): readonly SignOfLife[] {
  const value = latest[code];
  if (value === undefined || value.at > now + clockToleranceMs) return [];
  const isSign = typeof value.value === "number" ? value.value > 0 : value.value === true;
  return isSign ? [{ code, at: value.at, deviceId: value.deviceId }] : [];
}

function newest(signs: readonly SignOfLife[]): SignOfLife | undefined {
  return signs.toSorted((a, b) => b.at - a.at)[0];
}

function isWithin(at: EpochMs, spanMs: number, now: EpochMs): boolean {
  return at <= now + clockToleranceMs && now - at <= spanMs;
}
