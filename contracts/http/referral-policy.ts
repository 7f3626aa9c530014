import * as z from "zod/mini";
import { referralModes, referralParties } from "../../domain/referrals/referral.ts";
import { referralStates } from "../../domain/referrals/states.ts";
import { answerStates, urgencies } from "../../domain/referrals/urgency.ts";
import { bilingual, id, isoTime } from "./fields.ts";

/** In whose name the operators' command acts; whoever signed in acts in their own. */
const by = z.optional(z.string().check(z.minLength(1), z.maxLength(40)));

const greenChannel = {
  /** After so many steps of the escalation were taken; counts from 1. */
  afterStep: z.int().check(z.gte(1), z.lte(20)),
  /** Absent: the first hospital with which an agreement on the green channel holds. */
  toFacilityId: z.optional(id),
};

/** Minutes by mode and stage; `answers`: of routine answers to who is more or less urgent than within 24 hours. */
function deadlineTable<T extends z.ZodMiniType>(minutes: T) {
  const stages = z.optional(z.partialRecord(z.enum(referralStates), minutes));
  return z.strictObject({
    "green-channel": stages,
    routine: stages,
    answers: z.optional(z.partialRecord(z.enum(urgencies), z.partialRecord(z.enum(answerStates), minutes))),
  });
}

/** POST /api/facilities/{id}/referral-policy: without `greenChannel` only people call it. */
export const newReferralPolicy = z.strictObject({
  by,
  greenChannel: z.optional(z.strictObject(greenChannel)),
  /** How long the house allows itself; absent: as it was, `{}`: by default. */
  deadlines: z.optional(deadlineTable(z.int().check(z.gte(1), z.lte(30 * 24 * 60)))),
  version: z.optional(z.int()),
});

export const referralPolicy = z.object({
  facilityId: id,
  greenChannel: z.optional(z.object(greenChannel)),
  /** Every stage that has a time: by default, what the house says instead, and how long it may say at most. */
  deadlines: z.array(
    z.object({
      mode: z.enum(referralModes),
      state: z.enum(referralStates),
      title: bilingual,
      /** Of a stage that waits for an answer: for whom this is the time. */
      urgency: z.optional(z.enum(urgencies)),
      party: z.enum(referralParties),
      defaultMinutes: z.int(),
      ownMinutes: z.optional(z.int()),
      longestMinutes: z.int(),
    }),
  ),
  /** 0: nobody has set one. */
  version: z.int(),
  setBy: z.optional(z.string()),
  setAt: z.optional(isoTime),
});
export type ReferralPolicyView = z.infer<typeof referralPolicy>;
