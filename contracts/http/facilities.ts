import * as z from "zod/mini";
import { facilityKinds } from "../../domain/model/facility.ts";
import { id } from "./fields.ts";
import { newFacilityId } from "./new-ids.ts";

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
