import * as z from "zod/mini";
import { auditClasses, auditDeeds } from "../../domain/audit/entry.ts";
import { openingReasons, openingStates } from "../../domain/break-glass/opening.ts";
import { openingHours, reviewDays } from "../../domain/break-glass/policy.ts";
import { roles } from "../../domain/model/person.ts";
import { personId } from "./duties.ts";
import { id, isoTime } from "./fields.ts";

const words = z.string().check(z.trim(), z.minLength(2), z.maxLength(500));
const named = z.object({ id, name: z.string() });
const somebody = z.object({ id: personId, name: z.string() });

/** Why a record has to be opened at once: a kind, and in one's own words. */
export const openingReason = z.strictObject({ kind: z.enum(openingReasons), words });

/** POST /api/referrals/{id}/openings */
export const newOpening = z.strictObject({ reason: openingReason });

/** Who somebody is said to be, to the letter: this is no search. */
const saidToBe = z.discriminatedUnion("by", [
  z.strictObject({
    by: z.literal("identity-number"),
    identityNumber: z.string().check(z.trim(), z.minLength(1), z.maxLength(40)),
  }),
  z.strictObject({
    by: z.literal("name-and-birth-date"),
    name: z.string().check(z.trim(), z.minLength(1), z.maxLength(80)),
    birthDate: z.iso.date(),
  }),
]);

/** POST /api/facilities/{id}/openings */
export const newOpeningOnDuty = z.strictObject({ said: saidToBe, reason: openingReason });

/** What came of it. `may-read`: whoever asked may read the record anyway, and nothing was opened. */
export const openingOutcome = z.object({
  outcome: z.enum(["opened", "renewed", "ended", "already-open", "may-read"]),
  residentId: id,
  /** Of the opening that stands. */
  openingId: z.optional(id),
  until: z.optional(isoTime),
});
export type OpeningOutcome = z.infer<typeof openingOutcome>;

/** What is open to whoever asks, and what was of late. */
export const ownOpenings = z.object({
  items: z.array(
    z.object({
      id,
      resident: named,
      /** Where the resident is cared for. */
      facility: named,
      openedAt: isoTime,
      until: isoTime,
      isOpen: z.boolean(),
    }),
  ),
  at: isoTime,
});
export type OwnOpenings = z.infer<typeof ownOpenings>;

/** POST /api/me/openings/{id} */
export const ownOpeningChange = z.discriminatedUnion("do", [
  z.strictObject({ do: z.literal("end") }),
  z.strictObject({ do: z.literal("renew"), reason: openingReason }),
]);

const openingReview = z.object({
  verdict: z.enum(["justified", "not-justified"]),
  words: z.string(),
  consequence: z.optional(z.string()),
  by: somebody,
  at: isoTime,
});

const openingStep = z.object({
  what: z.enum(["opened", "renewed", "ended", "lapsed", "late", "reviewed"]),
  at: isoTime,
  until: z.optional(isoTime),
  reason: z.optional(z.object({ kind: z.enum(openingReasons), words: z.string() })),
  /** Of an end before the time: by hand, or because the rights of whoever opened it ended. */
  why: z.optional(z.enum(["by-hand", "rights-ended"])),
});

/** A record that was opened, as whoever judges it sees it. */
export const openingView = z.object({
  id,
  /** `bed` as far as they have one. */
  resident: z.object({ id, name: z.string(), bed: z.optional(z.string()) }),
  /** Where the resident is cared for. */
  facility: named,
  person: somebody,
  role: z.enum(roles),
  /** For which house it was opened. */
  house: named,
  way: z.enum(["referral", "identity-number", "name-and-birth-date"]),
  referralId: z.optional(id),
  state: z.enum(openingStates),
  openedAt: isoTime,
  until: isoTime,
  overSince: z.optional(isoTime),
  reviewBy: isoTime,
  /** Nobody judged it in time. */
  isLate: z.boolean(),
  steps: z.array(openingStep),
  review: z.optional(openingReview),
  /** Whether whoever asks may judge it now. */
  mayReview: z.boolean(),
});
export type OpeningView = z.infer<typeof openingView>;

/** Query of GET /api/openings; with `openingId` that one alone, with what was read while it was open. */
export const openingQuery = z.strictObject({ facilityId: z.optional(id), openingId: z.optional(id) });

/** What was looked at by an opening, from the audit trail. */
const openingRead = z.object({
  at: isoTime,
  /** The function that answered. */
  what: z.string(),
  deed: z.enum(auditDeeds),
  dataClass: z.enum(auditClasses),
});

/** That somebody tried to find a person's record on duty; nobody keeps what they typed. */
const openingAttempt = z.object({
  at: isoTime,
  person: somebody,
  by: z.enum(["identity-number", "name-and-birth-date"]),
  outcome: z.enum(["found", "nobody", "too-often"]),
});

const openingPolicy = z.object({ facilityId: id, hours: z.int(), reviewDays: z.int() });

/** What waits to be judged comes first, the longest waiting ahead; then what was judged, the last ahead. */
export const openingList = z.object({
  items: z.array(openingView),
  /** Of one opening alone. */
  reads: z.optional(z.array(openingRead)),
  /** Of one house alone: what it set, and who tried to find somebody there. */
  policy: z.optional(openingPolicy),
  attempts: z.optional(z.array(openingAttempt)),
  at: isoTime,
});
export type OpeningListView = z.infer<typeof openingList>;

/** POST /api/facilities/{id}/opening-reviews */
export const newOpeningReview = z.discriminatedUnion("verdict", [
  z.strictObject({ openingId: id, verdict: z.literal("justified"), words }),
  z.strictObject({ openingId: id, verdict: z.literal("not-justified"), words, consequence: words }),
]);

/** POST /api/facilities/{id}/opening-policy */
export const newOpeningPolicy = z.strictObject({
  hours: z.int().check(z.gte(openingHours.least), z.lte(openingHours.most)),
  reviewDays: z.int().check(z.gte(reviewDays.least), z.lte(reviewDays.most)),
});
export const openingPolicySet = openingPolicy;

/** What relatives are told of the openings of a resident's record: no names, and nothing of the words. */
export const openingNotices = z.object({
  items: z.array(
    z.object({
      id,
      openedAt: isoTime,
      until: isoTime,
      overSince: z.optional(isoTime),
      /** The house at which it was opened, by name, and what they are there. */
      house: z.string(),
      role: z.enum(roles),
      reason: z.enum(openingReasons),
      /** Absent while nobody has judged it. */
      verdict: z.optional(z.enum(["justified", "not-justified"])),
    }),
  ),
  at: isoTime,
});
export type OpeningNotices = z.infer<typeof openingNotices>;
