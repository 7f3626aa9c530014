import * as z from "zod/mini";
import { id } from "./fields.ts";
import { pageEnd } from "./paging.ts";

const house = z.object({ id, name: z.string() });

/**
 * For whom each open case waits; GET /api/referrals brings more. Apart, because it is in the first view of every page, and with
 * words for what it does not know: a state or a party of a later version leaves a case out and breaks no page.
 */
export const waitingReferrals = z.object({
  items: z.array(
    z.object({
      state: z.string(),
      waitsFor: z.optional(z.string()),
      origin: house,
      destination: house,
      return: z.optional(house),
      through: z.optional(z.array(z.object({ facility: house }))),
    }),
  ),
  ...pageEnd,
});
export type WaitingReferral = z.infer<typeof waitingReferrals>["items"][number];
