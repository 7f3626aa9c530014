import type { EpochMs } from "../model/time.ts";

/** What two facilities do for each other by an agreement 协议. */
export const agreementCovers = [
  "up-referral",
  "down-referral",
  "green-channel",
  "guidance",
  "tele-consultation",
] as const;
export type AgreementCover = (typeof agreementCovers)[number];

/** One change of an agreement, kept with it. */
export interface AgreementChange {
  readonly at: EpochMs;
  readonly by: string;
  readonly byId: string;
  readonly what: "made" | "changed" | "ended";
  readonly reason?: string;
}

/**
 * What a signed agreement says in words: number, day of signing, 合作内容、方式、费用、双方责任. All of them may be missing in one
 * that was recorded before they were asked for.
 */
export interface AgreementText {
  readonly number?: string;
  /** `YYYY-MM-DD`. */
  readonly signedOn?: string;
  readonly content?: string;
  readonly manner?: string;
  readonly fees?: string;
  readonly duties?: string;
}

/**
 * An agreement between a facility that asks for help (`from`: a home, a township centre) and one that gives it (`to`: a
 * hospital, a centre). A down-referral is the way back: it goes from `to` to `from`.
 */
export interface Agreement {
  readonly id: string;
  readonly fromFacilityId: string;
  readonly toFacilityId: string;
  readonly covers: readonly AgreementCover[];
  /** First day, `YYYY-MM-DD` in Asia/Shanghai. */
  readonly validFrom: string;
  /** Last day; absent: until it is ended. */
  readonly validUntil?: string;
  /** How many minutes the way from the one to the other usually takes. */
  readonly usualMinutes?: number;
  /** What the paper says, as it was signed. */
  readonly written?: AgreementText;
  /** When it was ended at once, within its last day. */
  readonly endedAt?: EpochMs;
  readonly changes: readonly AgreementChange[];
  readonly version: number;
}

/** Whether it holds on a day; its first and its last day count. One that was ended at once holds no more. */
export function isInForce({ validFrom, validUntil, endedAt }: Agreement, day: string): boolean {
  return endedAt === undefined && validFrom <= day && (validUntil === undefined || day <= validUntil);
}
