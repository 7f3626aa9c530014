import * as z from "zod/mini";
import { careSettings } from "../../domain/model/resident.ts";
import { dischargeReasons } from "../../domain/register/discharge.ts";
import { clinicalFactsChange, noneKnownSaid } from "./clinical-facts.ts";
import { id } from "./fields.ts";
import { disabilityLevel } from "./monitoring-plan.ts";
import type { Expectation } from "./problems.ts";
import { newResident } from "./residents.ts";

const nothingChanged: Expectation = {
  code: "a change",
  zh: "至少改一项",
  en: "change at least one thing",
};
const reasonMissing: Expectation = {
  code: "a reason",
  zh: "调整失能等级须说明依据（评估人和日期）",
  en: "say who assessed the disability level and when",
};

/** The version that the person saw; somebody else's change since then is answered with 409. Without it nothing is compared. */
const version = z.optional(z.int());

/** POST /api/residents/{id}: what changes; what is absent stays as it is, `null` takes it away. */
export const residentChange = z
  .strictObject({
    name: z.optional(newResident.shape.name),
    sex: z.optional(newResident.shape.sex),
    birthDate: z.optional(newResident.shape.birthDate),
    careSetting: z.optional(z.enum(careSettings)),
    disabilityLevel: z.optional(disabilityLevel),
    pregnantOrPostpartum: z.optional(z.boolean()),
    allergies: z.optional(newResident.shape.allergies.def.innerType),
    advanceWishes: z.optional(z.nullable(z.string().check(z.minLength(1), z.maxLength(500)))),
    familyDoctor: z.optional(z.nullable(z.string().check(z.trim(), z.minLength(1), z.maxLength(80)))),
    contacts: z.optional(newResident.shape.contacts.def.innerType),
    ...clinicalFactsChange,
    noneKnown: z.optional(noneKnownSaid),
    /** Who assessed it; asked for with a disability level, which is part of the plan's history. */
    reason: z.optional(z.string().check(z.minLength(1), z.maxLength(200))),
    version,
  })
  .check(({ value: { version: _version, reason, ...change }, issues }) => {
    if (Object.values(change).every((part) => part === undefined))
      issues.push({ code: "custom", path: [], input: change, params: { ...nothingChanged } });
    if (change.disabilityLevel !== undefined && reason === undefined)
      issues.push({ code: "custom", path: ["reason"], input: change, params: { ...reasonMissing } });
  });

/**
 * POST /api/residents/{id}/move: to another bed, to no bed (`null`), or to another facility, with or without a bed. A bed
 * that is held is taken by its hold only.
 */
export const residentMove = z
  .strictObject({ facilityId: z.optional(id), bedId: z.optional(z.nullable(id)), holdId: z.optional(id), version })
  .check(({ value, issues }) => {
    if (value.facilityId === undefined && value.bedId === undefined)
      issues.push({ code: "custom", path: [], input: value, params: { ...nothingChanged } });
  });

/**
 * POST /api/residents/{id}/discharge. With alerts open that are about the person, `openAlerts` says what they turned out to
 * be; without it such a discharge is answered with 409.
 */
export const residentDischarge = z.strictObject({
  reason: z.enum(dischargeReasons),
  note: z.optional(z.string().check(z.maxLength(500))),
  openAlerts: z.optional(z.enum(["real", "false", "test", "device-fault"])),
  version,
});
