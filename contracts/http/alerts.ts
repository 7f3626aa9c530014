import * as z from "zod/mini";
import { alertPriorities, timelineSteps } from "../../domain/alerts/alert.ts";
import { longestShelfMs } from "../../domain/alerts/shelving.ts";
import { dutyRoles } from "../../domain/duty/shift.ts";
import { minute } from "../../domain/model/time.ts";
import { referralStates } from "../../domain/referrals/states.ts";
import { news2Bands } from "../../domain/watch/news2-scoring.ts";
import { bilingual, id, isoTime, observationCode, observationValue } from "./fields.ts";
import { pageEnd, pageQuery } from "./paging.ts";

/** Query of GET /api/alerts; without filters the open alerts of all facilities, at most 500 a page. */
export const alertQuery = z.strictObject({
  state: z._default(z.enum(["open", "closed"]), "open"),
  residentId: z.optional(id),
  facilityId: z.optional(id),
  ...pageQuery(/^(?:[1-9]\d?|[1-4]\d\d|500)$/, 500),
});

/** Whom a step of the escalation is to call: roles on duty, and how many persons and channels besides. */
const called = z.object({ roles: z.array(z.enum(dutyRoles)), persons: z.int(), channels: z.int() });

/** Whom an alert calls, and when. */
const escalation = z.object({
  state: z.enum(["to-plan", "calling", "awaiting", "quiet"]),
  /** How often it began anew. */
  round: z.int(),
  /** Steps of this round that were taken, repetitions included. */
  taken: z.int(),
  /** How many persons and channels they really called; whom, the timeline names. `roles` is always empty. */
  called,
  /** When somebody more is called, or everybody again; absent when nobody is. */
  nextAt: z.optional(isoTime),
  /** Whom, as far as it is planned; a step that calls every channel there is names none. */
  next: z.optional(called),
  /** Somebody is on the way; if nobody is there by then, it is open again and calls. */
  onSiteBy: z.optional(isoTime),
});

/** An alert as the API shows it, with its words in both languages. */
export const alert = z.object({
  id,
  residentId: id,
  facilityId: id,
  kind: z.string(),
  priority: z.enum(alertPriorities),
  /** Technical alerts are about devices, never about the person. */
  technical: z.boolean(),
  /** Whether alerts of its kind may be silenced for a time; absent in answers of earlier versions. */
  shelvable: z.optional(z.boolean()),
  condition: z.enum(["active", "cleared"]),
  handling: z.enum(["new", "acknowledged", "on-site", "resolved"]),
  raisedAt: isoTime,
  closedAt: z.optional(isoTime),
  outcome: z.optional(z.enum(["real", "false", "test", "device-fault", "cleared-by-rule"])),
  /** Alerts of one resident that belong together have the case of the first of them. */
  caseId: id,
  /** Who is on it, since when; absent while nobody is. */
  holder: z.optional(z.object({ personId: z.string(), name: z.string(), since: isoTime })),
  /** It calls nobody until then; never a fall, an SOS call, smoke, gas or a long lie. */
  shelved: z.optional(z.object({ until: isoTime, by: z.string(), reason: z.string() })),
  /** A technical alert in whose place this other technical one calls. */
  inhibitedBy: z.optional(id),
  /** Absent for alerts from before there was escalation. */
  escalation: z.optional(escalation),
  /** Of an alert about a referral: which, for whoever may see it. */
  referralId: z.optional(id),
  /** Of an alert about a task: the visit in which it was ordered. */
  visitId: z.optional(id),
  /** Of an alert about what is to be done with a bed: which. */
  bed: z.optional(z.object({ id, label: z.string() })),
  /** What it is, e.g. 疑似跌倒. */
  title: bilingual,
  /** Why, in one sentence with its values. */
  reason: bilingual,
  /** Of a NEWS2 alert: how it was scored. `parts` are the points of each parameter that was there. */
  score: z.optional(
    z.object({
      min: z.int(),
      max: z.int(),
      band: z.enum(news2Bands),
      missing: z.array(observationCode),
      scale: z.union([z.literal(1), z.literal(2)]),
      parts: z.record(z.string(), z.int()),
      version: z.string(),
    }),
  ),
  /** The values the verdict rests on. */
  inputs: z.array(z.object({ code: observationCode, value: observationValue, at: isoTime, deviceId: id })),
  timeline: z.array(
    z.object({
      at: isoTime,
      what: z.enum(timelineSteps),
      by: z.optional(z.string()),
      /** Who had it before, where somebody else acted; and who has it after a hand-over. */
      from: z.optional(z.string()),
      to: z.optional(z.string()),
      note: z.optional(z.string()),
      reason: z.optional(bilingual),
      /** Of a referral that was called from it: how far it has come; `id` for staff only. */
      referral: z.optional(
        z.object({
          id: z.optional(id),
          state: z.enum(referralStates),
          house: z.string(),
          /** Nobody there has answered yet. */
          isUnanswered: z.optional(z.literal(true)),
          /** It was not answered, and is now. */
          isAnswered: z.optional(z.literal(true)),
        }),
      ),
      /** Of a step that called: whom, by their names; `more` counts those who are not named. */
      called: z.optional(
        z.object({
          step: z.int(),
          people: z.array(z.string()),
          channels: z.array(z.string()),
          more: z.optional(z.int()),
          /** Nobody of those whom the policy names could be reached: these were called instead. */
          instead: z.optional(z.enum(["off-duty", "facility-managers", "operators", "nobody"])),
        }),
      ),
      /** How often it happened; the middle of a very long story is folded into one entry. */
      times: z.optional(z.int()),
    }),
  ),
  version: z.int(),
});
export type AlertView = z.infer<typeof alert>;

/**
 * Open alerts by priority, then age. Where there are more than a page holds, pages go facility by facility and by age, so
 * that an alert that becomes more urgent meanwhile is missed by none, and only each in itself goes by priority. Closed
 * ones newest first, the last 200 and no further page; so are a resident's own.
 */
export const alertList = z.object({ items: z.array(alert), ...pageEnd });

/** GET /api/alerts/{id}: the alert, and all of its case, itself among them, oldest first. */
export const alertDetail = z.extend(alert, { caseAlerts: z.array(alert) });
export type AlertDetailView = z.infer<typeof alertDetail>;

/**
 * In whose name the operators' command acts, such as the simulated carer; "anhu" when absent. Whoever signed in acts in
 * their own name, whatever stands here.
 */
const by = z.optional(z.string().check(z.minLength(1), z.maxLength(40)));

/** The version that the person saw; a newer call is then not taken for the one they saw, but answered with 409. */
const version = z.optional(z.int());

const note = z.string().check(z.maxLength(500));
const words = z.string().check(z.trim(), z.minLength(1), z.maxLength(500));

/**
 * POST /api/alerts/{id}/acknowledge. Acknowledging again by the same person changes nothing. What somebody else has is
 * refused with `taken-by-another`, unless `takeOver` says that it is meant so.
 */
export const acknowledgement = z.strictObject({ by, version, takeOver: z.optional(z.boolean()) });

/** POST /api/alerts/{id}/on-site. Nobody need have acknowledged before. */
export const arrival = z.strictObject({ by, version });

/** POST /api/alerts/{id}/release. */
export const release = z.strictObject({ by, note: z.optional(note) });

/** POST /api/alerts/{id}/resolve. */
export const resolution = z.strictObject({
  by,
  outcome: z.enum(["real", "false", "test", "device-fault"]),
  note: z.optional(note),
  version,
});

/** POST /api/alerts/{id}/reopen: takes a resolution back within a quarter of an hour. */
export const reopening = z.strictObject({ by, note: z.optional(note) });

/** POST /api/alerts/{id}/comment. */
export const comment = z.strictObject({ by, note: words });

/** POST /api/alerts/{id}/shelve: for at most four hours. */
export const shelving = z.strictObject({
  by,
  minutes: z.int().check(z.gte(1), z.lte(longestShelfMs / minute)),
  reason: words,
  version,
});

/** POST /api/alerts/{id}/unshelve. */
export const unshelving = z.strictObject({ by });
