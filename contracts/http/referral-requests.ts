import * as z from "zod/mini";
import { emergencyCentres, referralDirections, referralModes } from "../../domain/referrals/referral.ts";
import { clockPoints, preparePoints } from "../../domain/referrals/time-points.ts";
import { personalActions } from "../../domain/referrals/transitions.ts";
import { urgencies } from "../../domain/referrals/urgency.ts";
import { id, isoTime } from "./fields.ts";
import { pageQuery } from "./paging.ts";
import { transferConsent } from "./transfer-consent.ts";

const words = z.string().check(z.trim(), z.minLength(1), z.maxLength(500));
const name = z.string().check(z.trim(), z.minLength(1), z.maxLength(80));
/** In whose name the operators' command acts; whoever signed in acts in their own. */
const by = z.optional(z.string().check(z.minLength(1), z.maxLength(40)));
/** When it was by the clock of the person's device, which may have had no network. */
const clientAt = z.optional(isoTime);
/** How soon somebody has to be seen: at once, within 24 hours, this week, elective. */
const urgency = z.optional(z.enum(urgencies));
export const pointCode = z.enum([...clockPoints, ...preparePoints]);

/** Somebody of the other house said it on the telephone: with whom one spoke, and what there is to note. */
const phone = z.strictObject({ with: name, note: z.optional(words) });

/**
 * POST /api/referrals. Up: from the resident's facility to `toFacilityId`. Down: the resident's facility is the hospital,
 * which says that they are fit to go to `toFacilityId`. A resident with an open referral gets `referral-open` with its
 * id; in mode `green-channel` the open one becomes an emergency instead, and `anew` ends one that is past the arrival.
 */
export const newReferral = z.strictObject({
  by,
  clientAt,
  residentId: id,
  direction: z._default(z.enum(referralDirections), "up"),
  mode: z._default(z.enum(referralModes), "routine"),
  /** Absent in the green channel: the hospital that the facility's policy names, or the first of its agreements. */
  toFacilityId: z.optional(id),
  departmentId: z.optional(id),
  centre: z.optional(z.enum(emergencyCentres)),
  reason: z.optional(words),
  /** Of a routine request up; the hospital decides at triage. */
  urgency,
  /** The tele-visit to this resident out of which it is asked. */
  visitId: z.optional(id),
  /** 知情同意; it can be said later with the papers. */
  consent: z.optional(transferConsent),
  /** An appointment. */
  expectedAt: z.optional(isoTime),
  anew: z.optional(z.boolean()),
});

/**
 * POST /api/alerts/{id}/green-channel: everything may be left out. While a case is under way the call goes to its hospital
 * once more, whatever `toFacilityId` says; `anew` ends that case and begins another.
 */
export const greenChannelCall = z.strictObject({
  by,
  clientAt,
  toFacilityId: z.optional(id),
  centre: z.optional(z.enum(emergencyCentres)),
  anew: z.optional(z.boolean()),
});

/**
 * POST /api/referrals/{id}/steps. Asked from a house that does not have the part, a step needs `phone`: then one speaks
 * for the other side. `as`: for which house, where the caller belongs to several of the case.
 */
export const newStep = z.strictObject({
  by,
  clientAt,
  /** `take-back`: the last step was a mistake; from a colleague of the same desk it needs a reason. */
  do: z.enum([...personalActions, "take-back"]),
  as: z.optional(id),
  phone: z.optional(phone),
  /** Needed to decline, to cancel, to close, for a note, for who went elsewhere, and to ask a house that just said no. */
  reason: z.optional(words),
  /** Of `offer`, `substitute` and `offer-down`: the next house; of `arrive-elsewhere` where they are. */
  toFacilityId: z.optional(id),
  departmentId: z.optional(id),
  /** `null`: none of them after all. Another one than stands there is the hospital's to say. */
  centre: z.optional(z.nullable(z.enum(emergencyCentres))),
  /** Of `triage` what is decided, of `offer` and `transfer-onward` what is asked for. */
  urgency,
  /** Of `accept`: when to come. Of `depart`: when they should be there. */
  expectedAt: z.optional(isoTime),
  /** Of `arrive`: when that was; now, where it is absent. */
  arrivedAt: z.optional(isoTime),
  /**
   * Of `accept`: the bed that is kept. Of `admit`: where they lie, the bed that is kept when it is left out; `null`: not known
   * yet, and what was kept is let go.
   */
  bedId: z.optional(z.nullable(id)),
  /** Of `follow-up`: which one, needed where more than one is open. `isNotNeeded`: it need not be done, the reason says why. */
  followUp: z.optional(z.string().check(z.regex(/^f\d{1,4}$/))),
  isNotNeeded: z.optional(z.literal(true)),
  /** The version that the person saw. */
  version: z.optional(z.int()),
});

/**
 * POST /api/referrals/{id}/time-points: now, unless `at` says when it was. What stands there stays, however often it is
 * tapped: a correction says `at` and the `reason`. `isUndone` takes back what stands there: that something is ready by a tap,
 * a moment of the treatment with a `reason`. All that was said stays in the rows.
 */
export const newTimePoint = z.strictObject({
  by,
  clientAt,
  code: pointCode,
  at: z.optional(isoTime),
  reason: z.optional(words),
  isUndone: z.optional(z.literal(true)),
  as: z.optional(id),
});

/** Query of GET /api/referrals: the open ones of all own houses, the last requested first, at most 200 a page. */
export const referralQuery = z.strictObject({
  state: z._default(z.enum(["open", "closed"]), "open"),
  facilityId: z.optional(id),
  ...pageQuery(/^(?:[1-9]\d?|1\d\d|200)$/, 200),
});
