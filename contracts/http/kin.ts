import * as z from "zod/mini";
import { dataClasses } from "../../domain/access/data-classes.ts";
import { joiningPurposes } from "../../domain/joining/consent-entry.ts";
import { guardianProofs } from "../../domain/joining/guardianship.ts";
import { id, isoTime, seenName } from "./fields.ts";
import { personId } from "./people.ts";

const dataClass = z.enum(dataClasses);
const classes = z
  .array(dataClass)
  .check(z.minLength(1), z.maxLength(dataClasses.length))
  .check(
    z.refine((list) => new Set(list).size === list.length, {
      params: { code: "each once", zh: "每项只写一次", en: "each once" },
    }),
  );
const words = z.string().check(z.minLength(1), z.maxLength(200));
const somebody = z.object({ id: z.string(), name: z.string() });

const proof = z.strictObject({
  kind: z.enum(guardianProofs),
  /** Of the paper, as it stands there. */
  number: z.optional(z.string().check(z.maxLength(80))),
  words: z.optional(words),
});
/** A guardian's proof, as whoever sends it has looked at it; without `from` it holds from now on. */
const guardianshipShown = z.strictObject({ proof, from: z.optional(isoTime), until: z.optional(isoTime) });
const guardianship = z.object({
  proof: z.object({ kind: z.enum(guardianProofs), number: z.optional(z.string()), words: z.optional(z.string()) }),
  from: isoTime,
  until: z.optional(isoTime),
  checkedBy: somebody,
  checkedAt: isoTime,
});

/** Who says yes or no, and how it was taken down. A guardian who asks themselves says so by asking. */
const byResident = z.strictObject({
  by: z.literal("resident"),
  how: z.enum(["paper", "spoken"]),
  /** That they understand what they decide, as whoever takes it down saw. */
  capacity: z.literal(true),
  /** Who heard it, where it was spoken. */
  witness: z.optional(words),
});
const byGuardian = z.strictObject({
  by: z.literal("guardian"),
  how: z.enum(["app", "paper", "spoken"]),
  personId,
});
const byStaff = z.strictObject({ by: z.literal("staff"), reason: words });
const given = z.discriminatedUnion("by", [byResident, byGuardian]).check(
  z.refine((one) => one.by !== "resident" || one.how !== "spoken" || one.witness !== undefined, {
    path: ["witness"],
    params: { code: "a name", zh: "口头同意须写见证人姓名", en: "name who heard it" },
  }),
);
const givenView = z.object({
  by: z.enum(["resident", "guardian", "staff"]),
  how: z.optional(z.enum(["app", "paper", "spoken"])),
  witness: z.optional(z.string()),
  personId: z.optional(z.string()),
  name: z.optional(z.string()),
  reason: z.optional(z.string()),
});

/** One line of the history of consents. */
export const consentEntry = z.object({
  id,
  number: z.int(),
  at: isoTime,
  by: somebody,
  person: somebody,
  noticeVersion: z.string(),
  kind: z.enum([
    "joined",
    "granted",
    "revoked",
    "guardianship",
    "guardianship-ended",
    "contact",
    "left",
    "removed",
    "care-ended",
  ]),
  classes: z.optional(z.array(dataClass)),
  until: z.optional(isoTime),
  given: z.optional(givenView),
  accepted: z.optional(z.array(z.enum(joiningPurposes))),
  guardianship: z.optional(guardianship),
  isEmergencyContact: z.optional(z.boolean()),
  reason: z.optional(z.string()),
  cause: z.optional(z.enum(["died", "discharged"])),
});
export type ConsentEntryView = z.infer<typeof consentEntry>;

/** What of a relation stands now: `waiting` nothing was said yet, `over` what was said has ended. */
export const relationState = z.enum(["waiting", "standing", "over"]);

/** A relative, as the staff and the guardian see them. */
export const relative = z.object({
  person: somebody,
  relation: z.string(),
  state: relationState,
  isEmergencyContact: z.boolean(),
  /** Decides for the resident now. */
  isGuardian: z.boolean(),
  guardianship: z.optional(guardianship),
  /** That stands, with its classes. */
  consent: z.optional(
    z.object({
      classes: z.array(dataClass),
      from: isoTime,
      until: z.optional(isoTime),
      given: z.optional(givenView),
      by: z.optional(somebody),
    }),
  ),
  /** Of the newest entry between the two, 0 where there is none: whoever changes names it. */
  number: z.int(),
});
export type RelativeView = z.infer<typeof relative>;

export const invitation = z.object({
  id,
  name: z.string(),
  relation: z.string(),
  state: z.enum(["open", "used", "revoked", "over"]),
  isEmergencyContact: z.boolean(),
  isGuardian: z.boolean(),
  intended: z.array(dataClass),
  intendedUntil: z.optional(isoTime),
  invitedAt: isoTime,
  invitedBy: somebody,
  endsAt: isoTime,
});
export type InvitationView = z.infer<typeof invitation>;

/** A resident's relatives, who was asked to come, and all that was said, the newest first. */
export const kin = z.object({
  relatives: z.array(relative),
  invitations: z.array(invitation),
  history: z.array(consentEntry),
  noticeVersion: z.string(),
});
export type KinView = z.infer<typeof kin>;

/** POST /api/residents/{id}/invitations. */
export const invitationOrder = z.discriminatedUnion("do", [
  z.strictObject({
    do: z.literal("invite"),
    name: seenName,
    relation: seenName,
    isEmergencyContact: z._default(z.boolean(), false),
    guardianship: z.optional(guardianshipShown),
    intended: z._default(z.array(dataClass).check(z.maxLength(dataClasses.length)), []),
    intendedUntil: z.optional(isoTime),
  }),
  z.strictObject({ do: z.literal("revoke"), invitationId: id }),
]);

/** `code` is told once, to whoever invited. */
export const invited = z.object({ invitation, code: z.optional(z.string()) });
export type InvitedView = z.infer<typeof invited>;

/** POST /api/residents/{id}/consents: what changes between the resident and one relative; `number` as it was shown. */
export const consentChange = z.strictObject({
  personId,
  number: z.int().check(z.gte(0)),
  change: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("grant"), classes, until: z.optional(isoTime), given }),
    z.strictObject({ kind: z.literal("revoke"), given: z.discriminatedUnion("by", [byResident, byGuardian, byStaff]) }),
    z.strictObject({ kind: z.literal("guardianship"), guardianship: guardianshipShown }),
    z.strictObject({ kind: z.literal("end-guardianship"), reason: words }),
    z.strictObject({ kind: z.literal("contact"), isEmergencyContact: z.boolean() }),
  ]),
});
export type ConsentChangeOrder = z.infer<typeof consentChange>;
