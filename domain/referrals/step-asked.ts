import type { Actor } from "../alerts/alert.ts";
import type { EpochMs } from "../model/time.ts";
import type { EmergencyCentre, HeldBed, UnansweredCall } from "./referral.ts";
import type { ByPhone } from "./step.ts";
import type { ReferralAction } from "./transitions.ts";
import type { Urgency } from "./urgency.ts";

/** A step that somebody, or a rule, wants to take. That they may is judged before (may-take.ts). */
export interface StepAsked {
  readonly action: ReferralAction;
  /** Absent: a rule. */
  readonly by?: Actor;
  /** For which house they speak. */
  readonly facilityId?: string;
  readonly phone?: ByPhone;
  readonly reason?: string;
  /** The next house, of `offer`, `substitute`, `upgrade`, `transfer-onward`, `transfer-urgent` and `offer-down`; of `ready` whom to ask to take the person back. */
  readonly toFacilityId?: string;
  readonly departmentId?: string;
  /** `null`: none of them after all. */
  readonly centre?: EmergencyCentre | null;
  /** Of `triage`, `offer` and `transfer-onward`. */
  readonly urgency?: Urgency;
  readonly expectedAt?: EpochMs;
  /** Of `accept` and `admit`; `null` of `admit`: none yet, and the one that was kept is let go. */
  readonly bed?: HeldBed | null;
  /** Of `call-again`. */
  readonly alertId?: string;
  /** Of `unanswered`. */
  readonly unanswered?: UnansweredCall;
  readonly clientAt?: EpochMs;
  /** Of `arrive`: when it was, where that is not now; not before the stage that it ends (arrived-at.ts). */
  readonly arrivedAt?: EpochMs;
  /** Of `follow-up`: which of those that the papers list; absent: the only one. `isNotNeeded`: the reason says why not. */
  readonly followUp?: { readonly id?: string; readonly isNotNeeded?: true };
}
