import * as z from "zod/mini";
import { facilityKinds } from "../../domain/model/facility.ts";
import { id } from "./fields.ts";
import { newFacilityId } from "./new-ids.ts";
import type { Expectation } from "./problems.ts";

export const bed = z.object({ id, label: z.string().check(z.minLength(1), z.maxLength(40)) });

/** A facility with its beds. */
export const facility = z.object({
  id,
  name: z.string().check(z.minLength(1), z.maxLength(80)),
  kind: z.enum(facilityKinds),
  beds: z.array(bed).check(z.maxLength(2000)),
});
export type FacilityView = z.infer<typeof facility>;

export const facilityList = z.object({ items: z.array(facility) });

/** POST /api/facilities; an id that exists already is answered with 409. */
export const newFacility = z.strictObject({
  id: z.optional(newFacilityId),
  name: facility.shape.name,
  kind: facility.shape.kind,
  beds: z._default(facility.shape.beds, []),
});

/**
 * POST /api/facilities/{id}: another name; beds that are added, renamed or given up, at most 40 given up at once. A bed with
 * somebody in it is not given up.
 */
export const facilityChange = z
  .strictObject({
    name: z.optional(facility.shape.name),
    addBeds: z._default(z.array(bed).check(z.maxLength(500)), []),
    renameBeds: z._default(z.array(bed).check(z.maxLength(500)), []),
    removeBeds: z._default(z.array(id).check(z.maxLength(40)), []),
  })
  .check(({ value: { name, addBeds, renameBeds, removeBeds }, issues }) => {
    if (name === undefined && addBeds.length + renameBeds.length + removeBeds.length === 0)
      issues.push({ code: "custom", path: [], input: {}, params: { ...nothingChanged } });
  });

const nothingChanged: Expectation = { code: "a change", zh: "至少改一项", en: "change at least one thing" };
