import type { EpochMs } from "../../domain/model/time.ts";
import type { ClockStarts } from "../../domain/retention/kept-until.ts";
import type { DataPartName } from "../../stores/data-map.ts";
import { bodyOf, type Holding } from "../../stores/holding.ts";

/** At which of its moments something medical happened, by part; the latest of them counts. */
const visitMoments: Partial<Record<DataPartName, readonly string[]>> = {
  "medical-visits": ["requestedAt", "scheduledAt", "startedAt", "endedAt", "signedAt"],
  "family-calls": ["requestedAt", "scheduledAt", "startedAt", "endedAt"],
  referrals: ["requestedAt", "closedAt"],
};

/** Adds what an item says of when the clocks began (domain/retention/kept-until.ts). */
export function startsWith(before: ClockStarts, { part, item }: Pick<Holding, "part" | "item">): ClockStarts {
  const body = bodyOf(item);
  const visit = latestOf((visitMoments[part] ?? []).map((name) => body[name]));
  const period = body.period as { readonly from?: unknown; readonly until?: unknown } | undefined;
  const discharge = part === "conversions" ? latestOf([period?.from, period?.until]) : undefined;
  const ended = part === "resident-record" ? (body.discharge as { readonly at?: unknown } | undefined)?.at : undefined;
  return {
    ...before,
    ...later("lastVisit", before.lastVisit, visit),
    ...later("lastDischarge", before.lastDischarge, discharge),
    ...later("serviceEnd", before.serviceEnd, latestOf([ended])),
  };
}

function later<K extends string>(name: K, one: EpochMs | undefined, other: EpochMs | undefined) {
  const latest = latestOf([one, other]);
  return latest === undefined ? {} : ({ [name]: latest } as Record<K, EpochMs>);
}

function latestOf(times: readonly unknown[]): EpochMs | undefined {
  const known = times.filter((time): time is number => typeof time === "number" && Number.isFinite(time));
  return known.length === 0 ? undefined : Math.max(...known);
}
