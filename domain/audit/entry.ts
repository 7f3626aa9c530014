import type { Role } from "../model/person.ts";
import type { EpochMs } from "../model/time.ts";

/** What of a resident somebody touched; beside the classes that relatives are let see, what only staff handle. */
export const auditClasses = [
  "identity",
  "status-light",
  "vitals",
  "alerts",
  "record",
  "video",
  "referral",
  "consent",
  "audit",
] as const;
export type AuditClass = (typeof auditClasses)[number];

/** `listen`: a connection over which changes come by themselves. */
export const auditDeeds = ["read", "change", "listen"] as const;
export type AuditDeed = (typeof auditDeeds)[number];

/** Of whom: one resident, or in a list the residents of one facility, none of them named. */
export type AuditSubject =
  | { readonly kind: "resident"; readonly residentId: string; readonly facilityId?: string }
  | { readonly kind: "facility"; readonly facilityId: string };

/** In place of a facility's id: all of them, as who listens everywhere hears. No facility can have it. */
export const everyFacility = "*";

/** By what right. */
export type AuditReason =
  /** What the resident or their guardian agreed to, or the guardian's own say. */
  | { readonly kind: "relation"; readonly relation: string; readonly consentId?: string }
  /** A role at the facility where the resident is cared for, or for the whole service. */
  | { readonly kind: "duty"; readonly role: Role; readonly facilityId?: string }
  /** A house of theirs has a part in a referral or a visit. */
  | { readonly kind: "part"; readonly role?: Role; readonly facilityId?: string; readonly in: "referral" | "visit" }
  /** The record was opened to them in an emergency. */
  | { readonly kind: "break-glass"; readonly openingId: string }
  /** Whoever keeps the machine; they can read the disk itself. */
  | { readonly kind: "operators-command" };

/** From where, as far as the request says it. */
export interface AuditOrigin {
  readonly ip?: string;
  /** The browser's or program's own name for itself, shortened. */
  readonly agent?: string;
}

/** That somebody read, changed or listened to what is known of a resident; never what it was. */
export interface AuditDetails {
  readonly at: EpochMs;
  /** Under the name by which they were known then. */
  readonly who: { readonly id: string; readonly name: string };
  /** The function of the manifest that did it. */
  readonly what: string;
  readonly deed: AuditDeed;
  readonly dataClass: AuditClass;
  readonly of: AuditSubject;
  readonly why: AuditReason;
  readonly from: AuditOrigin;
  /** It stands for the same again within as many seconds from then: a page that asks by itself. Never of a change. */
  readonly windowSeconds?: number;
}

/** An entry in the chain of its writer: one process, or one environment of a function in the cloud. */
export interface AuditEntry extends AuditDetails {
  /** UTC, `YYYYMMDD`; every writer begins a chain of its own each day. */
  readonly day: string;
  readonly writer: string;
  /** From 0, without a gap. */
  readonly seq: number;
  /** Hash of the entry before it, or of the chain's name for the first. */
  readonly prev: string;
  /** Kept until then and no longer, in seconds since 1970; the same for a whole day, by the rule that was in force. */
  readonly expiresAt: number;
}

/** Where a chain ends. */
export interface ChainHead {
  readonly writer: string;
  readonly seq: number;
  readonly hash: string;
}
