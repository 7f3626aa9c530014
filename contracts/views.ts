import { type Alert, isTechnical, type StepCalled } from "../domain/alerts/alert.ts";
import { isShelvable } from "../domain/alerts/shelving.ts";
import { type Device, isExpected, type OfferedCertificate } from "../domain/model/device.ts";
import type { Facility } from "../domain/model/facility.ts";
import { entryOf, freshnessOf, type ObservationCode } from "../domain/model/observations.ts";
import { ageOf, type Resident, versionOf } from "../domain/model/resident.ts";
import type { EpochMs } from "../domain/model/time.ts";
import type { LiveChange, LiveNews } from "../domain/ports.ts";
import { isSilent } from "../domain/watch/device-silence.ts";
import { latestValues, monitoringOf } from "../domain/watch/monitoring.ts";
import { type News2Score, news2Of } from "../domain/watch/news2.ts";
import type { MonitoringPlan } from "../domain/watch/plan.ts";
import type { LatestValue, Monitoring, Watch, WatchedDevice } from "../domain/watch/state.ts";
import { emptyWatch } from "../domain/watch/watch.ts";
import { clinicalView } from "./clinical-view.ts";
import { escalationView } from "./escalation-view.ts";
import type { AlertView } from "./http/alerts.ts";
import type { DeviceView } from "./http/devices.ts";
import type { Bilingual } from "./http/fields.ts";
import type { QuarantineReason, QuarantineView } from "./http/quarantine.ts";
import type { MonitoringView, News2View, ResidentDetailView, ResidentView, VitalView } from "./http/residents.ts";
import { isoTimeOf } from "./iso-time.ts";
import type { LiveMessage } from "./live.ts";
import { limitView, planView } from "./monitoring-plan.ts";
import { reasonText } from "./verdict-words.ts";
import { alertTitle } from "./words.ts";

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

function news2View({ status, min, max, band, missing, scale, parts, excludedBecause }: News2Score): News2View {
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

/** A resident as the board shows them. Without a watch nobody listens, and that is what is shown. */
export function residentView(
  resident: Resident,
  facility: Facility | undefined,
  watch: Watch | undefined,
  plan: MonitoringPlan,
  now: EpochMs,
): ResidentView {
  const known = watch ?? emptyWatch(resident.id);
  const { latest, outOfBedSince } = latestValues(known);
  const bed = facility?.beds.find(({ id }) => id === resident.bedId);
  return {
    id: resident.id,
    name: resident.name,
    sex: resident.sex,
    birthDate: resident.birthDate,
    age: ageOf(resident, now),
    facilityId: resident.facilityId,
    ...(bed === undefined ? {} : { bed: { id: bed.id, label: bed.label } }),
    careSetting: resident.careSetting,
    disabilityLevel: resident.disabilityLevel,
    palliative: resident.palliative,
    ...dischargeField(resident),
    monitoring: monitoringView(monitoringOf(known, now)),
    vitals: (Object.entries(latest) as [ObservationCode, LatestValue][]).map(([code, value]) =>
      vitalView({ ...value, code }, now),
    ),
    news2: news2View(news2Of(known, plan, now)),
    ...timeField("outOfBedSince", outOfBedSince),
    devices: known.devices.map((device) => ({ id: device.deviceId, kind: device.kind, ...heardFields(device, now) })),
  };
}

/** A resident as their own page shows them. */
export function residentDetailView(
  resident: Resident,
  facility: Facility | undefined,
  watch: Watch | undefined,
  plan: MonitoringPlan,
  now: EpochMs,
): ResidentDetailView {
  return {
    ...residentView(resident, facility, watch, plan, now),
    allergies: [...resident.allergies],
    ...(resident.advanceWishes === undefined ? {} : { advanceWishes: resident.advanceWishes }),
    contacts: resident.contacts.map(({ name, relation, phone }) => ({ name, relation, phone })),
    limits: Object.fromEntries(Object.entries(plan.limits).map(([code, limit]) => [code, limitView(limit)])),
    ...(resident.pregnantOrPostpartum === undefined ? {} : { pregnantOrPostpartum: resident.pregnantOrPostpartum }),
    clinical: clinicalView(resident),
    version: versionOf(resident),
    plan: planView(resident),
  };
}

function dischargeField({ discharge }: Resident): Pick<ResidentView, "discharge"> {
  if (discharge === undefined) return {};
  const { at, by, reason, note, bedId } = discharge;
  return {
    discharge: {
      at: isoTimeOf(at),
      by,
      reason,
      ...(note === undefined ? {} : { note }),
      ...(bedId === undefined ? {} : { bedId }),
    },
  };
}

/** An alert with its title and its reasons in words. */
export function alertView(alert: Alert): AlertView {
  return {
    id: alert.id,
    residentId: alert.residentId,
    facilityId: alert.facilityId,
    kind: alert.kind,
    priority: alert.priority,
    technical: isTechnical(alert.kind),
    shelvable: isShelvable(alert.kind),
    condition: alert.condition,
    handling: alert.handling,
    raisedAt: isoTimeOf(alert.raisedAt),
    ...timeField("closedAt", alert.closedAt),
    ...(alert.outcome === undefined ? {} : { outcome: alert.outcome }),
    caseId: alert.caseId,
    ...holderField(alert),
    ...shelfField(alert),
    ...(alert.inhibitedBy === undefined ? {} : { inhibitedBy: alert.inhibitedBy }),
    ...(alert.escalation === undefined ? {} : { escalation: escalationView(alert, alert.escalation) }),
    ...(alert.reason.code === "referral" ? { referralId: alert.reason.referralId } : {}),
    title: alertTitle(alert.kind, alert.reason),
    reason: reasonText(alert.reason),
    ...scoreField(alert),
    inputs: alert.inputs.map(({ code, value, at, deviceId }) => ({ code, value, at: isoTimeOf(at), deviceId })),
    timeline: alert.timeline.map(({ at, what, by, from, to, note, reason, called, times, referral }) => ({
      at: isoTimeOf(at),
      what,
      ...(by === undefined ? {} : { by }),
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
      ...(note === undefined ? {} : { note }),
      ...(reason === undefined ? {} : { reason: reasonText(reason) }),
      ...(called === undefined ? {} : { called: calledView(called) }),
      ...(times === undefined ? {} : { times }),
      ...(referral === undefined ? {} : { referral: { ...referral } }),
    })),
    version: alert.version,
  };
}

function calledView({ people, channels, ...called }: StepCalled) {
  return { ...called, people: [...people], channels: [...channels] };
}

function holderField({ holder }: Alert): Pick<AlertView, "holder"> {
  if (holder === undefined) return {};
  return { holder: { personId: holder.personId, name: holder.name, since: isoTimeOf(holder.since) } };
}

function shelfField({ shelved }: Alert): Pick<AlertView, "shelved"> {
  if (shelved === undefined) return {};
  return { shelved: { until: isoTimeOf(shelved.until), by: shelved.by, reason: shelved.reason } };
}

function scoreField({ reason }: Alert): Pick<AlertView, "score"> {
  // Alerts stored before all of it was kept have the range and the band alone.
  if (reason.code !== "news2" || reason.version === undefined) return {};
  const { min, max, band, missing, scale, parts, version } = reason;
  return { score: { min, max, band, missing: [...missing], scale, parts: { ...parts }, version } };
}

/**
 * A device with what the watch heard of it; one that no watch knows yet is silent since it was enrolled. One that is
 * still expected cannot be silent.
 */
export function deviceView(device: Device, watched: WatchedDevice | undefined, now: EpochMs): DeviceView {
  const heard = watched ?? { deviceId: device.id, kind: device.kind, since: device.claimedAt ?? device.enrolledAt };
  const isAwaited = isExpected(device);
  return {
    id: device.id,
    kind: device.kind,
    ...(device.residentId === undefined ? {} : { residentId: device.residentId }),
    facilityId: device.facilityId,
    state: isAwaited ? "expected" : device.revokedAt === undefined ? "in-service" : "revoked",
    ...(device.certificateSerial === undefined ? {} : { certificateSerial: device.certificateSerial }),
    ...(device.offered === undefined ? {} : { offered: device.offered.map(offerView) }),
    enrolledAt: isoTimeOf(device.enrolledAt),
    ...timeField("claimedAt", device.claimedAt),
    ...timeField("assignedAt", device.assignedAt),
    ...timeField("revokedAt", device.revokedAt),
    ...(device.firmware === undefined ? {} : { firmware: device.firmware }),
    ...heardFields(heard, now),
    ...(isAwaited || device.residentId === undefined ? { isSilent: false } : {}),
  };
}

function offerView({ serial, offeredUntil }: OfferedCertificate) {
  return { certificateSerial: serial, until: isoTimeOf(offeredUntil) };
}

function heardFields(device: WatchedDevice, now: EpochMs) {
  const { connection, lastHeardAt, batteryPercent } = device;
  return {
    ...(connection === undefined ? {} : { connection }),
    ...timeField("lastHeardAt", lastHeardAt),
    isSilent: isSilent(device, now),
    ...(batteryPercent === undefined ? {} : { batteryPercent }),
  };
}

/** What a store keeps of a refused message. */
export interface QuarantinedMessage {
  readonly id: string;
  readonly at: EpochMs;
  readonly deviceId?: string;
  readonly topicKind?: string;
  readonly reason: QuarantineReason;
  readonly detail: Bilingual;
  readonly sample?: string;
  /** What a dead letter needs to be delivered again; nobody is shown it. */
  readonly letter?: unknown;
  readonly redeliveredAt?: EpochMs;
}

/** A refused message as operators see it. */
export function quarantineView({ at, letter: _, redeliveredAt, ...entry }: QuarantinedMessage): QuarantineView {
  return { ...entry, at: isoTimeOf(at), ...timeField("redeliveredAt", redeliveredAt) };
}

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

function timeField<Name extends string>(name: Name, at: EpochMs | undefined): { readonly [K in Name]?: string } {
  return at === undefined ? {} : ({ [name]: isoTimeOf(at) } as { readonly [K in Name]: string });
}
