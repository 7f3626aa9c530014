import type { BedMatterKind } from "../beds/matters.ts";
import type { DutyRole } from "../duty/shift.ts";
import type { Escalation } from "../escalation/plan.ts";
import type { DeviceKind } from "../model/device.ts";
import type { ObservationCode } from "../model/observations.ts";
import type { ObservationValue } from "../model/reading.ts";
import type { EpochMs } from "../model/time.ts";
import type { ReferralDirection, ReferralMode } from "../referrals/referral.ts";
import type { ReferralState } from "../referrals/states.ts";
import type { OrderRole } from "../visits/visit.ts";
import type { News2Band, News2Parameter } from "../watch/news2.ts";
import type { news2Version } from "../watch/news2-scoring.ts";
import type { LimitedCode } from "../watch/plan.ts";

/** IEC 60601-1-8 priorities: what happens if nobody comes. */
export type AlertPriority = "high" | "medium" | "low";
export const alertPriorities = ["high", "medium", "low"] as const satisfies readonly AlertPriority[];

/** The more urgent of two; the first when they are equal. */
export function higherPriority(a: AlertPriority, b: AlertPriority): AlertPriority {
  return isHigherPriority(b, a) ? b : a;
}

/** Strictly more urgent. */
export function isHigherPriority(a: AlertPriority, than: AlertPriority): boolean {
  return alertPriorities.indexOf(a) < alertPriorities.indexOf(than);
}

/** At most one alert per resident and kind is open; so each vital has a kind of its own. */
export type AlertKind =
  | "fall"
  | "sos"
  | "smoke"
  | "gas"
  | `${LimitedCode}-limit`
  | "news2"
  | "bed-exit"
  | "inactivity"
  | "long-lie"
  | "device-silent"
  | "low-battery"
  /** Of a referral, at the house that is expected to act: raised and closed with its steps, and by no watch. */
  | "referral-incoming"
  | "referral-late"
  /** At the house that has to answer next: a request, the way back, or a refusal after which another one is to be asked. */
  | "referral-asked"
  /** At the house that sent somebody: nobody at the hospital answers; and others brought the case to its end. */
  | "referral-unanswered"
  | "referral-ended"
  /** At the house whose word they are: papers that an emergency left for later are late. At both: nobody takes somebody back. */
  | "referral-papers"
  | "referral-untaken"
  /** A task that a doctor ordered in a tele-visit is not done in time: raised and closed with it, and by no watch. */
  | "task-late"
  /** Something about a bed waits for somebody of the house, or is late: raised and closed with that, and by no watch. */
  | "bed-asked"
  | "bed-late";

/** Physiological and technical alerts stay apart: a technical one never hides a physiological one. */
export function isTechnical(kind: AlertKind): boolean {
  return kind === "device-silent" || kind === "low-battery";
}

/** About a person's way between houses, not about their body or a device; it belongs to a house of the case. */
export function isAboutReferral(kind: AlertKind): boolean {
  return kind.startsWith("referral-");
}

/** About what people have to do, not about a body or a device: raised and closed with that, and no watch knows of it. */
export function isOutsideWatch(kind: AlertKind): boolean {
  return isAboutReferral(kind) || kind === "task-late" || isAboutBed(kind);
}

/** About what has to be done with a bed; nobody need lie in it. */
export function isAboutBed(kind: AlertKind): boolean {
  return kind === "bed-asked" || kind === "bed-late";
}

/** Latched kinds are cleared by a person only. */
export function isLatching(kind: AlertKind): boolean {
  return kind === "fall" || kind === "sos" || kind === "smoke" || kind === "gas" || kind === "long-lie";
}

/** One value on which a verdict rests. */
export interface VerdictInput {
  readonly code: ObservationCode;
  readonly value: ObservationValue;
  readonly at: EpochMs;
  readonly deviceId: string;
}

/** Why a monitor judged so: a code with its parameters, which contracts render into words in zh and en. */
export type VerdictReason =
  | {
      readonly code: "event";
      readonly type: "fall" | "sos" | "smoke" | "gas";
      /** Who called: the device is told when somebody is on the way. */
      readonly deviceId: string;
      readonly eventId: string;
      readonly reportedLateMs?: number;
    }
  | {
      readonly code: "above-limit" | "below-limit";
      readonly observation: LimitedCode;
      readonly value: number;
      readonly limit: number;
      readonly forMs: number;
    }
  | {
      readonly code: "news2";
      readonly min: number;
      readonly max: number;
      readonly band: News2Band;
      readonly missing: readonly ObservationCode[];
      /** The SpO2 scale that was ordered, the points of each parameter and the edition of the chart: what an audit asks. */
      readonly scale: 1 | 2;
      readonly parts: Readonly<Partial<Record<News2Parameter, number>>>;
      readonly version: typeof news2Version;
    }
  | { readonly code: "out-of-bed"; readonly sinceMs: EpochMs }
  | { readonly code: "no-movement"; readonly sinceMs: EpochMs }
  /** Fell at `sinceMs` and was not seen up again. */
  | { readonly code: "long-lie"; readonly sinceMs: EpochMs }
  | {
      readonly code: "devices-silent";
      readonly deviceIds: readonly string[];
      /** What staff look for, in the order of `deviceIds`. */
      readonly kinds: readonly DeviceKind[];
      readonly sinceMs: EpochMs;
    }
  | {
      readonly code: "battery-low";
      readonly deviceIds: readonly string[];
      readonly kinds: readonly DeviceKind[];
      readonly percent: number;
    }
  | {
      readonly code: "referral";
      readonly referralId: string;
      readonly direction: ReferralDirection;
      readonly mode: ReferralMode;
      /** The stage since `sinceMs`, that should have been over at `dueMs`. */
      readonly state: ReferralState;
      readonly sinceMs: EpochMs;
      readonly dueMs?: EpochMs;
      /** Of a late one: the house whose part it is, and who there is responsible, by their names. */
      readonly house?: string;
      readonly owner?: string;
      /** What is late, where that is not the stage. */
      readonly about?: "papers";
    }
  | {
      readonly code: "task";
      readonly visitId: string;
      readonly orderId: string;
      /** Who was asked: the role, and by name where it was one person. */
      readonly role: OrderRole;
      readonly assignee?: string;
      readonly assigneeId?: string;
      readonly dueMs: EpochMs;
    }
  | {
      readonly code: "bed";
      /** The matter, as its house knows it (domain/beds/matters.ts). */
      readonly key: string;
      readonly what: BedMatterKind;
      readonly bedId: string;
      /** As the staff say it. */
      readonly label: string;
      /** Whose part it is, and by name as far as known. */
      readonly roles: readonly DutyRole[];
      readonly owner?: string;
      readonly sinceMs: EpochMs;
      readonly dueMs?: EpochMs;
    };

/** Is what was judged still so? Apart from whether somebody is dealing with it. */
export type AlertCondition = "active" | "cleared";

export type AlertHandling = "new" | "acknowledged" | "on-site" | "resolved";

/** What it turned out to be, said by the person who resolves; `cleared-by-rule` when nobody had to. */
export type AlertOutcome = "real" | "false" | "test" | "device-fault" | "cleared-by-rule";

/** What happens to an alert, as its timeline tells it. */
export const timelineSteps = [
  "raised",
  "changed",
  "cleared",
  "active-again",
  "acknowledged",
  "on-site",
  "resolved",
  "closed",
  /** Acknowledged, but nobody came in time. */
  "reopened",
  /** A step of the escalation was taken; `called` says whom it called. */
  "called",
  "commented",
  "shelved",
  "unshelved",
  "handed-over",
  /** A mistaken tap was taken back. */
  "released",
  /** Another technical alert calls in its place, and no longer. */
  "inhibited",
  "uninhibited",
  /** The person is being brought to a hospital for it; `referral` says how far that has come. */
  "referral",
] as const;

/** Who is called where nobody whom a step names can be reached: whoever holds its roles and is off duty, then the others. */
export type StandIn = "off-duty" | "facility-managers" | "operators" | "nobody";

/** Whom a step of the escalation called, by names; `more` counts those who are not named. */
export interface StepCalled {
  /** Counts from 1, repetitions of the last one included. */
  readonly step: number;
  readonly people: readonly string[];
  readonly channels: readonly string[];
  readonly more?: number;
  /** Nobody of those whom the policy names could be reached, or nobody at the bedside: these were called instead, or besides. */
  readonly instead?: StandIn;
}

export interface TimelineEntry {
  readonly at: EpochMs;
  readonly what: (typeof timelineSteps)[number];
  /** The name of the person who acted; absent when a rule did. */
  readonly by?: string;
  /** The person who acted, by id. */
  readonly byId?: string;
  /** The name of whoever had the alert before, where somebody else acted; and of who has it after a hand-over. */
  readonly from?: string;
  readonly to?: string;
  readonly note?: string;
  readonly reason?: VerdictReason;
  readonly called?: StepCalled;
  /** A referral that was called from it: where it stands since then, and the hospital. */
  readonly referral?: {
    readonly id: string;
    readonly state: ReferralState;
    readonly house: string;
    /** Nobody there has answered the call of the desk. */
    readonly isUnanswered?: true;
    /** It was not answered, and is now. */
    readonly isAnswered?: true;
  };
  /** How often it happened, where the middle of a long story was folded into one entry. */
  readonly times?: number;
}

/** A person who acts on an alert; several who speak by the operators' command share its id and differ by name. */
export interface Actor {
  readonly id: string;
  readonly name: string;
}

export interface AlertHolder {
  readonly personId: string;
  readonly name: string;
  readonly since: EpochMs;
}

/** A time-limited silence of one kind of alert of one resident, with its reason. */
export interface Shelf {
  readonly until: EpochMs;
  /** The name of the person who shelved it. */
  readonly by: string;
  readonly byId?: string;
  readonly reason: string;
}

/** An alert 告警: one condition of one resident that needs a person, with everything that happened to it. */
export interface Alert {
  readonly id: string;
  readonly residentId: string;
  readonly facilityId: string;
  readonly kind: AlertKind;
  readonly priority: AlertPriority;
  readonly condition: AlertCondition;
  readonly handling: AlertHandling;
  readonly raisedAt: EpochMs;
  /** Absent while the alert is open. */
  readonly closedAt?: EpochMs;
  readonly outcome?: AlertOutcome;
  /** The latest reason and the values it rests on. */
  readonly reason: VerdictReason;
  readonly inputs: readonly VerdictInput[];
  /** Append-only, oldest first; the middle of a very long one is folded (timeline.ts). */
  readonly timeline: readonly TimelineEntry[];
  /** Who is on it since when; absent while nobody is. */
  readonly holder?: AlertHolder;
  /** Alerts of one resident that belong together have the case of the first of them. */
  readonly caseId: string;
  /** The technical alert that calls in the place of this technical one. */
  readonly inhibitedBy?: string;
  /** Calls nobody until then; for the reason that a person gave. */
  readonly shelved?: Shelf;
  /** Of its house, those that are called before the others; absent: the whole house is. */
  readonly departmentIds?: readonly string[];
  /** Who is called, and when. Alerts stored before there was escalation have none. */
  readonly escalation?: Escalation;
  /** Counts writes; each write requires the version it read. */
  readonly version: number;
  /** The version in which somebody last called again, or the condition was there again; absent before that. */
  readonly calledAgainInVersion?: number;
}
