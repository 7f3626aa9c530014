import * as z from "zod/mini";
import { referralDirections, referralModes } from "../../domain/referrals/referral.ts";
import { referralStates } from "../../domain/referrals/states.ts";
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

/** `count` alone: too few to tell more of them to who may not read the cases. */
const spread = z.object({
  count: z.int(),
  medianMinutes: z.optional(z.number()),
  longestMinutes: z.optional(z.number()),
  late: z.optional(z.int()),
});

/** The cases of one house in its part. */
const figuresOfHouse = z.object({
  facility: house,
  requested: z.int(),
  up: z.int(),
  down: z.int(),
  greenChannel: z.int(),
  /** Cases with a late stage; absent: too few cases. */
  late: z.optional(z.int()),
  toDoor: z.optional(spread),
});

/** GET /api/referral-figures. Medians are of all cases together. */
export const referralFigures = z.object({
  month: z.string(),
  /** Absent: all the caller's houses. */
  facilityId: z.optional(id),
  /** Of fewer cases nothing but their number is told to who may not read each of them. */
  fewestTold: z.int(),
  requested: z.int(),
  /** A case that went up and was taken back by the lower house counts as both. */
  byDirection: z.object({ up: z.int(), down: z.int() }),
  byMode: z.object({ "green-channel": z.int(), routine: z.int() }),
  byPolicy: z.int(),
  /** Absent: too few cases. */
  ended: z.optional(z.object({ closed: z.int(), cancelled: z.int(), died: z.int(), elsewhere: z.int() })),
  /** From the request to the door. */
  toDoor: z.optional(spread),
  /** Each stage that anybody left: how long it took, and how often too long. */
  stages: z.array(z.extend(spread, { state: z.enum(referralStates), title: bilingual })),
  clocks: z.array(z.extend(spread, { code: z.string(), title: bilingual, met: z.optional(z.int()) })),
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
