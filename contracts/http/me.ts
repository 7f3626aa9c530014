import * as z from "zod/mini";
import { type Action, actions } from "../../domain/access/actions.ts";
import { facilityKinds } from "../../domain/model/facility.ts";
import { id } from "./fields.ts";
import { email, language, person, phone, reach } from "./people.ts";

/** What a page does not know yet, since the service is newer, it passes over: it could do nothing with it. */
const may = z.pipe(
  z.array(z.string()),
  z.transform((named) => named.filter((one): one is Action => actions.some((action) => action === one))),
);

/** Who signed in, where they may be, and what they may do there: pages show nothing else. */
export const me = z.object({
  id: person.shape.id,
  name: person.shape.name,
  roles: person.shape.roles,
  reach,
  /** What they may do for the whole service, hence at every facility. */
  everywhere: may,
  /** Those where they may do anything, each with what they may do there; what stands under `everywhere` included. */
  facilities: z.array(z.object({ id, name: z.string(), kind: z.enum(facilityKinds), may })),
  /** Those whose relative they are, as far as they are in care. */
  residents: z.array(z.object({ id, name: z.string(), facilityId: id, relation: z.string(), may })),
});
export type MeView = z.infer<typeof me>;

/** POST /api/me: how one is reached. What is named is set; `null` takes it away. */
export const meChange = z.strictObject({
  phone: z.optional(z.nullable(phone)),
  email: z.optional(z.nullable(email)),
  language: z.optional(language),
});

/** How many live connections ended. */
export const signedOut = z.object({ connectionsEnded: z.int() });
