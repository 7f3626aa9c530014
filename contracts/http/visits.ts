import * as z from "zod/mini";
import { consentWays } from "../../domain/visits/consent.ts";
import { unsuitableCauses } from "../../domain/visits/eligibility.ts";
import { practiceCautions } from "../../domain/visits/practice-site.ts";
import { qualificationGaps } from "../../domain/visits/qualification.ts";
import { visitActions, visitStates } from "../../domain/visits/transitions.ts";
import { orderEnds, orderRoles, visitKinds, visitParties } from "../../domain/visits/visit.ts";
import { bilingual, id, isoTime } from "./fields.ts";
import { visitNote } from "./visit-notes.ts";

const words = z.string().check(z.trim(), z.minLength(1), z.maxLength(500));
const shortWords = z.string().check(z.trim(), z.minLength(1), z.maxLength(60));
const somebody = z.object({ id: z.string(), name: z.string() });

/** A page's own name at the broker of live changes. */
export const peerId = z.string().check(z.regex(/^browser-[A-Za-z0-9-]{1,100}$/));

/** Somebody who is there now. */
export const presence = z.object({
  personId: z.string(),
  name: z.string(),
  party: z.enum(visitParties),
  /** For those who are there themselves, and for nobody else. */
  peerId: z.optional(peerId),
  joinedAt: isoTime,
});
export type PresenceView = z.infer<typeof presence>;

/** What was ordered, and what came of it. */
export const visitOrder = z.object({
  id,
  text: z.string(),
  facilityId: id,
  role: z.enum(orderRoles),
  /** Who is asked by name; absent: whoever of the role is on duty. */
  assignee: z.optional(somebody),
  dueAt: z.optional(isoTime),
  orderedBy: somebody,
  orderedAt: isoTime,
  /** What was said of it; "not done" leaves it open. */
  report: z.optional(z.object({ isDone: z.boolean(), note: z.optional(z.string()), by: somebody, at: isoTime })),
  /** It was cancelled, or ended with the resident's leaving. */
  ended: z.optional(
    z.object({ why: z.enum(orderEnds), reason: z.optional(z.string()), by: z.optional(somebody), at: isoTime }),
  ),
  /** Not done in time: since when somebody is called for it. */
  lateAt: z.optional(isoTime),
});
export type VisitOrderView = z.infer<typeof visitOrder>;

/** Out of what somebody asks for a visit; a plan asks by itself. */
const askedOrigin = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("alert"), alertId: id }),
  z.object({ kind: z.literal("referral"), referralId: id }),
]);
export const visitOrigin = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("alert"), alertId: id }),
  z.object({ kind: z.literal("referral"), referralId: id }),
  z.object({ kind: z.literal("plan"), planId: id, on: z.string() }),
]);

/**
 * A tele-visit as the caller may see it. Relatives who are invited see when, who and how it stands, and nothing of what
 * was asked, found or ordered.
 */
export const visit = z.object({
  id,
  kind: z.enum(visitKinds),
  state: z.enum(visitStates),
  resident: z.object({
    id,
    name: z.string(),
    sex: z.enum(["female", "male"]),
    age: z.optional(z.int()),
    bed: z.optional(z.string()),
    /** Empty: nobody wrote any down, unless `noAllergies` says that there are none. */
    allergies: z.array(z.string()),
    noAllergies: z.optional(z.literal(true)),
  }),
  facility: z.object({ id, name: z.string() }),
  leadFacility: z.object({ id, name: z.string() }),
  consultedFacility: z.optional(z.object({ id, name: z.string() })),
  roundId: z.optional(id),
  reason: z.optional(z.string()),
  origin: z.optional(visitOrigin),
  requestedAt: isoTime,
  requestedBy: z.optional(somebody),
  scheduledAt: z.optional(isoTime),
  /** From when it can be entered, of one whose time is set. */
  opensAt: z.optional(isoTime),
  invited: z.optional(z.array(z.string())),
  consent: z.optional(
    z.object({
      givenBy: z.string(),
      relation: z.string(),
      way: z.enum(consentWays),
      recording: z.boolean(),
      witness: somebody,
      at: isoTime,
      /** Whether it is enough for a visit of this kind. */
      isEnough: z.boolean(),
    }),
  ),
  eligibility: z.optional(
    z.object({
      priorDiagnosis: z.optional(z.string()),
      isFirstVisit: z.boolean(),
      hasChanged: z.boolean(),
      needsExamination: z.boolean(),
      by: somebody,
      at: isoTime,
      /** What speaks against treating by video; empty: nothing does. */
      unsuitable: z.array(z.enum(unsuitableCauses)),
    }),
  ),
  present: z.array(presence),
  orders: z.optional(z.array(visitOrder)),
  startedAt: z.optional(isoTime),
  endedAt: z.optional(isoTime),
  stopped: z.optional(z.object({ cause: z.optional(z.enum(unsuitableCauses)), reason: z.optional(z.string()) })),
  signedAt: z.optional(isoTime),
  signedBy: z.optional(somebody),
  steps: z.optional(
    z.array(z.object({ at: isoTime, what: z.string(), by: z.optional(somebody), note: z.optional(z.string()) })),
  ),
  /** What the caller may do with visits of this kind on their side, whatever the state. */
  may: z.array(z.enum(visitActions)),
  /** What the caller lacks to order and to sign, where that would be theirs; empty: nothing. */
  lacks: z.optional(z.array(z.enum(qualificationGaps))),
  /** What the caller should have looked into about where they may practise; it keeps them from nothing. */
  cautions: z.optional(z.array(z.enum(practiceCautions))),
  version: z.int(),
});
export type VisitView = z.infer<typeof visit>;

/** A visit with its note, where the caller may read it. */
export const visitDetail = z.object({
  visit,
  note: z.optional(visitNote),
  /** The referral that was asked for out of it, where the caller may see it. */
  referral: z.optional(z.object({ id, stateTitle: bilingual })),
});
export type VisitDetail = z.infer<typeof visitDetail>;

/** The latest first. */
export const visitList = z.object({ items: z.array(visit) });

/** Query of GET /api/visits. */
export const visitQuery = z.strictObject({
  state: z._default(z.enum(["open", "closed"]), "open"),
  facilityId: z.optional(id),
  residentId: z.optional(id),
  /** All of a round, whatever their state. */
  roundId: z.optional(id),
  /** Only those to which the caller is invited as a relative. */
  invited: z.optional(z.literal("me")),
});

/**
 * POST /api/visits. Relatives ask for a family's call alone, for no time of their own choice, and take part in it.
 * `scheduledAt` absent: whoever leads finds a time. A remote consultation names whom it asks
 * (`consultedId`), and needs an agreement of that day.
 */
export const visitRequest = z.strictObject({
  /** Made by the caller, so that a request which is sent twice asks for one visit. */
  id: z.optional(id),
  kind: z.enum(visitKinds),
  residentId: id,
  /** The facility whose doctor leads. @default the resident's own */
  leadId: z.optional(id),
  consultedId: z.optional(id),
  roundId: z.optional(id),
  reason: words,
  origin: z.optional(askedOrigin),
  scheduledAt: z.optional(isoTime),
  /** Relatives who take part, by person. */
  invited: z.optional(z.array(z.string().check(z.minLength(1), z.maxLength(128))).check(z.maxLength(10))),
});

/**
 * POST /api/visits/{id}/join: the page is there, and says so again once a minute; or, with `isLeaving`, goes. The answer
 * holds by what it reaches the others: credentials of a relay only while the visit is under way.
 */
export const visitJoining = z.strictObject({ peerId, isLeaving: z.optional(z.boolean()) });

export const iceServer = z.object({
  urls: z.array(z.string()),
  username: z.optional(z.string()),
  credential: z.optional(z.string()),
});
export const visitJoined = z.object({
  visit,
  iceServers: z.array(iceServer),
  /** When the relay's credentials end. */
  until: z.optional(isoTime),
});
export type VisitJoined = z.infer<typeof visitJoined>;

/** POST /api/visits/{id}/arrange: what is settled around a visit. */
export const visitArranging = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("schedule"), at: isoTime }),
  z.strictObject({ kind: z.literal("cancel"), reason: words }),
  z.strictObject({ kind: z.literal("miss"), reason: z.optional(words) }),
  z.strictObject({ kind: z.literal("invite"), personId: z.string().check(z.minLength(1), z.maxLength(128)) }),
  z.strictObject({
    kind: z.literal("consent"),
    givenBy: shortWords,
    relation: shortWords,
    way: z.enum(consentWays),
    recording: z._default(z.boolean(), false),
  }),
  z.strictObject({ kind: z.literal("withdraw"), reason: z.optional(words) }),
]);

/** POST /api/visits/{id}/conduct: what the one who leads does. */
export const visitConduct = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("assess"),
    priorDiagnosis: z.optional(z.string().check(z.trim(), z.maxLength(500))),
    isFirstVisit: z.boolean(),
    hasChanged: z.boolean(),
    needsExamination: z.boolean(),
  }),
  z.strictObject({ kind: z.literal("begin") }),
  z.strictObject({ kind: z.literal("end") }),
  z.strictObject({ kind: z.literal("stop"), cause: z.enum(unsuitableCauses), reason: z.optional(words) }),
  z.strictObject({
    kind: z.literal("order"),
    /** Made by the caller: the same again changes nothing. */
    orderId: z.optional(id),
    text: words,
    /** Of the facilities of the visit. @default the resident's */
    at: z.optional(id),
    role: z.enum(orderRoles),
    /** Somebody who holds the role there. */
    assigneeId: z.optional(z.string().check(z.minLength(1), z.maxLength(128))),
    /** Ahead of now, at most a year. */
    dueAt: z.optional(isoTime),
  }),
  z.strictObject({ kind: z.literal("revoke"), orderId: id, reason: words }),
]);

/** POST /api/visits/{id}/report: what came of an order. */
export const visitReport = z.strictObject({ orderId: id, isDone: z.boolean(), note: z.optional(words) });
