import type { Actor } from "../alerts/alert.ts";
import type { Role } from "../model/person.ts";
import type { EpochMs } from "../model/time.ts";
import type { Consent } from "./consent.ts";
import type { Eligibility, UnsuitableCause } from "./eligibility.ts";
import type { VisitState } from "./transitions.ts";

/**
 * Kinds of tele-visit 视频巡诊: the contracted doctor's follow-up, a consultation between two facilities in which the
 * leading one keeps the responsibility (邀请方), one visit of a ward round, a call of the family, which is not medical, and
 * guidance 业务指导: a house asks another what to look at and do, which answers in writing or in a call and treats nobody.
 */
export const visitKinds = [
  "contracted-follow-up",
  "remote-consultation",
  "ward-round",
  "family-call",
  "guidance",
] as const;
export type VisitKind = (typeof visitKinds)[number];

/** Whether somebody is examined or treated in it: then it needs an eligible case, a note and a signature. */
export function isMedical(kind: VisitKind): boolean {
  return kind !== "family-call" && kind !== "guidance";
}

/** On whose behalf somebody takes part. */
export const visitParties = ["resident", "lead", "consulted", "family"] as const;
export type VisitParty = (typeof visitParties)[number];

/** Somebody in the waiting room or the call, with one page. */
export interface Presence {
  readonly personId: string;
  readonly name: string;
  readonly party: VisitParty;
  /** Whether they may lead the visit: the call begins with one who may. Absent in visits of before. */
  readonly mayLead?: boolean;
  /** The page's MQTT client id: under it alone the page may send. */
  readonly peerId: string;
  readonly joinedAt: EpochMs;
  /** When the page last said that it is there. */
  readonly seenAt: EpochMs;
}

/** Whom a task can be for. */
export const orderRoles = ["carer", "nurse", "doctor", "referral-coordinator"] as const satisfies readonly Role[];
export type OrderRole = (typeof orderRoles)[number];

/** Why a task ended undone: a doctor took it back, or the resident is no longer cared for there. */
export const orderEnds = ["cancelled", "left"] as const;
export type OrderEnd = (typeof orderEnds)[number];

/** A task: what is to be done afterwards, by whoever holds the role at the facility. No prescription. */
export interface VisitOrder {
  readonly id: string;
  readonly text: string;
  readonly facilityId: string;
  readonly role: OrderRole;
  /** Somebody of that role who is asked by name; absent: all of the role who are on duty. */
  readonly assignee?: Actor;
  readonly dueAt?: EpochMs;
  readonly orderedBy: Actor;
  readonly orderedAt: EpochMs;
  /** What came of it; "not done" leaves it open. */
  readonly report?: { readonly isDone: boolean; readonly note?: string; readonly by: Actor; readonly at: EpochMs };
  readonly ended?: { readonly why: OrderEnd; readonly reason?: string; readonly by?: Actor; readonly at: EpochMs };
  /** When it was found to be late; it is said once. */
  readonly lateAt?: EpochMs;
  /** The alert that calls for it, which the service closes with it. */
  readonly lateAlertId?: string;
}

/** What is still to be told to people, after the write that made it so; `at` since when. */
export type VisitNews =
  | { readonly kind: "order" | "order-not-done" | "order-ended"; readonly orderId: string; readonly at: EpochMs }
  /** `by`: whoever called the visit off, and need not be told. */
  | { readonly kind: "cancelled"; readonly by?: string; readonly at: EpochMs };

/** Out of what the visit was requested. */
export type VisitOrigin =
  | { readonly kind: "alert"; readonly alertId: string }
  | { readonly kind: "referral"; readonly referralId: string }
  /** Of a plan, for a day `YYYY-MM-DD`. */
  | { readonly kind: "plan"; readonly planId: string; readonly on: string };

/** One line of the visit's story: what was done, by whom. */
export interface VisitStep {
  readonly at: EpochMs;
  readonly what: string;
  readonly by?: Actor;
  readonly note?: string;
}

/** One tele-visit to one resident. */
export interface Visit {
  readonly id: string;
  readonly kind: VisitKind;
  readonly residentId: string;
  /** Where the resident is cared for. */
  readonly facilityId: string;
  /** Whose doctor leads, keeps the responsibility and signs. */
  readonly leadFacilityId: string;
  /** Invited to advise, in a remote consultation. */
  readonly consultedFacilityId?: string;
  /** Visits of one ward round have the same. */
  readonly roundId?: string;
  readonly state: VisitState;
  readonly reason: string;
  readonly origin?: VisitOrigin;
  readonly requestedAt: EpochMs;
  readonly requestedBy: Actor;
  readonly scheduledAt?: EpochMs;
  /** Relatives who may take part, by person. */
  readonly invited: readonly string[];
  readonly consent?: Consent;
  readonly eligibility?: Eligibility;
  readonly present: readonly Presence[];
  readonly orders: readonly VisitOrder[];
  /** Of the first call. */
  readonly startedAt?: EpochMs;
  readonly startedBy?: Actor;
  readonly endedAt?: EpochMs;
  /** Why it came to nothing; `cause` where it was unsuitable. */
  readonly stopped?: { readonly cause?: UnsuitableCause; readonly reason?: string };
  readonly remindedAt?: EpochMs;
  /** When those who could take a request without a time were told of it; and when, that nobody had. */
  readonly askedAt?: EpochMs;
  readonly unansweredAt?: EpochMs;
  readonly signedAt?: EpochMs;
  readonly signedBy?: Actor;
  /** In the order in which it happened; absent: nothing. */
  readonly toTell?: readonly VisitNews[];
  readonly steps: readonly VisitStep[];
  readonly version: number;
}

/** Every facility that the case belongs to, each once. */
export function facilitiesOf({
  facilityId,
  leadFacilityId,
  consultedFacilityId,
}: Pick<Visit, "facilityId" | "leadFacilityId" | "consultedFacilityId">): readonly string[] {
  return [
    ...new Set([facilityId, leadFacilityId, ...(consultedFacilityId === undefined ? [] : [consultedFacilityId])]),
  ];
}

/** When it is or was to be: lists go by it. */
export function timeOf({ scheduledAt, requestedAt }: Pick<Visit, "scheduledAt" | "requestedAt">): EpochMs {
  return scheduledAt ?? requestedAt;
}
