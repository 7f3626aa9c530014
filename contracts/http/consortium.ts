import * as z from "zod/mini";
import { agreementCovers } from "../../domain/consortium/agreement.ts";
import { facilityKinds } from "../../domain/model/facility.ts";
import { staffing } from "./duties.ts";
import { closing, department, membership } from "./facilities.ts";
import { id, isoTime } from "./fields.ts";
import type { Expectation } from "./problems.ts";

const date = z.iso.date();
const cover = z.enum(agreementCovers);
const reason = z.string().check(z.minLength(1), z.maxLength(200));

const text = z.string().check(z.trim(), z.minLength(1), z.maxLength(2000));

/** What the paper says, as it was signed; absent in agreements that were recorded before it was asked for. */
const written = {
  /** 协议编号. */
  number: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(60))),
  signedOn: z.optional(date),
  /** 合作内容. */
  content: z.optional(text),
  /** 合作方式. */
  manner: z.optional(text),
  /** 费用. */
  fees: z.optional(text),
  /** 双方责任. */
  duties: z.optional(text),
};

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
  ...written,
  /** When it was ended at once, within its last day. */
  endedAt: z.optional(isoTime),
  isInForce: z.boolean(),
  /** The facility that gives help takes nobody today: of its ways only the one back stands open. */
  isHalted: z.optional(z.literal(true)),
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

/**
 * POST /api/agreements: a new one, or with `id` and the version that was seen another wording of one. What the paper says is said
 * whole: who says one of 合作内容、方式、费用、双方责任 says all four.
 */
export const agreementTerms = z
  .strictObject({
    id: z.optional(id),
    fromFacilityId: id,
    toFacilityId: id,
    covers: z.array(cover).check(z.minLength(1), z.maxLength(agreementCovers.length)),
    validFrom: date,
    validUntil: z.optional(date),
    /** How many minutes the way takes, at most a day; absent: nobody said. */
    usualMinutes: z.optional(z.int().check(z.gte(1), z.lte(1440))),
    ...written,
    reason: z.optional(reason),
    /** Absent: there is none of this id yet. */
    version: z.optional(z.int()),
  })
  .check(({ value, issues }) => {
    const parts = ["content", "manner", "fees", "duties"] as const;
    const said = parts.filter((part) => value[part] !== undefined);
    const missing = parts.find((part) => value[part] === undefined);
    if (said.length > 0 && missing !== undefined)
      issues.push({ code: "custom", path: [missing], input: {}, params: { ...wholePaper } });
  });

const wholePaper: Expectation = {
  code: "all four parts",
  zh: "合作内容、方式、费用、双方责任应一并写明",
  en: "content, manner, fees and duties are said together",
};

/** POST /api/agreements/{id}/end: the last day, today when it is absent; `now`: from this moment on it holds no more. */
export const agreementEnd = z.strictObject({ on: z.optional(z.union([z.literal("now"), date])), reason });

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
      desk: z.optional(staffing),
      /** It takes nobody from a day on, which may be to come. */
      closing: z.optional(closing),
    }),
  ),
  /** Who belonged, belongs or will belong to whom; of former members of a facility that is shown, and of former parents. */
  memberships: z.array(z.extend(membership, { facilityId: id, facilityName: z.string(), parentName: z.string() })),
  /** From and to the caller's facilities. */
  routes: z.array(
    z.object({ kind: cover, fromFacilityId: id, toFacilityId: id, agreementId: id, validUntil: z.optional(date) }),
  ),
});
export type ConsortiumView = z.infer<typeof consortium>;

/** Query of GET /api/consortium and GET /api/agreements: of one facility of the caller's. */
export const ofFacility = z.strictObject({ facilityId: z.optional(id) });
