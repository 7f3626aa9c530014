import * as z from "zod/mini";
import { orderRoles } from "../../domain/visits/visit.ts";
import { id } from "./fields.ts";

/** Relatives who can be invited to a visit, and staff who can be asked to do something after it. */
export const visitPeople = z.object({
  relatives: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      /** As the staff say it, e.g. 女儿. */
      relation: z.string(),
      isInvited: z.boolean(),
    }),
  ),
  /** For whoever may order; each once for each role at each facility of the visit. */
  staff: z.array(z.object({ id: z.string(), name: z.string(), role: z.enum(orderRoles), facilityId: id })),
});
export type VisitPeople = z.infer<typeof visitPeople>;
