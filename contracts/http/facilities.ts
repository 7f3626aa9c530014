import * as z from "zod/mini";
import { bedUses, departmentKinds, facilityKinds } from "../../domain/model/facility.ts";
import { id } from "./fields.ts";
import { newFacilityId } from "./new-ids.ts";
import type { Expectation } from "./problems.ts";

const label = z.string().check(z.minLength(1), z.maxLength(40));
const date = z.iso.date();
const bedUse = z.enum(bedUses);
const reason = z.string().check(z.trim(), z.minLength(1), z.maxLength(200));

/** A bed without whoever lies in it; the bed board (GET /api/facilities/{id}/beds) shows that. */
export const bed = z.object({
  id,
  label,
  /** Absent: by the kind of the facility. */
  use: z.optional(bedUse),
  /** While it is converted: what it goes back to. */
  convertedFrom: z.optional(bedUse),
  /** A family bed 家庭病床: it stands at somebody's home. */
  home: z.optional(z.object({ establishedOn: z.optional(date), closed: z.optional(z.boolean()) })),
});

/** A bed to be; the address of a family bed is shown on the bed board only, to those who may read residents there. */
export const newBed = z.strictObject({
  id,
  label,
  use: z.optional(bedUse),
  home: z.optional(
    z.strictObject({
      address: z.string().check(z.minLength(1), z.maxLength(120)),
      establishedOn: z.optional(date),
    }),
  ),
});

/** E.164 or as one dials it in the house. */
const phone = z.string().check(z.regex(/^[+\d][\d -]{2,19}$/));

export const department = z.object({
  id,
  name: z.string().check(z.minLength(1), z.maxLength(40)),
  kind: z.enum(departmentKinds),
  phone: z.optional(phone),
  /** Takes referrals. */
  isReferralDesk: z.optional(z.literal(true)),
});

const count = z.int().check(z.minimum(0), z.maximum(5000));
const counts = z.strictObject({
  care: z.optional(count),
  rehabilitation: z.optional(count),
  nursing: z.optional(count),
  hospice: z.optional(count),
  medical: z.optional(count),
});

/** For which days a facility belonged, belongs or will belong to another. */
export const membership = z.object({
  parentId: id,
  /** First and last day in Asia/Shanghai; without a first one: recorded before there were days; without a last one: open. */
  from: z.optional(date),
  until: z.optional(date),
  /** Who recorded that it began, and why; and why it ended. */
  by: z.optional(z.string()),
  reason: z.optional(z.string()),
  endReason: z.optional(z.string()),
});

/** That a facility takes nobody, from a day on, which may be to come; from there one may still be sent. */
export const closing = z.object({ from: date, by: z.string(), reason: z.string() });

/** A facility with its beds. */
export const facility = z.object({
  id,
  name: z.string().check(z.minLength(1), z.maxLength(80)),
  kind: z.enum(facilityKinds),
  beds: z.array(bed).check(z.maxLength(2000)),
  /** To which it belongs today. */
  parentId: z.optional(id),
  /** To which it belonged, belongs and will belong, the earliest first; absent: to none. */
  memberships: z.optional(z.array(membership)),
  closing: z.optional(closing),
  departments: z.optional(z.array(department)),
  /** Of the list of departments, which is changed as a whole; absent: 0. */
  departmentsVersion: z.optional(z.int()),
  /** 核定床位. */
  licensed: z.optional(counts),
  /** How many beds may be converted to a use at one time; absent: none. */
  convertible: z.optional(counts),
});
export type FacilityView = z.infer<typeof facility>;

export const facilityList = z.object({ items: z.array(facility) });

/** POST /api/facilities; an id that exists already is answered with 409. */
export const newFacility = z.strictObject({
  id: z.optional(newFacilityId),
  name: facility.shape.name,
  kind: facility.shape.kind,
  beds: z._default(z.array(newBed).check(z.maxLength(2000)), []),
});

const familyBedOrder = z.strictObject({
  id,
  assessedOn: date,
  /** Who assessed, by name. */
  assessedBy: z.string().check(z.minLength(1), z.maxLength(40)),
  /** 失能等级. */
  level: z.optional(z.literal([0, 1, 2, 3, 4, 5])),
  reason: z.string().check(z.minLength(1), z.maxLength(200)),
  from: date,
  /** The last day. */
  until: date,
});

const bedLabel = z.strictObject({ id, label });
const upTo = <T extends z.ZodMiniType>(most: number, of: T) => z._default(z.array(of).check(z.maxLength(most)), []);

/**
 * POST /api/facilities/{id}: another name; beds that are added, renamed, used otherwise or given up, at most 40 given up at
 * once; departments. A bed with somebody in it, or held, is not given up. Where it belongs, and its counts, are for
 * operators to say.
 */
export const facilityChange = z
  .strictObject({
    name: z.optional(facility.shape.name),
    addBeds: upTo(500, newBed),
    renameBeds: upTo(500, bedLabel),
    removeBeds: upTo(40, id),
    /** To and from a medical use leads a conversion only. */
    useBeds: upTo(500, z.strictObject({ id, use: bedUse })),
    closeFamilyBeds: upTo(
      40,
      z.strictObject({ id, on: date, reason: z.string().check(z.minLength(1), z.maxLength(120)) }),
    ),
    reopenFamilyBeds: upTo(40, id),
    /** Assessed, and set up for a period or for another one; each renewal is an assessment of its own. */
    orderFamilyBeds: upTo(40, familyBedOrder),
    /** `null`: it belongs to none. */
    parentId: z.optional(z.nullable(id)),
    /** With `parentId`: the first day for which it is so, today or to come; absent: today. */
    parentFrom: z.optional(date),
    parentReason: z.optional(reason),
    /** It takes nobody any more: from now on, or after a last day. From there one may still be sent. */
    close: z.optional(z.strictObject({ lastDay: z.optional(date), reason })),
    /** It takes somebody again. */
    reopen: z.optional(z.strictObject({ reason })),
    departments: z.optional(z.array(z.strictObject(department.shape)).check(z.maxLength(60))),
    /** Of the departments that were seen: where others changed them since, nothing is changed (409). */
    departmentsVersion: z.optional(z.int()),
    licensed: z.optional(counts),
    convertible: z.optional(counts),
  })
  .check(({ value, issues }) => {
    const isSaid = (field: unknown) => field !== undefined && !(Array.isArray(field) && field.length === 0);
    // An empty list of departments is a change: there are none any more.
    if (value.departments === undefined && !Object.values(value).some(isSaid))
      issues.push({ code: "custom", path: [], input: {}, params: { ...nothingChanged } });
    if (value.close !== undefined && value.reopen !== undefined)
      issues.push({ code: "custom", path: ["reopen"], input: {}, params: { ...notBoth } });
    if (value.parentId === undefined && (value.parentFrom ?? value.parentReason) !== undefined)
      issues.push({ code: "custom", path: ["parentId"], input: {}, params: { ...whereTo } });
  });

const notBoth: Expectation = { code: "one of both", zh: "关闭和恢复只能选一项", en: "close or reopen, not both" };
const whereTo: Expectation = {
  code: "where it belongs",
  zh: "请写明上级机构（不隶属任何机构填 null）",
  en: "say where it belongs (null: to none)",
};
const nothingChanged: Expectation = { code: "a change", zh: "至少改一项", en: "change at least one thing" };
