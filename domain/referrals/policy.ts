import type { EpochMs } from "../model/time.ts";
import type { OwnDeadlines } from "./deadlines.ts";

/**
 * What a facility has agreed to have done in its name: to call the green channel when an alert of priority high about a
 * person calls and nobody answers (without `greenChannel` only people call it), and when it is called late itself.
 */
export interface ReferralPolicy {
  readonly facilityId: string;
  readonly greenChannel?: {
    /** After so many steps of the escalation were taken, repetitions included; counts from 1. */
    readonly afterStep: number;
    /** The hospital; absent: the first with which an agreement on the green channel holds that day. */
    readonly toFacilityId?: string;
  };
  /** How long it allows itself for the stages that are its part; what is not said is by default (deadlines.ts). */
  readonly deadlines?: OwnDeadlines;
  /** 0: nobody has set one. */
  readonly version: number;
  readonly setBy?: string;
  readonly setAt?: EpochMs;
}

/** Of a facility that has set nothing: only people call. */
export function noReferralPolicy(facilityId: string): ReferralPolicy {
  return { facilityId, version: 0 };
}
