import type { Actor } from "../alerts/alert.ts";
import type { EpochMs } from "../model/time.ts";
import type { EmergencyCentre, LostBed } from "./referral.ts";
import type { LetterField } from "./return-lists.ts";
import type { ReferralState } from "./states.ts";
import type { PointCode } from "./time-points.ts";
import type { ReferralAction, StepParty } from "./transitions.ts";
import type { Urgency } from "./urgency.ts";

/** Somebody said it on the telephone, and who wrote it down speaks for them. */
export interface ByPhone {
  /** With whom they spoke. */
  readonly with: string;
  readonly note?: string;
}

/** Of `hold`: what became of a bed of the house. */
export interface BedOfStep {
  readonly bedId: string;
  readonly became: "held" | "theirs" | LostBed["why"];
  /** Of one that is kept. */
  readonly until?: EpochMs;
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
  /** `request`: it began. `record`: a moment was recorded. `papers`: fields were completed. `late`: a stage was not over in time. `late-papers`: the papers of an emergency were not complete in time. `untaken`: for long nobody takes somebody back. `hold`: a bed is kept, or no more. `take-back`: a mistaken step. `clock-set-back`: the stage began at a time that cannot be yet, and is due anew. */
  readonly what:
    | ReferralAction
    | "request"
    | "record"
    | "papers"
    | "late"
    | "late-papers"
    | "untaken"
    | "hold"
    | "take-back"
    | "clock-set-back";
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
  /** The moment was taken back: it was not so. */
  readonly isUndone?: true;
  /** Of `follow-up`: which of those that the papers list. */
  readonly followUp?: { readonly what: string; readonly dueOn: string; readonly isNotNeeded?: true };
  /** Another centre is to prepare, or none any more; `was` is absent where none was. */
  readonly centre?: { readonly was?: EmergencyCentre; readonly is?: EmergencyCentre };
  /** How soon they have to be seen, where that was said with the step; `was` is absent where nobody had said. */
  readonly urgency?: { readonly was?: Urgency; readonly is: Urgency };
  /** The mistaken step; its own row stays. */
  readonly takesBack?: { readonly action: ReferralAction; readonly version: number };
  /** Of `late`: who is responsible for the stage in that house, by name. */
  readonly owner?: string;
  /** Of the departure home: what the hospital's letter lacked. */
  readonly letterLacks?: readonly LetterField[];
  /** The bed that was kept is not theirs any more: its hold ran out, was released, or another one has it. */
  readonly bedLost?: true;
  readonly bed?: BedOfStep;
  /** By how much the stage that ended was late. */
  readonly lateMs?: number;
}
