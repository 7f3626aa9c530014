import * as z from "zod/mini";
import { emergencyCentres } from "../../domain/referrals/referral.ts";
import { bilingual, id, isoTime } from "./fields.ts";

const house = z.object({ id, name: z.string() });

/**
 * What an alert about a referral says of it; GET /api/referrals/{id} brings more. Apart, because it is in the first view of
 * every page.
 */
export const referralBrief = z.object({
  id,
  residentName: z.string(),
  direction: z.enum(["up", "down"]),
  origin: house,
  destination: house,
  return: z.optional(house),
  reason: z.optional(z.string()),
  alert: z.optional(bilingual),
  centre: z.optional(z.enum(emergencyCentres)),
  contactPhone: z.optional(z.string()),
  receiverPhone: z.optional(z.string()),
  expectedAt: z.optional(isoTime),
  backAt: z.optional(isoTime),
  version: z.int(),
});
export type ReferralBrief = z.infer<typeof referralBrief>;
