import { freshnessOf } from "../domain/model/freshness.ts";
import { entryOf, type ObservationCode } from "../domain/model/observations.ts";
import type { EpochMs } from "../domain/model/time.ts";
import type { News2Score } from "../domain/watch/news2.ts";
import type { LatestValue, Monitoring } from "../domain/watch/state.ts";
import type { MonitoringView, News2View, VitalView } from "./http/residents.ts";
import { isoTimeOf, timeField } from "./iso-time.ts";

/** A value with the moments at which it turns stale and lost, so that a page can age it by itself. */
export function vitalView(vital: LatestValue & { readonly code: ObservationCode }, now: EpochMs): VitalView {
  const entry = entryOf(vital.code);
  const freshness = freshnessOf(vital.code, vital.at, now);
  const staleAt = vital.at + entry.freshness.liveForMs;
  return {
    code: vital.code,
    value: vital.value,
    ...(entry.value === "quantity" ? { unit: entry.unit } : {}),
    at: isoTimeOf(vital.at),
    deviceId: vital.deviceId,
    freshness,
    staleAt: isoTimeOf(freshness === "live" ? staleAt : Math.min(staleAt, now - 1)),
    lostAt: isoTimeOf(vital.at + entry.freshness.lostAfterMs),
  };
}

/** A score with its parts, or the range of what it may be. */
export function news2View({ status, min, max, band, missing, scale, parts, excludedBecause }: News2Score): News2View {
  return {
    status,
    min,
    max,
    band,
    missing: [...missing],
    scale,
    parts: { ...parts },
    ...(excludedBecause === undefined ? {} : { excludedBecause }),
  };
}

/** Whether anybody is listening, as pages and live messages say it. */
export function monitoringView(monitoring: Monitoring): MonitoringView {
  switch (monitoring.state) {
    case "monitored":
      return { state: "monitored", silentDeviceIds: [] };
    case "partly-monitored":
      return {
        state: "partly-monitored",
        since: isoTimeOf(monitoring.since),
        silentDeviceIds: [...monitoring.silentDeviceIds],
      };
    case "unmonitored":
      return { state: "unmonitored", ...timeField("since", monitoring.since), silentDeviceIds: [] };
  }
}
