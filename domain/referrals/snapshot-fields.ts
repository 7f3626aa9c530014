import type { Actor, AlertKind, AlertPriority, VerdictInput, VerdictReason } from "../alerts/alert.ts";
import type { ClinicalFacts, Diagnosis, Medicine, PersonalNumbers, Tube } from "../model/clinical-facts.ts";
import type { ObservationCode } from "../model/observations.ts";
import type { ObservationValue } from "../model/reading.ts";
import type { CareSetting, Contact, DisabilityLevel, Resident } from "../model/resident.ts";
import type { EpochMs } from "../model/time.ts";
import type { News2Parameter, News2Score } from "../watch/news2.ts";
import type { news2Version } from "../watch/news2-scoring.ts";
import type { TransferConsent } from "./consent.ts";

/** Who a snapshot is about. */
export interface SnapshotIdentity extends PersonalNumbers {
  readonly name: string;
  readonly sex: Resident["sex"];
  /** `YYYY-MM-DD`. */
  readonly birthDate: string;
  /** Completed years when it was taken. */
  readonly age: number;
}

/** Where the person was when it was taken. */
export interface SnapshotPlace {
  readonly facilityId: string;
  readonly facilityName: string;
  readonly bedLabel?: string;
  readonly careSetting: CareSetting;
}

/** The alert that led to the referral, with what it rests on. */
export interface SnapshotAlert {
  readonly id: string;
  readonly kind: AlertKind;
  readonly priority: AlertPriority;
  readonly raisedAt: EpochMs;
  readonly reason: VerdictReason;
  readonly inputs: readonly VerdictInput[];
}

/** What one code showed within a row's hour. Codes and booleans have `last` alone. */
export interface SnapshotCell {
  readonly last: ObservationValue;
  readonly min?: number;
  readonly max?: number;
}

/** One hour of the table; an hour in which nothing was measured has no row. */
export interface SnapshotRow {
  /** When the hour begins. */
  readonly at: EpochMs;
  readonly cells: Readonly<Partial<Record<ObservationCode, SnapshotCell>>>;
}

/** A quarter of an hour of the trend: `[at, lowest, highest, mean]`. A gap stays a gap. */
export type TrendPoint = readonly [at: EpochMs, min: number, max: number, mean: number];

/** 24 hours of vital signs. */
export interface SnapshotVitals {
  readonly from: EpochMs;
  readonly to: EpochMs;
  /** The newest of each, however old; its time says how much it is worth. */
  readonly latest: readonly VerdictInput[];
  readonly table: readonly SnapshotRow[];
  readonly trend: readonly { readonly code: ObservationCode; readonly points: readonly TrendPoint[] }[];
}

/** The score at that moment with its parts and the values on which they rest. */
export interface SnapshotNews2 extends News2Score {
  readonly at: EpochMs;
  readonly version: typeof news2Version;
  readonly values: Readonly<Partial<Record<News2Parameter, ObservationValue>>>;
}

/** Something that is to be done after the return, by when, and by whom. */
export interface FollowUp {
  readonly what: string;
  /** `YYYY-MM-DD`. */
  readonly dueOn: string;
  readonly by?: string;
}

/** What the system measured or judged, or what stood before: nobody can edit it, only say more in words beside it. */
export interface SnapshotEvidence {
  /** The newest emergency, and those for which the same case was called before, the newest first. */
  readonly alert: SnapshotAlert;
  readonly earlierAlerts: readonly SnapshotAlert[];
  /** On the way back: what the home had before, which is not what the hospital says. */
  readonly diagnosesBefore: readonly Diagnosis[] | NoneHere;
  readonly medicinesBefore: readonly Medicine[] | NoneHere;
  readonly tubesBefore: readonly Tube[] | NoneHere;
  readonly pressureInjuriesBefore: readonly string[] | NoneHere;
  readonly mobilityBefore: ClinicalFacts["mobility"];
  readonly vitals: SnapshotVitals;
  readonly news2: SnapshotNews2;
}

/** Somebody asked, and there is none: neither not known nor a list. */
export const noneHere = "none-known";
export type NoneHere = typeof noneHere;

/** What a person may fill in or put right, in the order of ISBAR; the last part is of the way back. */
export interface SnapshotStatements
  extends Required<Omit<ClinicalFacts, "diagnoses" | "medicines" | "tubes" | "pressureInjuries">> {
  readonly diagnoses: readonly Diagnosis[] | NoneHere;
  readonly medicines: readonly Medicine[] | NoneHere;
  readonly tubes: readonly Tube[] | NoneHere;
  readonly pressureInjuries: readonly string[] | NoneHere;
  readonly identity: SnapshotIdentity;
  readonly place: SnapshotPlace;
  /** Who refers and can be asked back. */
  readonly referrer: { readonly name: string; readonly phone?: string };
  /** Present illness and reason for the referral 主要现病史（转出原因）. */
  readonly situation: string;
  readonly allergies: readonly string[] | NoneHere;
  readonly disabilityLevel: DisabilityLevel;
  readonly palliative: boolean;
  readonly advanceWishes: string;
  readonly contacts: readonly Contact[];
  /** First impression 初步印象; on the way back the diagnosis 诊断结果. */
  readonly impression: string;
  /** What the person who refers makes of it. */
  readonly assessment: string;
  /** Treatment so far 治疗经过. */
  readonly treatment: string;
  /** What is asked of the receiving side, by when. */
  readonly recommendation: string;
  /** To this way: who agreed to come back need not have agreed to go. */
  readonly consent: TransferConsent;
  /** Inpatient record 住院病案号. */
  readonly inpatientNumber: string;
  /** Main findings 主要检查结果. */
  readonly findings: string;
  /** Next steps of treatment 下一步治疗方案. */
  readonly nextPlan: string;
  /** Rehabilitation advice 康复建议. */
  readonly rehabilitation: string;
  readonly followUps: readonly FollowUp[];
}

export interface SnapshotValues extends SnapshotEvidence, SnapshotStatements {}
export type SnapshotField = keyof SnapshotValues;

/** Who filled a field: the system from its records, or a person who stands for it. */
export type FilledBy =
  | { readonly kind: "system" }
  | { readonly kind: "person"; readonly person: Actor; readonly at: EpochMs };

/** What a person had said before somebody said it otherwise; without a value: they had taken it away. */
export interface SaidBefore<Value> {
  readonly value?: Value;
  readonly person: Actor;
  readonly at: EpochMs;
}

/** A field with where it comes from. What the system had filled in stays beside what a person made of it. */
export interface Filled<Value> {
  /** Absent: a person took away what was there. */
  readonly value?: Value;
  readonly by: FilledBy;
  readonly system?: Value;
  /** Who had found that there is none, where the system's record says so. */
  readonly recorded?: { readonly by: string; readonly at: EpochMs };
  /** What persons said of it before, the oldest first; of a correction: since the one that it corrects. */
  readonly was?: readonly SaidBefore<Value>[];
}

/** A field that is absent is not known: nothing was recorded and nobody said it. */
export type SnapshotFields = { readonly [Name in SnapshotField]?: Filled<SnapshotValues[Name]> };
