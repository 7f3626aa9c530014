import * as z from "zod/mini";
import { referralDirections, referralModes } from "../domain/referrals/referral.ts";
import { referralStates } from "../domain/referrals/states.ts";
import { alert } from "./http/alerts.ts";
import { id, isoTime } from "./http/fields.ts";
import { monitoring, news2, vital } from "./http/residents.ts";

/** One message on `anhu/v1/live/<facilityId>`: what changed for some residents, in the words of the HTTP API. */
export const liveMessage = z.object({
  sentAt: isoTime,
  residents: z.array(
    z.object({
      residentId: id,
      vitals: z.array(vital),
      monitoring,
      news2,
      /** Absent while in bed or unknown. */
      outOfBedSince: z.optional(isoTime),
    }),
  ),
  /** Alerts that were raised or changed, whole. */
  alerts: z.array(alert),
  /** Referrals that were begun or went on: read them by the API. */
  referrals: z.optional(
    z.array(
      z.object({
        id,
        state: z.enum(referralStates),
        mode: z.enum(referralModes),
        direction: z.enum(referralDirections),
        originId: id,
        destinationId: id,
        returnId: z.optional(id),
        version: z.int(),
        at: isoTime,
      }),
    ),
  ),
  /** Something changed about the beds of the facility: read them by the API. */
  beds: z.optional(z.object({ facilityId: id, at: isoTime })),
});
export type LiveMessage = z.infer<typeof liveMessage>;

/** One message on `anhu/v1/family/<residentId>`: something changed; what, the API tells whoever may see it. */
export const familyChanged = z.object({ sentAt: isoTime });
export type FamilyChanged = z.infer<typeof familyChanged>;
