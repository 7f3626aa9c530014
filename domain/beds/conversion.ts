import type { BedUse } from "../model/facility.ts";
import type { EpochMs } from "../model/time.ts";

/** Who pays for a bed by its use. */
export const payers = ["care-fee", "long-term-care-insurance", "medical-insurance", "self-pay"] as const;
export type Payer = (typeof payers)[number];

/** Where a conversion 床位转换 stands; the last three are its ends. */
export const conversionStates = [
  "requested",
  "ordered",
  "approved",
  "effective",
  "return-ordered",
  "returned",
  "refused",
  "cancelled",
] as const;
export type ConversionState = (typeof conversionStates)[number];

export const conversionActions = [
  "order",
  "approve",
  "take-effect",
  "order-return",
  "stay-converted",
  "review",
  "return",
  "refuse",
  "cancel",
] as const;
export type ConversionAction = (typeof conversionActions)[number];

/** One step of a conversion: who did what, when, and why. */
export interface ConversionStep {
  readonly at: EpochMs;
  readonly action: "request" | ConversionAction;
  readonly by: string;
  readonly byId: string;
  readonly reason?: string;
  /** With `review`: when it is asked again whether the bed goes back. */
  readonly reviewAt?: EpochMs;
}

/** What was approved. */
export interface ConversionApproval {
  /** Who pays before the cut, and who after it. */
  readonly payer: { readonly before: Payer; readonly after: Payer };
  /** From when the other use is planned to be paid; it takes effect then or later. */
  readonly settlementCutAt: EpochMs;
  /** Who agreed for the resident, e.g. `本人` or `女儿 许红梅`; of an empty bed nobody. */
  readonly consentBy?: string;
  /** When it is asked whether the bed goes back; absent, as in data of before: see `reviewAtOf`. */
  readonly reviewAt?: EpochMs;
}

/** A bed is used otherwise for a time, for a resident or empty, and goes back. */
export interface BedConversion {
  readonly id: string;
  readonly facilityId: string;
  readonly bedId: string;
  /** Who lies there; absent: the bed is empty. */
  readonly residentId?: string;
  readonly from: BedUse;
  readonly to: BedUse;
  readonly state: ConversionState;
  readonly approval?: ConversionApproval;
  /**
   * While the bed was used otherwise: one moment ends the one use and what is paid for it, and begins the other. Without
   * `until` it goes on.
   */
  readonly period?: { readonly from: EpochMs; readonly until?: EpochMs };
  /** What changed of the alarms with the use, in the words of who made it effective. */
  readonly alarmNote?: string;
  /** Oldest first; the first is the request. */
  readonly steps: readonly ConversionStep[];
  readonly version: number;
}

export function isOver({ state }: Pick<BedConversion, "state">): boolean {
  return state === "returned" || state === "refused" || state === "cancelled";
}
