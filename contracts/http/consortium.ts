import * as z from "zod/mini";
import { agreementCovers } from "../../domain/consortium/agreement.ts";
import { facilityKinds } from "../../domain/model/facility.ts";
import { department } from "./facilities.ts";
import { id, isoTime } from "./fields.ts";

const date = z.iso.date();
const cover = z.enum(agreementCovers);
const reason = z.string().check(z.minLength(1), z.maxLength(200));

/** An agreement between a facility that asks for help and one that gives it; a down-referral is the way back. */
export const agreement = z.object({
  id,
  fromFacilityId: id,
  toFacilityId: id,
  covers: z.array(cover),
  /** First and last day in Asia/Shanghai; without a last one until it is ended. */
  validFrom: date,
  validUntil: z.optional(date),
  /** How many minutes the way from the one to the other usually takes. */
  usualMinutes: z.optional(z.int()),
  /** When it was ended at once, within its last day. */
  endedAt: z.optional(isoTime),
  isInForce: z.boolean(),
  changes: z.array(
    z.object({
      at: isoTime,
      by: z.string(),
      what: z.enum(["made", "changed", "ended"]),
      reason: z.optional(z.string()),
    }),
  ),
  version: z.int(),
});
export type AgreementView = z.infer<typeof agreement>;

export const agreementList = z.object({ items: z.array(agreement), unreadable: z.optional(z.array(z.string())) });

/** POST /api/agreements: a new one, or with `id` and the version that was seen another wording of one. */
export const agreementTerms = z.strictObject({
  id: z.optional(id),
  fromFacilityId: id,
  toFacilityId: id,
  covers: z.array(cover).check(z.minLength(1), z.maxLength(agreementCovers.length)),
  validFrom: date,
  validUntil: z.optional(date),
  /** How many minutes the way takes, at most a day; absent: nobody said. */
  usualMinutes: z.optional(z.int().check(z.gte(1), z.lte(1440))),
  reason: z.optional(reason),
  /** Absent: there is none of this id yet. */
  version: z.optional(z.int()),
});

/** POST /api/agreements/{id}/end: the last day, today when it is absent; `now`: from this moment on it holds no more. */
export const agreementEnd = z.strictObject({ on: z.optional(z.union([z.literal("now"), date])), reason });

/** Whether the desk that takes referrals can be reached by the roster; nobody is named. */
export const deskStaffing = z.enum(["staffed", "nobody", "no-roster"]);

/** GET /api/consortium: what concerns the caller, and the ways that stand open today. */
export const consortium = z.object({
  /** The day of which it speaks, in Asia/Shanghai. */
  day: date,
  facilities: z.array(
    z.object({
      id,
      name: z.string(),
      kind: z.enum(facilityKinds),
      parentId: z.optional(id),
      departments: z.array(department),
      /** Where the caller works. */
      isOwn: z.boolean(),
      /** Of facilities that have a desk for referrals. */
      desk: z.optional(deskStaffing),
    }),
  ),
  /** From and to the caller's facilities. */
  routes: z.array(
    z.object({ kind: cover, fromFacilityId: id, toFacilityId: id, agreementId: id, validUntil: z.optional(date) }),
  ),
});
export type ConsortiumView = z.infer<typeof consortium>;

/** Query of GET /api/consortium and GET /api/agreements: of one facility of the caller's. */
export const ofFacility = z.strictObject({ facilityId: z.optional(id) });
