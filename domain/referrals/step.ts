import type { Actor } from "../alerts/alert.ts";
import type { EpochMs } from "../model/time.ts";
import type { ReferralState } from "./states.ts";
import type { PointCode } from "./time-points.ts";
import type { ReferralAction, StepParty } from "./transitions.ts";

/** Somebody said it on the telephone, and who wrote it down speaks for them. */
export interface ByPhone {
  /** With whom they spoke. */
  readonly with: string;
  readonly note?: string;
}

/** One step of a referral as it was taken. It is written once and never changed. */
export interface ReferralStep {
  readonly referralId: string;
  /** The version of the case after it. */
  readonly version: number;
  /** When the service took it. */
  readonly at: EpochMs;
  /** When it was, as the person's device said; it may have had no network. */
  readonly clientAt?: EpochMs;
  /** `request`: it began. `record`: a moment was recorded. `papers`: fields were completed. `late`: a stage was not over in time. `take-back`: a mistaken step. */
  readonly what: ReferralAction | "request" | "record" | "papers" | "late" | "hold" | "take-back";
  readonly from?: ReferralState;
  readonly to: ReferralState;
  /** Absent: a rule or a policy did. */
  readonly by?: Actor;
  /** For which house they spoke, and whose part it was. */
  readonly facilityId?: string;
  readonly party?: StepParty;
  readonly phone?: ByPhone;
  /** Why, or what there is to say. */
  readonly reason?: string;
  /** The house that was asked or put in another's place. */
  readonly offeredTo?: string;
  /** Of `call-again`: the alert from which it was called. */
  readonly alertId?: string;
  readonly point?: PointCode;
  readonly pointAt?: EpochMs;
  /** The mistaken step; its own row stays. */
  readonly takesBack?: { readonly action: ReferralAction; readonly version: number };
  /** Of `late`: who is responsible for the stage in that house, by name. */
  readonly owner?: string;
  /** Of `admit`: the bed that was kept is another's by now, since its hold ran out. */
  readonly bedLost?: true;
  /** By how much the stage that ended was late. */
  readonly lateMs?: number;
}
