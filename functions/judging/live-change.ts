import type { Alert } from "../../domain/alerts/alert.ts";
import type { ObservationCode } from "../../domain/model/observations.ts";
import type { EpochMs } from "../../domain/model/time.ts";
import type { LiveChange, LiveNews, LivePort } from "../../domain/ports.ts";
import { latestValues, monitoringOf } from "../../domain/watch/monitoring.ts";
import { news2Of } from "../../domain/watch/news2.ts";
import type { MonitoringPlan } from "../../domain/watch/plan.ts";
import type { Watch } from "../../domain/watch/state.ts";
import { familyLease, type LeaseStore } from "../../stores/lease-store.ts";
import type { Log } from "../shell/log.ts";

/** What the board shows of a resident after a change: the latest values of the given codes, and the alerts touched. */
export function liveChangeOf(
  watch: Watch,
  plan: MonitoringPlan,
  touched: { readonly codes: Iterable<ObservationCode>; readonly alerts: readonly Alert[] },
  now: EpochMs,
): LiveChange {
  const { latest, outOfBedSince } = latestValues(watch);
  const vitals: LiveChange["vitals"][number][] = [];
  for (const code of touched.codes) {
    const value = latest[code];
    if (value !== undefined) vitals.push({ code, ...value });
  }
  return {
    residentId: watch.residentId,
    at: now,
    vitals,
    monitoring: monitoringOf(watch, now),
    news2: news2Of(watch, plan, now),
    ...(outOfBedSince === undefined ? {} : { outOfBedSince }),
    alerts: touched.alerts,
  };
}

/**
 * Tells the browsers, at most once and only while somebody watches the facility: what is not sent here is stored
 * already and is read again from the API.
 */
export async function publishNews(
  facilityId: string,
  news: LiveNews,
  deps: { readonly live: LivePort; readonly leases: Pick<LeaseStore, "isHeld">; readonly log: Log; now(): EpochMs },
): Promise<void> {
  if (news.referrals.length + news.alerts.length === 0 && news.beds === undefined) return;
  try {
    if (!(await deps.leases.isHeld(facilityId, deps.now()))) return;
    await deps.live.tell(facilityId, news);
  } catch (error) {
    deps.log.warn("live update was not sent", { facilityId, count: news.referrals.length, error });
  }
}

/** The same of residents: what changed; and for relatives who watch one of them, that something did. */
export async function publishLive(
  facilityId: string,
  changes: readonly LiveChange[],
  deps: { readonly live: LivePort; readonly leases: Pick<LeaseStore, "isHeld">; readonly log: Log; now(): EpochMs },
): Promise<void> {
  if (changes.length === 0) return;
  const ofFamilies = changes.flatMap(({ residentId, isForFamily }) => (isForFamily === true ? [residentId] : []));
  await Promise.all([publishAtHouse(facilityId, changes, deps), tellFamilies(ofFamilies, deps)]);
}

async function publishAtHouse(
  facilityId: string,
  changes: readonly LiveChange[],
  deps: Parameters<typeof publishLive>[2],
): Promise<void> {
  try {
    if (!(await deps.leases.isHeld(facilityId, deps.now()))) return;
    await deps.live.publish(facilityId, changes);
  } catch (error) {
    deps.log.warn("live update was not sent", { facilityId, count: changes.length, error });
  }
}

/** Tells relatives who watch one of these residents that something changed; their page reads it as far as they may. */
export async function tellFamilies(
  residentIds: Iterable<string>,
  deps: Parameters<typeof publishLive>[2],
): Promise<void> {
  await Promise.all(
    Array.from(new Set(residentIds), async (residentId) => {
      try {
        if (await deps.leases.isHeld(familyLease(residentId), deps.now())) await deps.live.tellFamily(residentId);
      } catch (error) {
        deps.log.warn("relatives were not told of a change", { residentId, error });
      }
    }),
  );
}
