import * as z from "zod/mini";
import { type DeviceKind, deviceKindNames } from "../../domain/model/device.ts";
import { careSettings } from "../../domain/model/resident.ts";
import { dischargeReasons } from "../../domain/register/discharge.ts";
import { news2Bands } from "../../domain/watch/news2-scoring.ts";
import { transferStages } from "../transfer-stage.ts";
import { clinicalFacts, clinicalRecord, noneKnownSaid } from "./clinical-facts.ts";
import { bed } from "./facilities.ts";
import { freshness, id, isoTime, observationCode, observationValue, seenName } from "./fields.ts";
import { disabilityLevel, planView, spo2Scale2Order } from "./monitoring-plan.ts";
import { pageEnd, pageQuery } from "./paging.ts";

const shortText = z.string().check(z.minLength(1), z.maxLength(80));
const date = z.iso.date();
/** From 1900 on; that it does not lie in the future is checked on arrival. */
const birthDate = z.iso.date({ abort: true }).check(z.regex(/^(?:19|20)\d{2}-/));

/** A value with the moments at which its freshness ends, so that a page can age it without asking again. */
export const vital = z.object({
  code: observationCode,
  value: observationValue,
  /** UCUM; absent for booleans and codes. */
  unit: z.optional(z.string()),
  at: isoTime,
  deviceId: id,
  freshness,
  staleAt: isoTime,
  lostAt: isoTime,
});
export type VitalView = z.infer<typeof vital>;

/** `full` only when all seven parameters are fresh; a partial score is a range, never a bare number. */
export const news2 = z.object({
  status: z.enum(["full", "partial", "not-scored"]),
  min: z.int(),
  max: z.int(),
  band: z.enum(news2Bands),
  missing: z.array(observationCode),
  scale: z.union([z.literal(1), z.literal(2)]),
  excludedBecause: z.optional(z.enum(["under-16", "pregnant-or-postpartum", "palliative"])),
  parts: z.record(z.string(), z.int()),
});
export type News2View = z.infer<typeof news2>;

/** Whether anybody is listening to a resident. */
export const monitoring = z.object({
  state: z.enum(["monitored", "partly-monitored", "unmonitored"]),
  since: z.optional(isoTime),
  silentDeviceIds: z.array(id),
});
export type MonitoringView = z.infer<typeof monitoring>;

export const watchedDevice = z.object({
  id,
  kind: z.enum(deviceKindNames as [DeviceKind, ...DeviceKind[]]),
  connection: z.optional(z.enum(["online", "offline"])),
  lastHeardAt: z.optional(isoTime),
  isSilent: z.boolean(),
  batteryPercent: z.optional(z.number()),
});

/** A resident as the board shows them. */
export const resident = z.object({
  id,
  name: shortText,
  sex: z.enum(["female", "male"]),
  birthDate: date,
  age: z.int(),
  facilityId: id,
  bed: z.optional(bed),
  careSetting: z.enum(careSettings),
  disabilityLevel,
  palliative: z.boolean(),
  /** Left the care; nobody watches them any more. Absent for everybody who is in care. */
  discharge: z.optional(
    z.object({
      at: isoTime,
      by: z.string(),
      reason: z.enum(dischargeReasons),
      note: z.optional(z.string()),
      bedId: z.optional(id),
    }),
  ),
  monitoring,
  vitals: z.array(vital),
  news2,
  /** Since when the bed has been empty; absent while occupied or unknown. */
  outOfBedSince: z.optional(isoTime),
  devices: z.array(watchedDevice),
});
export type ResidentView = z.infer<typeof resident>;

/** Query of GET /api/residents; without `facilityId` of all facilities. At most 500 a page: about 2.5 MB. */
export const residentQuery = z.strictObject({
  facilityId: z.optional(id),
  /** `former`: those whose care ended there. */
  state: z._default(z.enum(["in-care", "former"]), "in-care"),
  ...pageQuery(/^(?:[1-9]\d?|[1-4]\d\d|500)$/, 500),
});

/** A page: facility by facility, in the order of ids. Who is registered meanwhile neither shifts nor repeats anybody. */
export const residentList = z.object({
  items: z.array(resident),
  /** Residents who are in care but whose record is damaged, so that it cannot be shown; absent when there are none. */
  unreadable: z.optional(z.array(id)),
  ...pageEnd,
});

export const contact = z.object({ name: shortText, relation: shortText, phone: shortText });

const limit = z.object({
  low: z.optional(z.number()),
  high: z.optional(z.number()),
  delaySeconds: z.number(),
  hysteresis: z.number(),
  priority: z.enum(["high", "medium", "low"]),
});

/** GET /api/residents/{id}: the summary with what only the resident's own page needs. */
export const residentDetail = z.extend(resident, {
  allergies: z.array(shortText),
  advanceWishes: z.optional(z.string()),
  /** The family doctor or team with whom they signed 家庭医生签约. */
  familyDoctor: z.optional(z.string()),
  contacts: z.array(contact),
  pregnantOrPostpartum: z.optional(z.boolean()),
  /** Absent for whoever may not see it (relatives, supervisors); empty when nothing was recorded. */
  clinical: z.optional(clinicalRecord),
  /** Their open referral, without anybody of the staff: relatives read it too. Absent while none is open. */
  transfer: z.optional(
    z.object({ stage: z.enum(transferStages), hospital: z.optional(z.string()), since: z.optional(isoTime) }),
  ),
  /** Counts changes of the record; a change that names the version it saw is refused when somebody was first. */
  version: z.int(),
  /** The limits in force, by observation code. */
  limits: z.record(z.string(), limit),
  /** What of the plan was set by hand, and by whom. */
  plan: planView,
});
export type ResidentDetailView = z.infer<typeof residentDetail>;

/** POST /api/residents. */
export const newResident = z.strictObject({
  /**
   * Who looks after all facilities names an id. Anybody else's is a number of the facility: the id is made of both, and
   * the answer tells it.
   */
  id: z.optional(id),
  name: seenName,
  sex: z.enum(["female", "male"]),
  birthDate,
  facilityId: id,
  bedId: z.optional(id),
  careSetting: z._default(z.enum(careSettings), "care-home"),
  disabilityLevel: z._default(disabilityLevel, 0),
  palliative: z._default(z.boolean(), false),
  pregnantOrPostpartum: z.optional(z.boolean()),
  spo2Scale2: z.optional(spo2Scale2Order),
  allergies: z._default(z.array(shortText).check(z.maxLength(50)), []),
  advanceWishes: z.optional(z.string().check(z.maxLength(500))),
  familyDoctor: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(80))),
  contacts: z._default(z.array(contact).check(z.maxLength(20)), []),
  ...clinicalFacts.shape,
  noneKnown: z.optional(noneKnownSaid),
});
export type NewResident = z.infer<typeof newResident>;
