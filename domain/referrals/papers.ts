import type { DutyRole } from "../duty/shift.ts";
import type { EpochMs } from "../model/time.ts";
import type { Snapshot } from "./snapshot.ts";
import type { PreparePoint } from "./time-points.ts";
import type { Urgency } from "./urgency.ts";

/** One of the two houses of a referral, as its papers name it. */
export interface PaperParty {
  readonly facilityId: string;
  readonly name: string;
  readonly department?: string;
  readonly phone?: string;
}

/** Somebody who acted for a house, with what they are there; nobody signs by a name that a machine printed. */
export interface PaperPerson {
  readonly id: string;
  readonly name: string;
  readonly phone?: string;
  /** Absent: not known any more. */
  readonly role?: DutyRole;
}

/** Somebody's word on a paper, with the time at which it was given. */
export interface PaperWord {
  readonly by: string;
  readonly at: EpochMs;
  readonly text?: string;
}

/** What a house has arranged for whom it expects; what nobody said there is absent. */
export interface ReceivingArrangement {
  readonly department?: string;
  /** Kept until then; without a time it is theirs. */
  readonly bed?: { readonly label: string; readonly until?: EpochMs };
  /** Who there answered the call of the desk. */
  readonly seen?: PaperWord;
  /** What its desk has made ready, in order. */
  readonly prepared?: readonly PreparePoint[];
}

/** How far a referral has come, in the words of FHIR's Task. */
export const paperStatuses = [
  "requested",
  "accepted",
  "rejected",
  "in-progress",
  "completed",
  "cancelled",
  "failed",
] as const;
export type PaperStatus = (typeof paperStatuses)[number];

/** What the papers of a referral (the printed form, the FHIR document) say beside the snapshot. */
export interface ReferralPapers {
  readonly referralId: string;
  /** `up`: 转出 to a hospital; `down`: 回转 back to the primary level. */
  readonly direction: "up" | "down";
  readonly mode: "green-channel" | "routine";
  readonly status: PaperStatus;
  /** Since when the case stands where it does, and why, in words, where it was refused or did not come about. */
  readonly statusAt?: EpochMs;
  readonly statusReason?: string;
  /** They are with a hospital that has no part in the case: what was asked for rests, and can go on. */
  readonly isOnHold?: true;
  /** How soon they have to be seen at the hospital; absent on the way back, and where nobody said. */
  readonly urgency?: Urgency;
  /** Signed with a family doctor 家庭医生签约: referred before others 优先转诊. */
  readonly isContracted?: true;
  /** From where the person goes, and where to. */
  readonly origin: PaperParty;
  readonly destination: PaperParty;
  /** Who referred. Absent when the house's policy did because nobody answered. */
  readonly referredBy?: PaperPerson;
  readonly referredAt: EpochMs;
  /** When the person left or is to leave. */
  readonly transferredAt?: EpochMs;
  /** The doctor who received the person 接诊医生; absent where somebody else noted the arrival. */
  readonly receivedBy?: string;
  /** Papers were left for later; when and by whom they were completed, if they were. */
  readonly retrospective?: { readonly completedAt?: EpochMs; readonly by?: string };
  /** Approval 审批意见; the consent stands in the snapshot. */
  readonly approval?: PaperWord;
  /** How the house to which the person goes receives them 接收安排. */
  readonly arrangement?: ReceivingArrangement;
  /** How the house from which they go brings them 转运方式. */
  readonly transport?: PaperWord;
  /** When the person is expected there 预约日期. */
  readonly expectedAt?: EpochMs;
  readonly snapshot: Snapshot;
}
