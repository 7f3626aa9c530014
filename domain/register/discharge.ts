import type { EpochMs } from "../model/time.ts";

/** Why somebody leaves the care. */
export const dischargeReasons = ["home", "hospital", "other-facility", "deceased", "other"] as const;
export type DischargeReason = (typeof dischargeReasons)[number];

/** How somebody left the care. */
export interface Discharge {
  readonly at: EpochMs;
  readonly by: string;
  readonly byId: string;
  readonly reason: DischargeReason;
  readonly note?: string;
  /** Where they lay last. */
  readonly bedId?: string;
}
