import type { Actor } from "../alerts/alert.ts";
import type { Period } from "../model/person.ts";
import type { EpochMs } from "../model/time.ts";

/** What shows that somebody is a guardian (民法典 art. 27–33); a scan is not kept, what was shown is. */
export const guardianProofs = [
  "household-register",
  "court-judgment",
  "agreed-guardianship",
  "appointment",
  "other",
] as const;
export type GuardianProofKind = (typeof guardianProofs)[number];

/** A guardian's right to decide, with who looked at its proof. */
export interface Guardianship extends Period {
  readonly proof: {
    readonly kind: GuardianProofKind;
    /** Of the paper, as it stands there. */
    readonly number?: string;
    readonly words?: string;
  };
  readonly checkedBy: Actor;
  readonly checkedAt: EpochMs;
}
