import * as z from "zod/mini";
import { conversionActions, conversionStates, payers } from "../../domain/beds/conversion.ts";
import { longestHoldMs } from "../../domain/beds/guard.ts";
import { bedMatterKinds } from "../../domain/beds/matters.ts";
import { dutyRoles } from "../../domain/duty/shift.ts";
import { bedUses, facilityKinds } from "../../domain/model/facility.ts";
import { minute } from "../../domain/model/time.ts";
import { awayStages } from "../transfer-stage.ts";
import { id, isoTime } from "./fields.ts";
import type { Expectation } from "./problems.ts";

const date = z.iso.date();
const use = z.enum(bedUses);
const payer = z.enum(payers);
const count = z.int();
const missing = (code: string, zh: string, en: string): Expectation => ({ code, zh, en });
const minutesMissing = missing("minutes", "请填写预留多久", "say for how long");
const words = (most: number) => z.string().check(z.minLength(1), z.maxLength(most));

/** How full the beds of one use are: every bed is occupied, held, barred (empty and kept for a conversion) or free. */
const occupancy = z.object({
  use,
  licensed: z.optional(count),
  beds: count,
  occupied: count,
  held: count,
  barred: count,
  free: count,
});

/** A bed that is kept for somebody. Who holds it and the note are shown to those who may read residents there. */
const hold = z.object({
  id,
  purpose: z.enum(["referral", "admission"]),
  until: isoTime,
  heldAt: isoTime,
  by: z.optional(z.string()),
  note: z.optional(z.string()),
});

const conversionHead = { id, to: use, state: z.enum(conversionStates) };

/** One bed of the board. */
export const bedOnBoard = z.object({
  id,
  label: z.string(),
  use,
  convertedFrom: z.optional(use),
  standing: z.enum(["occupied", "held", "barred", "free"]),
  /** For those who may read residents there. Who lies there for a referral is not a resident of the house. */
  occupant: z.optional(
    z.object({
      residentId: id,
      name: z.string(),
      /** On the way to a hospital, in one, or on the way back: the bed stays theirs. */
      away: z.optional(z.object({ stage: z.enum(awayStages), hospital: z.string() })),
    }),
  ),
  /** The referral for which somebody lies there. */
  stayId: z.optional(id),
  hold: z.optional(hold),
  /** For whom a referral holds the bed, or who lies there for one; for those who may read referrals there. */
  person: z.optional(z.string()),
  conversion: z.optional(z.object(conversionHead)),
  /** A family bed 家庭病床; the address is for those who may read residents there. */
  home: z.optional(
    z.object({
      state: z.enum(["established", "active", "closed"]),
      address: z.optional(z.string()),
      establishedOn: z.optional(date),
      closed: z.optional(z.object({ on: date, reason: z.string() })),
      /** How its order stands: never assessed, running, to be renewed soon, or over; absent once it is closed. */
      order: z.optional(z.enum(["none", "running", "due", "over"])),
      /** The last day of the order. */
      orderUntil: z.optional(date),
      /** Every assessment, the latest first; for those who may read residents there. */
      orders: z.optional(
        z.array(
          z.object({
            assessedOn: date,
            assessedBy: z.string(),
            level: z.optional(z.int()),
            reason: z.string(),
            from: date,
            until: date,
            recordedAt: isoTime,
            recordedBy: z.string(),
          }),
        ),
      ),
    }),
  ),
});
export type BedOnBoard = z.infer<typeof bedOnBoard>;

/** GET /api/facilities/{id}/beds: every bed of a facility, and how full it is. */
export const bedBoard = z.object({
  facility: z.object({ id, name: z.string(), kind: z.enum(facilityKinds) }),
  at: isoTime,
  occupancy: z.array(occupancy),
  beds: z.array(bedOnBoard),
  /** Beds of which it cannot be read what is under way. */
  unreadable: z.optional(z.array(z.string())),
});
export type BedBoardView = z.infer<typeof bedBoard>;

/** Query of GET /api/beds/free: beds of one use, seen from one facility of the caller's. */
export const freeBedsQuery = z.strictObject({ use: z.optional(use), facilityId: z.optional(id) });

/**
 * Free beds of the caller's facilities, with how full they are and for how many they are licensed, and of those to which an
 * agreement lets refer today: numbers only.
 */
export const freeBeds = z.object({
  at: isoTime,
  items: z.array(
    z.object({
      facilityId: id,
      name: z.string(),
      kind: z.enum(facilityKinds),
      isOwn: z.boolean(),
      /** What is taken, held and licensed is told of one's own facilities. */
      uses: z.array(
        z.object({
          use,
          beds: count,
          free: count,
          occupied: z.optional(count),
          held: z.optional(count),
          barred: z.optional(count),
          licensed: z.optional(count),
        }),
      ),
    }),
  ),
});
export type FreeBedsView = z.infer<typeof freeBeds>;

/**
 * POST /api/facilities/{id}/beds/hold: keeps a bed for somebody; with the `holdId` of a hold that stands, for longer. With
 * `referralId` for whom that case brings: without `minutes` as long as the expected time asks for, and theirs at once where
 * they are admitted.
 */
export const bedHold = z
  .strictObject({
    bedId: id,
    holdId: z.optional(id),
    referralId: z.optional(id),
    minutes: z.optional(z.int().check(z.minimum(1), z.maximum(longestHoldMs / minute))),
    note: z.optional(words(200)),
  })
  .check(({ value, issues }) => {
    const isWithout = value.minutes === undefined && value.referralId === undefined;
    if (isWithout) issues.push({ code: "custom", path: ["minutes"], input: value, params: { ...minutesMissing } });
  });

export const heldBed = z.object({ bedId: id, hold });

/** POST /api/facilities/{id}/beds/release. */
export const bedRelease = z.strictObject({ bedId: id, holdId: id });

export const releasedBed = z.object({ bedId: id });

/** A conversion of a bed 床位转换 with all its steps. */
export const conversion = z.object({
  ...conversionHead,
  facilityId: id,
  bedId: id,
  bedLabel: z.optional(z.string()),
  /** For those who may read residents there; absent too for an empty bed. */
  resident: z.optional(z.object({ id, name: z.string() })),
  isOfEmptyBed: z.boolean(),
  from: use,
  approval: z.optional(
    z.object({
      payer: z.object({ before: payer, after: payer }),
      settlementCutAt: isoTime,
      consentBy: z.optional(z.string()),
      reviewAt: z.optional(isoTime),
    }),
  ),
  /** What it waits for, whose part that is, and when it is late; absent when it is over. */
  waits: z.optional(
    z.object({
      what: z.enum(bedMatterKinds),
      roles: z.array(z.enum(dutyRoles)),
      since: isoTime,
      dueAt: z.optional(isoTime),
      owner: z.optional(z.string()),
    }),
  ),
  period: z.optional(z.object({ from: isoTime, until: z.optional(isoTime) })),
  alarmNote: z.optional(z.string()),
  steps: z.array(
    z.object({
      at: isoTime,
      action: z.enum(["request", ...conversionActions]),
      by: z.string(),
      reason: z.optional(z.string()),
      reviewAt: z.optional(isoTime),
    }),
  ),
  /** What can come next, by whomever. */
  next: z.array(z.enum(conversionActions)),
  /** Whoever it is for lies there no more: it is to be returned or cancelled. */
  residentHasLeft: z.boolean(),
  version: z.int(),
});
export type ConversionView = z.infer<typeof conversion>;

/** Query of GET /api/facilities/{id}/conversions: those that are not over, or all, the latest first. */
export const conversionsQuery = z.strictObject({ all: z.optional(z.literal("true")) });

export const conversionList = z.object({
  items: z.array(conversion),
  unreadable: z.optional(z.array(z.string())),
});

/**
 * Query of GET /api/facilities/{id}/bed-history: the newest, or those before a time that was answered. Whoever may not see
 * the facility is told of no missing bed: without one the answer is `unknown-bed`.
 */
export const bedHistoryQuery = z.strictObject({ bedId: z._default(id, "-"), before: z.optional(isoTime) });

/** What happened with a bed at a moment. */
export const bedEvent = z.object({
  at: isoTime,
  kind: z.enum(["held", "released", "occupied", "left"]),
  holdId: z.optional(id),
  purpose: z.optional(hold.shape.purpose),
  until: z.optional(isoTime),
  why: z.optional(z.enum(["by-hand", "expired", "not-needed"])),
  by: z.optional(z.string()),
  note: z.optional(z.string()),
  /** Absent of whoever is of another facility by now. */
  resident: z.optional(z.object({ id, name: z.string() })),
  stayId: z.optional(id),
});
export type BedEventView = z.infer<typeof bedEvent>;

/** GET /api/facilities/{id}/bed-history: the newest first; with `before` there may be more. */
export const bedHistory = z.object({
  bed: z.object({ id, label: z.string(), use }),
  items: z.array(bedEvent),
  before: z.optional(isoTime),
  conversions: z.array(conversion),
  unreadable: z.optional(z.array(z.string())),
});
export type BedHistoryView = z.infer<typeof bedHistory>;

/** POST /api/facilities/{id}/conversions: of whoever lies in the bed, or of an empty one. */
export const conversionRequest = z.strictObject({ bedId: id, to: use, reason: words(200) });

const reasonMissing = missing("a reason", "请说明理由", "say why");
const reviewMissing = missing("a day", "请填写下次复核日期", "say when it is asked again");
const approvalMissing = missing("an approval", "批准时须填写付费方和结算时间", "say who pays and from when");

/** POST /api/facilities/{id}/conversions/advance: one step of a conversion. */
export const conversionAdvance = z
  .strictObject({
    conversionId: id,
    action: z.enum(conversionActions),
    /** For every step but that it took effect. */
    reason: z.optional(words(200)),
    /** With `approve`. */
    approval: z.optional(
      z.strictObject({
        payer: z.strictObject({ before: payer, after: payer }),
        settlementCutAt: isoTime,
        consentBy: z.optional(words(80)),
        /** When it is asked whether the bed goes back; two weeks after it took effect when absent. */
        reviewAt: z.optional(isoTime),
      }),
    ),
    /** With `review`: when it is asked again. */
    reviewAt: z.optional(isoTime),
    /** With `take-effect`: what changed of the alarms. */
    alarmNote: z.optional(words(200)),
  })
  .check(({ value, issues }) => {
    const fault = (path: string, params: Expectation) =>
      issues.push({ code: "custom", path: [path], input: value, params: { ...params } });
    if (value.reason === undefined && value.action !== "take-effect") fault("reason", reasonMissing);
    if (value.reviewAt === undefined && value.action === "review") fault("reviewAt", reviewMissing);
    if (value.approval === undefined && value.action === "approve") fault("approval", approvalMissing);
  });
