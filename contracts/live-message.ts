import type { EpochMs } from "../domain/model/time.ts";
import type { LiveChange, LiveNews } from "../domain/ports.ts";
import { alertView } from "./alert-view.ts";
import { isoTimeOf, timeField } from "./iso-time.ts";
import type { FamilyChanged, LiveMessage } from "./live.ts";
import { monitoringView, news2View, vitalView } from "./monitoring-view.ts";

/** One message for the browsers that watch a facility. */
export function liveMessage(changes: readonly LiveChange[], now: EpochMs): LiveMessage {
  return {
    sentAt: isoTimeOf(now),
    residents: changes.map(({ residentId, vitals, monitoring, news2, outOfBedSince }) => ({
      residentId,
      vitals: vitals.map((vital) => vitalView(vital, now)),
      monitoring: monitoringView(monitoring),
      news2: news2View(news2),
      ...timeField("outOfBedSince", outOfBedSince),
    })),
    alerts: changes.flatMap(({ alerts }) => alerts.map(alertView)),
  };
}

/** The same of referrals, for a house that has a part in them, and of beds. */
export function liveNewsMessage({ referrals, alerts, beds }: LiveNews, now: EpochMs): LiveMessage {
  return {
    sentAt: isoTimeOf(now),
    residents: [],
    alerts: alerts.map(alertView),
    referrals: referrals.map(({ at, ...news }) => ({ ...news, at: isoTimeOf(at) })),
    ...(beds !== undefined && { beds: { facilityId: beds.facilityId, at: isoTimeOf(beds.at) } }),
  };
}

/** For relatives: that something changed, and nothing of what. */
export function familyMessage(now: EpochMs): FamilyChanged {
  return { sentAt: isoTimeOf(now) };
}
