import type { DataClass } from "../access/data-classes.ts";
import type { FamilyWishes } from "../family-telling/wishes.ts";
import type { EpochMs } from "./time.ts";

/** What somebody does at a facility, as the consortium's rules name it. A device speaks by its certificate only. */
export const roles = [
  "carer",
  "nurse",
  "doctor",
  "referral-coordinator",
  "facility-manager",
  "health-supervisor",
  "civil-affairs-supervisor",
  "operator",
  "family",
  "device",
] as const;
export type Role = (typeof roles)[number];

/** Roles that may be held for the whole service instead of one facility. */
export const serviceWideRoles = ["operator", "health-supervisor", "civil-affairs-supervisor"] as const;

/** Roles of which a second factor is asked: those that judge or treat, and the one that lets others in. */
export const secondFactorRoles = [
  "nurse",
  "doctor",
  "referral-coordinator",
  "operator",
] as const satisfies readonly Role[];

export interface RoleAt {
  readonly role: Role;
  /** Absent: the whole service, for {@link serviceWideRoles} only. */
  readonly facilityId?: string;
}

/** From when to when something holds; without an end until it is taken away. */
export interface Period {
  readonly from: EpochMs;
  /** The first moment at which it holds no longer. */
  readonly until?: EpochMs;
}

/** What a resident, or their guardian, lets one relative see; who said so, how and by which notice is in the consents. */
export interface StandingConsent extends Period {
  readonly id: string;
  readonly classes: readonly DataClass[];
  /** Of the notice that was shown before. */
  readonly noticeVersion?: string;
}

/** What ties a relative to a resident; the role `family` goes by these alone, and without a consent it gives nothing. */
export interface Relation {
  readonly residentId: string;
  /** As the staff say it, e.g. 女儿. */
  readonly relation: string;
  readonly consent?: StandingConsent;
  /** 监护人, who decides for the resident; `id` is that of the proof. */
  readonly guardian?: Period & { readonly id: string };
  /** Called in an emergency, whatever else they may see. */
  readonly isEmergencyContact?: true;
}

/** A resident's record that was opened to somebody in an emergency, for a time. */
export interface EmergencyOpening {
  readonly id: string;
  readonly residentId: string;
  readonly until: EpochMs;
  /** The role by which it was opened: it holds no longer than that. */
  readonly as: RoleAt;
}

/** A browser that agreed to be woken (Web Push, RFC 8030). */
export interface PushSubscription {
  readonly endpoint: string;
  /** The browser's public key and its secret, base64url. */
  readonly p256dh: string;
  readonly auth: string;
  readonly addedAt: EpochMs;
  /** What it is, as the person knows it, e.g. `Android · Chrome`. */
  readonly label?: string;
}

/** How a person can be reached. */
export interface Reach {
  /** E.164, e.g. `+8613800000000`. */
  readonly phone?: string;
  readonly email?: string;
  readonly pushes: readonly PushSubscription[];
  readonly language: "zh" | "en";
}

/** A facility at which a doctor may practise: by registration, or by 多点执业备案 until a date. */
export interface PracticeSite {
  readonly facilityId: string;
  /** The last day of the filing; absent: it has no end, as the registration itself. */
  readonly until?: string | undefined;
}

/** 执业证书: that of a physician, or of a nurse. */
export interface Licence {
  /** 执业证书编码. */
  readonly number: string;
  /** Since when they have worked independently, a date. */
  readonly since: string;
  /** Where they may practise; absent: nobody recorded it. */
  readonly practisesAt?: readonly PracticeSite[] | undefined;
}

/** Somebody who signs in. */
export interface Person {
  /** The subject (`sub`) that the issuer writes into their tokens. */
  readonly id: string;
  readonly name: string;
  readonly roles: readonly RoleAt[];
  readonly relations: readonly Relation[];
  /** Absent: none. */
  readonly openings?: readonly EmergencyOpening[];
  readonly reach: Reach;
  /** How they want to be told as a relative. */
  readonly familyWishes?: FamilyWishes;
  /** Absent: none is recorded. */
  readonly licence?: Licence;
  /** From then on every request is refused. */
  readonly disabledAt?: EpochMs;
  readonly version: number;
}
