import type { Actor } from "../alerts/alert.ts";
import type { EpochMs } from "../model/time.ts";
import type { FollowUpItem } from "./follow-ups.ts";
import type { LetterField } from "./return-lists.ts";
import type { SnapshotOccasion } from "./snapshot.ts";
import { isOnward, type ReferralState } from "./states.ts";
import type { TimePoint } from "./time-points.ts";
import type { ReferralAction } from "./transitions.ts";
import type { Urgency } from "./urgency.ts";

/** `up` 上转: from where somebody is cared for to a hospital; `down` 下转: the case begins at the hospital, on the way back. */
export const referralDirections = ["up", "down"] as const;
export type ReferralDirection = (typeof referralDirections)[number];

/** `green-channel` 绿色通道: accepted by agreement, nobody is asked; `routine`: asked for and answered. */
export const referralModes = ["green-channel", "routine"] as const;
export type ReferralMode = (typeof referralModes)[number];

/** The five centres 五大中心 of a hospital that prepare for whom they expect (reference 4.4). */
export const emergencyCentres = ["chest-pain", "stroke", "trauma", "maternal", "child"] as const;
export type EmergencyCentre = (typeof emergencyCentres)[number];

/**
 * The houses of a case, by their part in it and not by who began: `origin` cares for the person in daily life, sends them
 * up and has them back; `sender` sends them to the destination, which is the origin, or the hospital that treated them before
 * and sends them on; `destination` treats them; `return` takes them back, which is the origin unless another was asked.
 */
export const referralParties = ["origin", "sender", "destination", "return"] as const;
export type ReferralParty = (typeof referralParties)[number];

/** Whether a house would take the person. Each house that was asked has an entry, in their order. */
export interface Offer {
  readonly facilityId: string;
  readonly departmentId?: string;
  readonly at: EpochMs;
  /** Absent while nobody answered. `by-agreement`: nobody had to. `passed-on`: another house was put in its place. */
  readonly answer?: "accepted" | "declined" | "by-agreement" | "passed-on" | "withdrawn";
  readonly answeredAt?: EpochMs;
  readonly reason?: string;
}

/** A stretch of the way: since when, until when it should be over, and by how much it was not. */
export interface Stage {
  readonly state: ReferralState;
  readonly at: EpochMs;
  /** Absent: nothing is asked of anybody by a time. */
  readonly dueAt?: EpochMs;
  /** When the next stage began. */
  readonly leftAt?: EpochMs;
  /** In which mode it was, where the case went on in the other one later. */
  readonly mode?: ReferralMode;
}

/** A further emergency of the person while the case was open. */
export interface FurtherCall {
  readonly alertId?: string;
  readonly at: EpochMs;
}

/** A round of calls of the desk that expects somebody. */
export interface UnansweredCall {
  readonly incomingId: string;
  readonly round: number;
}

/** A bed that is kept for the person. */
export interface HeldBed {
  readonly facilityId: string;
  readonly bedId: string;
  readonly until: EpochMs;
}

/** A bed that was kept for the person, or theirs, and is not any more without anybody having said so in the case. */
export interface LostBed {
  readonly facilityId: string;
  readonly bedId: string;
  readonly at: EpochMs;
  /** `expired`: its time ran out. `released`: the house let it go. `taken`: another one has it. */
  readonly why: "expired" | "released" | "taken";
}

/** A hospital that had the person and sends them on, in the same case. */
export interface Passage {
  readonly facilityId: string;
  readonly departmentId?: string;
  readonly centre?: EmergencyCentre;
  /** How they came to it, or were kept there. */
  readonly mode: ReferralMode;
  /** Its door. */
  readonly arrivedAt?: EpochMs;
  /** When it asked the next one, and why. */
  readonly askedAt: EpochMs;
  readonly reason?: string;
  /** When they left it; absent while they are there. */
  readonly leftAt?: EpochMs;
  /** Its bed, until they leave. */
  readonly bed?: HeldBed;
}

/** Which snapshots there are; the whole of each is stored by itself (stores/referral-step-store.ts). */
export interface SnapshotMark {
  readonly id: string;
  readonly occasion: SnapshotOccasion;
  readonly takenAt: EpochMs;
  readonly sealedAt?: EpochMs;
}

/** The last step that changed where a case stands, with all that has to stand again should it be taken back. */
export interface LastStep {
  readonly action: ReferralAction;
  /** Of the case after it. */
  readonly version: number;
  readonly at: EpochMs;
  readonly by: Actor;
  /** For which house they spoke. */
  readonly facilityId: string;
  /** Of `follow-up`: which one it ticked. */
  readonly followUp?: string;
  readonly before: Pick<
    Referral,
    | "state"
    | "stages"
    | "mode"
    | "destinationId"
    | "through"
    | "offers"
    | "returnOffers"
    | "originId"
    | "returnId"
    | "departmentId"
    | "centre"
    | "urgency"
    | "expectedAt"
    | "backAt"
    | "bed"
  >;
}

/** A referral 双向转诊: one journey of one person, to a hospital and home again. */
export interface Referral {
  readonly id: string;
  readonly residentId: string;
  /** As the record named the person when it was requested: the receiving side does not read the record. */
  readonly residentName: string;
  readonly direction: ReferralDirection;
  readonly mode: ReferralMode;
  readonly state: ReferralState;
  readonly originId: string;
  readonly destinationId: string;
  /** Who takes the person back, where that is not the origin. */
  readonly returnId?: string;
  readonly departmentId?: string;
  /** The alert from which it was called. */
  readonly alertId?: string;
  /** The tele-visit that found that they have to be seen in person. */
  readonly visitId?: string;
  /** Further emergencies, the last one last; every one is a row too. Absent: none. */
  readonly calledAgain?: readonly FurtherCall[];
  readonly centre?: EmergencyCentre;
  /** How soon they have to be seen, as asked for and then as decided at triage. Absent: nobody said. */
  readonly urgency?: Urgency;
  /** They have signed with a family doctor 家庭医生签约, by the record when it began: of the same urgency they come first. */
  readonly isContracted?: true;
  /** The hospital that found at triage that it is an emergency; absent: whoever sends them said so, or it is none. */
  readonly emergencyBy?: string;
  /** Why, in words; what the receiving side needs stands in the snapshots. */
  readonly reason?: string;
  readonly requestedAt: EpochMs;
  /** Absent when the facility's policy called because nobody answered. */
  readonly requestedBy?: Actor;
  /** Where the house that began it can be asked back. */
  readonly contactPhone?: string;
  /** The way so far, the last one being where it stands. */
  readonly stages: readonly Stage[];
  /** Houses asked to treat, and houses asked to take back. */
  readonly offers: readonly Offer[];
  readonly returnOffers: readonly Offer[];
  readonly bed?: HeldBed;
  /** What became of the bed before, as long as there is none in its place. */
  readonly lostBed?: LostBed;
  /** The hospitals that had the person and sent them on, or are about to, in their order; the last one sends to the destination. */
  readonly through?: readonly Passage[];
  /** When the person is to come (an appointment), or is expected on the way. */
  readonly expectedAt?: EpochMs;
  /** When they are to come home: the appointment of the house that takes them back, or when they are expected on that way. */
  readonly backAt?: EpochMs;
  /** Until when somebody looks after how they do at home: the end of the first day that the hospital's papers name. */
  readonly followUpAt?: EpochMs;
  /** What the hospital's papers ask to be done, with its ticks. Absent: they list nothing, or it is a case of an earlier version. */
  readonly followUps?: readonly FollowUpItem[];
  readonly timePoints: readonly TimePoint[];
  readonly snapshots: readonly SnapshotMark[];
  /** What the hospital has not said in its papers of the way back. Absent: there are none yet, or of an earlier version. */
  readonly letterLacks?: readonly LetterField[];
  /** Papers were left for later: then what is said in them is marked as said afterwards. */
  readonly retrospective?: {
    /** Since when it is an emergency; absent: since the request. */
    readonly since?: EpochMs;
    readonly completedAt?: EpochMs;
    readonly by?: Actor;
  };
  /** The open alerts that speak for it: somebody is expected, somebody is late. */
  readonly incomingAlertId?: string;
  readonly lateAlertId?: string;
  /** The alert that tells the house whose word they are that its papers are late. */
  readonly latePapersAlertId?: string;
  /** The alerts that tell both houses that nobody takes the person back. */
  readonly untakenAlertIds?: readonly string[];
  /** The open alert that tells the house that has to answer that it is asked. */
  readonly askedAlertId?: string;
  /** The alert that tells the origin that nobody answers, and which round of which call of the desk that was. */
  readonly unanswered?: UnansweredCall & { readonly alertId: string };
  /** The alert that tells the origin of an end that another house brought about. */
  readonly endedAlertId?: string;
  /** Absent where nothing can be taken back, and in cases stored before steps could be. */
  readonly last?: LastStep;
  /** The case that it took the place of. */
  readonly previousId?: string;
  readonly closedAt?: EpochMs;
  /** Why it ended as it did, in words. */
  readonly endReason?: string;
  /** Counts writes; each write requires the version it read. */
  readonly version: number;
}

type Houses = Pick<Referral, "originId" | "destinationId" | "returnId" | "through">;

/** Every house that has a part in the case; those asked before have none any more, while who sent the person on keeps reading. */
export function partiesOf(referral: Houses): readonly string[] {
  const { originId, destinationId, returnId, through = [] } = referral;
  const back = returnId === undefined ? [] : [returnId];
  return [...new Set([originId, destinationId, ...back, ...through.map(({ facilityId }) => facilityId)])];
}

/** Those of them that take its steps: who sent the person on and has them no more only reads, and can add words. */
export function actingOf(referral: Houses & Pick<Referral, "state">): readonly string[] {
  const { through = [], state } = referral;
  return partiesOf({ ...referral, through: isOnward(state) ? through.slice(-1) : [] });
}

/** Hospitals that sent the person on and have no other part: they find the case by an entry of their own. */
export function passedOnBy(referral: Houses): readonly string[] {
  const others = partiesOf({ ...referral, through: [] });
  return partiesOf(referral).filter((facilityId) => !others.includes(facilityId));
}

/** The house that has a part. */
export function facilityOf(referral: Houses, party: ReferralParty): string {
  if (party === "destination") return referral.destinationId;
  if (party === "sender") return referral.through?.at(-1)?.facilityId ?? referral.originId;
  return party === "return" ? (referral.returnId ?? referral.originId) : referral.originId;
}

/** The stage in which it stands. */
export function stageOf({ stages, state, requestedAt }: Pick<Referral, "stages" | "state" | "requestedAt">): Stage {
  return stages.at(-1) ?? { state, at: requestedAt };
}
