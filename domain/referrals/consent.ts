import { clockToleranceMs, type EpochMs } from "../model/time.ts";

/** Who agreed: the person themselves, a relative, or who decides for them by law 监护人. */
export const consentGivers = ["resident", "relative", "guardian"] as const;
export type ConsentGiver = (typeof consentGivers)[number];

/** Signed on paper, said on the telephone, or said in presence. */
export const consentWays = ["signed", "phone", "spoken"] as const;
export type ConsentWay = (typeof consentWays)[number];

/**
 * Consent to a transfer 知情同意 (reference 4.1: patient choice and informed consent). In an emergency where nobody could be
 * asked, the person in charge of the house or whom they authorised approves instead (Civil Code Art. 1220; to be confirmed by
 * each county's lawyers), with the reason. What is not recorded never holds up a green channel.
 */
export type TransferConsent =
  | {
      readonly kind: "given";
      readonly who: ConsentGiver;
      readonly name: string;
      /** To the resident, of a relative or guardian: 儿子. */
      readonly relation?: string;
      readonly how: ConsentWay;
      readonly at: EpochMs;
      /** Who heard or saw it too. */
      readonly witness?: string;
    }
  | {
      readonly kind: "emergency";
      /** Why nobody could be asked. */
      readonly reason: string;
      readonly approvedBy: string;
      readonly at: EpochMs;
      readonly witness?: string;
    };

/** Nobody can have consented later than now. */
export function isPossibleConsent({ at }: TransferConsent, now: EpochMs): boolean {
  return at <= now + clockToleranceMs;
}
