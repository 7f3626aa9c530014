import * as z from "zod/mini";
import { referralDirections, referralModes } from "../../domain/referrals/referral.ts";
import { referralStates } from "../../domain/referrals/states.ts";
import { urgencies } from "../../domain/referrals/urgency.ts";
import { bilingual, id, isoTime } from "./fields.ts";

const house = z.object({ id, name: z.string() });

/**
 * Query of the figures: a month of requests in Asia/Shanghai, this one when none is named; of one facility, or of all where
 * the caller may read figures, each case once.
 */
export const figuresQuery = z.strictObject({
  facilityId: z.optional(id),
  month: z.optional(z.string().check(z.regex(/^20\d{2}-(?:0[1-9]|1[0-2])$/))),
});

/** `longestMinutes` is the time of one case: absent to who may not read the cases. */
const spread = z.object({
  count: z.int(),
  medianMinutes: z.number(),
  longestMinutes: z.optional(z.number()),
  late: z.int(),
});

/** As `spread`, in days to the tenth. */
const days = z.object({ count: z.int(), medianDays: z.number(), longestDays: z.optional(z.number()) });

/** So many of those in which it could have been. */
const share = z.object({ of: z.int(), count: z.int() });

/** Absent: there was nothing of the kind, or too few cases to tell of it (domain/referrals/told-houses.ts). */
const measures = {
  toDoor: z.optional(spread),
  /** Routine: from asking the first house that answered to its yes or no. */
  answer: z.optional(spread),
  /** From "fit to go back" to home. */
  fitToBack: z.optional(days),
  /** From the door to leaving the hospital, or dying there. */
  stay: z.optional(days),
  /** Referred up again within 30 days of coming home, of those home for 30 days or referred again before. */
  again: z.optional(share),
  /** Cases that a house declined, of those that any answered. */
  declined: z.optional(share),
  /** Green channels that another hospital was put in the way of. */
  substituted: z.optional(share),
  /** Emergencies with their papers complete within 6 hours. */
  papers: z.optional(share),
};

/** The cases of one house in its part. Of too few their number alone. */
const figuresOfHouse = z.object({
  facility: house,
  requested: z.int(),
  up: z.optional(z.int()),
  down: z.optional(z.int()),
  greenChannel: z.optional(z.int()),
  /** Cases with a late stage. */
  late: z.optional(z.int()),
  ...measures,
});

/** GET /api/referral-figures. Medians are of all cases together. */
export const referralFigures = z.object({
  month: z.string(),
  /** Absent: all the caller's houses. */
  facilityId: z.optional(id),
  /** Of fewer cases nothing but their number is told to who may not read each of them, nor what would give them away. */
  fewestTold: z.int(),
  requested: z.int(),
  /** A case that went up and was taken back by the lower house counts as both. Absent, as all below: too few cases. */
  byDirection: z.optional(z.object({ up: z.int(), down: z.int() })),
  byMode: z.optional(z.object({ "green-channel": z.int(), routine: z.int() })),
  byPolicy: z.optional(z.int()),
  ended: z.optional(z.object({ closed: z.int(), cancelled: z.int(), died: z.int(), elsewhere: z.int() })),
  ...measures,
  /** Each stage that anybody left: how long it took, and how often too long. */
  stages: z.array(z.extend(spread, { state: z.enum(referralStates), title: bilingual })),
  /** `targetPercent`: how many of a hundred have to be in time, where the accreditation asks for it. */
  clocks: z.array(
    z.extend(spread, { code: z.string(), title: bilingual, met: z.int(), targetPercent: z.optional(z.int()) }),
  ),
  /** How soon a routine one was answered, by how soon that was asked for and whether they had signed with a family doctor. */
  answers: z.array(
    z.object({
      urgency: z.enum(urgencies),
      isContracted: z.boolean(),
      count: z.int(),
      medianMinutes: z.number(),
      longestMinutes: z.optional(z.number()),
    }),
  ),
  /** Why houses did not take whom they were asked to, or put another in their place: in the cases that the caller may read. */
  refusals: z.array(
    z.object({
      facility: house,
      kind: z.enum(["declined", "passed-on"]),
      reason: z.optional(z.string()),
      count: z.int(),
    }),
  ),
  /** By the house that cares for the person, and by the one that treats. */
  byOrigin: z.array(figuresOfHouse),
  byDestination: z.array(figuresOfHouse),
  /** Those that the caller may read. */
  cases: z.array(
    z.object({
      id,
      requestedAt: isoTime,
      direction: z.enum(referralDirections),
      mode: z.enum(referralModes),
      state: z.enum(referralStates),
      originId: id,
      destinationId: id,
      toDoorMinutes: z.optional(z.number()),
      lateStages: z.int(),
      stages: z.array(z.object({ state: z.enum(referralStates), minutes: z.number(), isLate: z.boolean() })),
    }),
  ),
});
export type ReferralFiguresView = z.infer<typeof referralFigures>;
