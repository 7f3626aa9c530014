import type { Discharge } from "../register/discharge.ts";
import type { PlanChangeRecord } from "../watch/change-plan.ts";
import type { PlanOverrides } from "../watch/plan.ts";
import type { ClinicalFacts, PersonalNumbers } from "./clinical-facts.ts";
import type { NoneKnown } from "./none-known.ts";
import { type EpochMs, hour } from "./time.ts";

/**
 * Disability level 失能等级 of the long-term-care insurance standard (医保办发〔2021〕37号):
 * 0 基本正常, 1 轻度, 2 中度, 3–5 重度 Ⅰ–Ⅲ级. A named assessor sets it; software only reads it.
 */
export type DisabilityLevel = 0 | 1 | 2 | 3 | 4 | 5;

/** Where care is given: it decides who can come, and how soon. */
export const careSettings = ["care-home", "day-care", "home", "hospital"] as const;
export type CareSetting = (typeof careSettings)[number];

/**
 * The order to score SpO2 on NEWS2 scale 2 (target 88–92 %). A competent clinician prescribes it; it is never inferred
 * from a diagnosis (reference: RCP NEWS2 2017).
 */
export interface Spo2Scale2Order {
  readonly orderedBy: string;
  readonly orderedAt: EpochMs;
  readonly reason: string;
}

export interface Contact {
  readonly name: string;
  readonly relation: string;
  readonly phone: string;
}

/** A resident 服务对象: a person in Anhu's care. */
export interface Resident extends ClinicalFacts, PersonalNumbers {
  readonly id: string;
  readonly name: string;
  readonly sex: "female" | "male";
  /** `YYYY-MM-DD`. */
  readonly birthDate: string;
  readonly facilityId: string;
  readonly bedId?: string;
  readonly careSetting: CareSetting;
  readonly disabilityLevel: DisabilityLevel;
  /** Under a hospice plan 安宁疗护: comfort first, no escalation by score. */
  readonly palliative: boolean;
  /** Pregnant or within six weeks after birth: NEWS2 is not valid. */
  readonly pregnantOrPostpartum?: boolean;
  readonly spo2Scale2?: Spo2Scale2Order;
  /** Empty: nobody recorded any, which is not the same as that there are none; `noneKnown` says that. */
  readonly allergies: readonly string[];
  readonly noneKnown?: NoneKnown;
  readonly advanceWishes?: string;
  /** The family doctor or team with whom they signed 家庭医生签约; absent: with none that is known. Then they are referred first. */
  readonly familyDoctor?: string;
  readonly contacts: readonly Contact[];
  /** Deviations from the default monitoring plan, set by a clinical role. */
  readonly planOverrides?: PlanOverrides;
  /** Who changed the plan, when and why; the latest ones, oldest first. All of them are in the history. */
  readonly planChanges?: readonly PlanChangeRecord[];
  /** Counts changes of the record; read it by {@link versionOf}. */
  readonly version?: number;
  /** Left the care: no bed, no devices, nobody watches; the record stays readable. */
  readonly discharge?: Discharge;
}

/** The version of a record; those from before versions were counted are the first. */
export function versionOf({ version = 1 }: Pick<Resident, "version">): number {
  return version;
}

/** Completed years on the day of `at` in Asia/Shanghai. */
export function ageOf(resident: Pick<Resident, "birthDate">, at: EpochMs): number {
  const today = new Date(at + 8 * hour).toISOString();
  const years = Number(today.slice(0, 4)) - Number(resident.birthDate.slice(0, 4));
  return today.slice(5, 10) < resident.birthDate.slice(5, 10) ? years - 1 : years;
}
