import * as z from "zod/mini";
import { dataClasses } from "../../domain/access/data-classes.ts";
import { joiningPurposes } from "../../domain/joining/consent-entry.ts";
import { guardianProofs } from "../../domain/joining/guardianship.ts";
import { id, isoTime, seenName } from "./fields.ts";
import { relationState } from "./kin.ts";
import { language, phone } from "./people.ts";

const code = z.string().check(z.minLength(1), z.maxLength(40));

/** POST /api/me/joinings: what the code is for, and then to join by it. */
export const joining = z.discriminatedUnion("do", [
  z.strictObject({ do: z.literal("look"), code }),
  z.strictObject({
    do: z.literal("join"),
    code,
    name: seenName,
    /** Compared and not kept. */
    birthDate: z.iso.date(),
    isAdult: z.literal(true),
    accepted: z.array(z.enum(joiningPurposes)).check(z.maxLength(joiningPurposes.length)),
    /** Of the notice that was shown. */
    noticeVersion: z.string().check(z.maxLength(40)),
    phone: z.optional(phone),
    language: z._default(language, "zh"),
  }),
]);

/** What somebody who has the code is told: whom it is about, and what is meant to be seen once it is consented to. */
export const joined = z.object({
  state: z.enum(["invited", "joined"]),
  residentId: z.optional(id),
  residentName: z.string(),
  facilityName: z.string(),
  relation: z.string(),
  /** As the invitation calls them. */
  name: z.string(),
  isEmergencyContact: z.boolean(),
  isGuardian: z.boolean(),
  intended: z.array(z.enum(dataClasses)),
  intendedUntil: z.optional(isoTime),
  noticeVersion: z.string(),
});
export type JoinedView = z.infer<typeof joined>;

/** Whose relative somebody is, and what they may see of each. */
export const myRelations = z.object({
  items: z.array(
    z.object({
      residentId: id,
      residentName: z.string(),
      facilityName: z.string(),
      relation: z.string(),
      state: relationState,
      classes: z.array(z.enum(dataClasses)),
      since: z.optional(isoTime),
      until: z.optional(isoTime),
      /** Who said yes. */
      givenBy: z.optional(z.enum(["resident", "guardian"])),
      isEmergencyContact: z.boolean(),
      guardian: z.optional(
        z.object({ proof: z.optional(z.enum(guardianProofs)), from: isoTime, until: z.optional(isoTime) }),
      ),
      /** The care has come to its end. */
      ended: z.optional(z.enum(["died", "discharged"])),
    }),
  ),
  noticeVersion: z.string(),
});
export type MyRelationsView = z.infer<typeof myRelations>;

/** POST /api/me/relations/leave. */
export const leaving = z.strictObject({ residentId: id });
