import * as z from "zod/mini";
import { dataClasses } from "../../domain/access/data-classes.ts";
import { alertPriorities } from "../../domain/alerts/alert.ts";
import { alertCourses } from "../../domain/family/alert-course.ts";
import { lightReasons, lightStates } from "../../domain/family/light-reasons.ts";
import { knownDegrees } from "../../domain/family/night.ts";
import { plainBands } from "../../domain/family/plain-band.ts";
import { staffRoles } from "../../domain/family/staff-role.ts";
import { staffVisitKinds } from "../../domain/family/staff-visit.ts";
import { type DeviceKind, deviceKindNames } from "../../domain/model/device.ts";
import { dischargeReasons } from "../../domain/register/discharge.ts";
import { openVisitStates, type visitStates } from "../../domain/visits/transitions.ts";
import { visitKinds } from "../../domain/visits/visit.ts";
import { transferStages } from "../transfer-stage.ts";
import { bilingual, freshness, id, isoTime, observationCode } from "./fields.ts";

/** What a relative may be let see; the field of a class that they are not let see is absent from every answer. */
export const dataClass = z.enum(dataClasses);
const deviceKind = z.enum(deviceKindNames as [DeviceKind, ...DeviceKind[]]);
const date = z.iso.date();

/** Roles by which relatives are told who does something: never a name. `other`: somebody whose role is not known. */
export const staffRole = z.object({ role: z.enum(staffRoles), title: bilingual });

/**
 * `not-granted`: nobody has let them see anything, or it was taken back, or is over, or has not begun. `emergencies`: they
 * are called in an emergency and see its alerts, and nothing else. `granted`: the classes that stand there. `guardian`: all.
 */
export const consentStates = ["not-granted", "emergencies", "granted", "guardian"] as const;

/** What the caller may see of a resident. */
export const familyAccess = z.object({
  state: z.enum(consentStates),
  classes: z.array(dataClass),
  /** What stands there ends then by itself. */
  until: z.optional(isoTime),
  /** It begins then. */
  from: z.optional(isoTime),
});

/** By which device we know something, and how old that is when the answer was made. */
export const knownBy = z.object({
  /** Absent where the device has gone since. */
  device: z.optional(deviceKind),
  label: z.optional(bilingual),
  at: isoTime,
  ageSeconds: z.int(),
  freshness,
});
export type KnownByView = z.infer<typeof knownBy>;

/**
 * The light 平安灯, by rules that never say `well` on old data or with something open. `sentence` is what to say after the
 * resident's name: `在床上，一切平稳`.
 */
export const familyLight = z.object({
  state: z.enum(lightStates),
  reason: z.enum(lightReasons),
  sentence: bilingual,
  /** What is being done, or what to do; absent while all is well. */
  next: z.optional(bilingual),
  /** Since when it is so; absent where nobody knows. */
  since: z.optional(isoTime),
  /** The newest sign on which it rests; absent where it rests on none. */
  by: z.optional(knownBy),
  /** Devices that send nothing now, while others do. */
  silent: z.optional(z.array(z.object({ device: deviceKind, label: bilingual }))),
  /** From then on this light may not be shown any more as it is: a page that hears nothing turns it to "not monitored". */
  validUntil: isoTime,
  /** On the way to, in or from a hospital; its name only for whoever may see alerts or the record. */
  transfer: z.optional(z.object({ stage: z.enum(transferStages), hospital: z.optional(z.string()) })),
});
export type FamilyLightView = z.infer<typeof familyLight>;

/** What staff's last coming is known by: only by what was recorded, never by a guess. */
export const staffVisit = z.object({
  at: isoTime,
  kind: z.enum(staffVisitKinds),
  by: staffRole,
  sentence: bilingual,
});

/** A night, from 18:00 to 12:00 of the next day, whose date is that of the morning. */
export const night = z.object({
  /** Of the morning. */
  date,
  /** `no-data`: nothing is known of it, and no number stands there. `partly-known`: at least so much. */
  known: z.enum(knownDegrees),
  isOver: z.boolean(),
  /** In bed, as far as it is known: no device says whether somebody sleeps. */
  inBedMinutes: z.optional(z.int()),
  toBedAt: z.optional(isoTime),
  upAt: z.optional(isoTime),
  timesUp: z.optional(z.int()),
  /** Of the time between, nothing was heard. */
  unknownMinutes: z.optional(z.int()),
  /** The stretches of the night, for one bar; what lies between them is not known. */
  parts: z.array(z.object({ from: isoTime, to: isoTime, is: z.enum(["in-bed", "out-of-bed"]) })),
  sentence: bilingual,
});
export type NightView = z.infer<typeof night>;

/** The next tele-visit, or one under way. */
export const nextVisit = z.object({
  id,
  kind: z.enum(visitKinds),
  state: z.enum(openVisitStates as [(typeof visitStates)[number], ...(typeof visitStates)[number][]]),
  scheduledAt: z.optional(isoTime),
  opensAt: z.optional(isoTime),
  /** Whether the caller is invited: then they may enter. */
  isInvited: z.boolean(),
  sentence: bilingual,
});

/** In whose care somebody is; who left it, moved or died has no light. */
export const familyPlace = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("in-care") }),
  z.object({ kind: z.literal("left"), reason: z.enum(dischargeReasons), at: isoTime, sentence: bilingual }),
]);

/** One of the caller's residents. A field of a class that is not granted is absent; so is one of which nothing is known. */
export const familyResident = z.object({
  id,
  name: z.string(),
  /** What the caller is to the resident, as the staff say it. */
  relation: z.string(),
  /** `phone`: where relatives telephone, if a department has a number that is dialled from elsewhere. */
  facility: z.object({ id, name: z.string(), phone: z.optional(z.string()) }),
  access: familyAccess,
  /** Absent for whoever may see nothing. */
  place: z.optional(familyPlace),
  /** Class `status-light`. */
  light: z.optional(familyLight),
  /** Class `status-light`: the newest believable sign of life, however old. */
  lastSign: z.optional(knownBy),
  /** Class `record`. */
  staffVisit: z.optional(staffVisit),
  /** Class `vitals`: last night, or this one while it lasts. */
  night: z.optional(night),
  /** Class `alerts`: how many are open, the urgent ones among them. */
  openAlerts: z.optional(z.object({ count: z.int(), urgent: z.int() })),
  /** Class `video`. */
  nextVisit: z.optional(nextVisit),
});
export type FamilyResidentView = z.infer<typeof familyResident>;

/** GET /api/family: whoever needs somebody first comes first, then by name. */
export const familyList = z.object({
  items: z.array(familyResident),
  /** Residents whose record cannot be read now: their light is not known, which is said. */
  unreadable: z.optional(z.array(z.object({ id, relation: z.string() }))),
  asOf: isoTime,
});
export type FamilyListView = z.infer<typeof familyList>;

/** GET /api/family/{id}. */
export const familyResidentDetail = z.extend(familyResident, { asOf: isoTime });

/** What an item of the story rests on: a test reads the record and finds it there. */
export const storySource = z.object({
  kind: z.enum(["observation", "alert", "note", "task", "visit", "referral"]),
  id: z.optional(id),
  code: z.optional(observationCode),
  at: isoTime,
});

export const storyKinds = [
  "went-to-bed",
  "got-up",
  "up-at-night",
  "rested",
  "steps",
  "measured",
  "alert",
  "staff-came",
  "care-note",
  "task-done",
  "tele-visit",
  "transfer",
  "photo",
] as const;

/** One sentence of the day, made by a rule out of a record. */
export const storyEntry = z.object({
  at: isoTime,
  to: z.optional(isoTime),
  kind: z.enum(storyKinds),
  class: dataClass,
  sentence: bilingual,
  from: z.array(storySource),
});

/** GET /api/family/{id}/days/{date}: what happened, oldest first. */
export const familyDay = z.object({
  residentId: id,
  date,
  /** The day goes on; what follows is not known yet. */
  isOver: z.boolean(),
  entries: z.array(storyEntry),
  /** Stretches of the day in which no device was heard: not that nothing happened. Of class `vitals`. */
  gaps: z.array(z.object({ from: isoTime, to: isoTime })),
  /** Classes of which the story tells nothing, since they are not granted. */
  withheld: z.array(dataClass),
  asOf: isoTime,
});
export type FamilyDayView = z.infer<typeof familyDay>;

export const familyDayParameters = z.object({ id, date });

export const familyTrendsQuery = z.strictObject({ period: z._default(z.enum(["week", "month"]), "week") });

/**
 * What was measured on one day; days without a value are absent: a gap, never a zero. `high` when at least a tenth of the
 * day's values lay above the plan's limit, `low` likewise, whichever is more.
 */
export const vitalDay = z.object({
  date,
  band: z.enum(plainBands),
  /** In the middle: half of what was measured lies below. */
  middle: z.number(),
  min: z.number(),
  max: z.number(),
  count: z.int(),
});

/** GET /api/family/{id}/trends: the last 7 or 30 whole days, and today so far. */
export const familyTrends = z.object({
  residentId: id,
  period: z.enum(["week", "month"]),
  /** The first and last day. */
  from: date,
  to: date,
  nights: z.array(night),
  activity: z.array(
    z.object({
      date,
      known: z.enum(knownDegrees),
      /** Out of bed by day, 06:00 to 22:00, as far as known. */
      upMinutes: z.optional(z.int()),
      steps: z.optional(z.int()),
    }),
  ),
  vitals: z.array(
    z.object({
      code: observationCode,
      label: bilingual,
      unit: bilingual,
      /** The limits of the resident's plan by which the bands go. */
      low: z.optional(z.number()),
      high: z.optional(z.number()),
      days: z.array(vitalDay),
      sentence: bilingual,
    }),
  ),
  asOf: isoTime,
});
export type FamilyTrendsView = z.infer<typeof familyTrends>;

/** An alert as relatives are told of it: what happened, what is being done and by which role; no name and no words of staff. */
export const familyAlert = z.object({
  id,
  kind: z.string(),
  priority: z.enum(alertPriorities),
  isUrgent: z.boolean(),
  isOpen: z.boolean(),
  title: bilingual,
  /** With its values: only where vitals are granted too. */
  reason: z.optional(bilingual),
  at: isoTime,
  closedAt: z.optional(isoTime),
  course: z.enum(alertCourses),
  /** What is being done now, or how it ended. */
  doing: bilingual,
  by: z.optional(staffRole),
  steps: z.array(z.object({ at: isoTime, sentence: bilingual, by: z.optional(staffRole) })),
});
export type FamilyAlertView = z.infer<typeof familyAlert>;

/** GET /api/family/{id}/alerts: open ones first, the urgent before the others, then the latest closed ones. */
export const familyAlertList = z.object({
  items: z.array(familyAlert),
  /** The caller is told of emergencies only. */
  isEmergenciesOnly: z.boolean(),
  asOf: isoTime,
});
export type FamilyAlertListView = z.infer<typeof familyAlertList>;
