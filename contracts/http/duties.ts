import * as z from "zod/mini";
import { dutyRoles } from "../../domain/duty/shift.ts";
import { departmentKinds } from "../../domain/model/facility.ts";
import { id, isoTime } from "./fields.ts";

/** Whatever an issuer calls somebody. */
export const personId = z.string().check(z.minLength(1), z.maxLength(128));
const role = z.enum(dutyRoles);
const namedPerson = z.object({ id: personId, name: z.string() });

/** Whether somebody is there by the roster; `no-roster`: nobody is ever planned there. */
export const staffing = z.enum(["staffed", "nobody", "no-roster"]);

/** Query of GET /api/facilities/{id}/duties: at most 62 days; without `from` as of now, without `until` 14 days. */
export const dutyQuery = z.strictObject({ from: z.optional(isoTime), until: z.optional(isoTime) });

/** One person's duty in one role. */
export const duty = z.object({
  id,
  role,
  /** Of the house; absent: for the whole house. One that is not listed there any more is still on duty. */
  departmentId: z.optional(id),
  person: namedPerson,
  from: isoTime,
  until: isoTime,
  /** As planned, one that two people swapped, or cover for somebody who cannot come. */
  kind: z.enum(["planned", "swap", "cover"]),
  /** Whose duty it was. */
  insteadOf: z.optional(namedPerson),
  version: z.int(),
});
export type DutyView = z.infer<typeof duty>;

export const dutySwap = z.object({
  id,
  /** Of the person who proposes. */
  dutyId: id,
  proposedBy: namedPerson,
  withDutyId: id,
  askedOf: namedPerson,
  state: z.enum(["proposed", "accepted", "declined", "withdrawn"]),
  proposedAt: isoTime,
  answeredAt: z.optional(isoTime),
});
export type DutySwapView = z.infer<typeof dutySwap>;

/** The roster of a facility between two moments. */
export const roster = z.object({
  from: isoTime,
  until: isoTime,
  /** By their beginning. */
  items: z.array(duty),
  /** Roles that have a roster; in the others everybody who holds the role counts as on duty. */
  rolesWithRoster: z.array(role),
  /** Nobody is on duty: from `from`, or now if that is later, until `until`. */
  gaps: z.array(z.object({ role, from: isoTime, until: isoTime })),
  /** One person twice at the same time. */
  overlaps: z.array(z.object({ person: namedPerson, dutyIds: z.array(id), from: isoTime, until: isoTime })),
  /** Swaps that wait for an answer. */
  swaps: z.array(dutySwap),
  /** Departments of the house, how each stands now, and when nobody is on duty in a role that is planned there. */
  departments: z.optional(
    z.array(
      z.object({
        id,
        name: z.string(),
        kind: z.enum(departmentKinds),
        isReferralDesk: z.optional(z.literal(true)),
        staffing,
        gaps: z.array(z.object({ role, from: isoTime, until: isoTime })),
      }),
    ),
  ),
  /** Whether somebody is at the desk that takes referrals, where the house has one. */
  desk: z.optional(staffing),
  /** Who may be put on duty, and in which roles. */
  people: z.array(z.object({ id: personId, name: z.string(), roles: z.array(role) })),
});
export type RosterView = z.infer<typeof roster>;

const dutyId = id;
/** The version that the person saw; one changed since is answered with 409. */
const version = z.int();

/** POST /api/facilities/{id}/duties: one change of the roster. A duty lasts at most 36 hours. */
export const dutyChange = z.discriminatedUnion("do", [
  /** `departmentId`: for that one of the house, which has to have it; absent: for the whole house. */
  z.strictObject({
    do: z.literal("add"),
    role,
    personId,
    departmentId: z.optional(id),
    from: isoTime,
    until: isoTime,
  }),
  z.strictObject({
    do: z.literal("change"),
    dutyId,
    version,
    personId: z.optional(personId),
    /** `null`: for the whole house from now on. */
    departmentId: z.optional(z.nullable(id)),
    from: z.optional(isoTime),
    until: z.optional(isoTime),
  }),
  /** Somebody else comes instead, for all of it or for a part. */
  z.strictObject({
    do: z.literal("cover"),
    dutyId,
    version,
    personId,
    from: z.optional(isoTime),
    until: z.optional(isoTime),
  }),
  z.strictObject({ do: z.literal("remove"), dutyId, version }),
  /** Repeats the duties that begin from `from` to `until`, as many times, each time so many days later; those that exist stay. */
  z.strictObject({
    do: z.literal("copy"),
    from: isoTime,
    until: isoTime,
    everyDays: z.int().check(z.gte(1), z.lte(28)),
    times: z.int().check(z.gte(1), z.lte(13)),
  }),
]);
export type DutyChange = z.output<typeof dutyChange>;

/** What became of the duties; and when, in the 14 days from now, nobody is on duty in a role that was changed. */
export const dutyChanges = z.object({
  items: z.array(duty),
  removed: z.array(id),
  gaps: z.optional(roster.shape.gaps),
});
export type DutyChangesView = z.infer<typeof dutyChanges>;

/** POST /api/facilities/{id}/duty-swaps: proposes to swap one's own duty for another's, or answers a proposal. */
export const swapRequest = z.discriminatedUnion("do", [
  z.strictObject({ do: z.literal("propose"), dutyId, withDutyId: id }),
  z.strictObject({ do: z.literal("accept"), swapId: id }),
  z.strictObject({ do: z.literal("decline"), swapId: id }),
  z.strictObject({ do: z.literal("withdraw"), swapId: id }),
]);
export type SwapRequest = z.output<typeof swapRequest>;
