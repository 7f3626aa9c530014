import type { Facility } from "../domain/model/facility.ts";
import type { ObservationCode } from "../domain/model/observations.ts";
import { ageOf, type Resident, versionOf } from "../domain/model/resident.ts";
import type { EpochMs } from "../domain/model/time.ts";
import { latestValues, monitoringOf } from "../domain/watch/monitoring.ts";
import { news2Of } from "../domain/watch/news2.ts";
import type { MonitoringPlan } from "../domain/watch/plan.ts";
import type { LatestValue, Watch } from "../domain/watch/state.ts";
import { emptyWatch } from "../domain/watch/watch.ts";
import { clinicalView } from "./clinical-view.ts";
import { heardFields } from "./device-view.ts";
import type { ResidentDetailView, ResidentView } from "./http/residents.ts";
import { isoTimeOf, timeField } from "./iso-time.ts";
import { limitView, planView } from "./monitoring-plan.ts";
import { monitoringView, news2View, vitalView } from "./monitoring-view.ts";

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
    ...(resident.familyDoctor === undefined ? {} : { familyDoctor: resident.familyDoctor }),
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
