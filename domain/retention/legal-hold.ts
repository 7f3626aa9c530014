import type { EpochMs } from "../model/time.ts";

/** Nothing of a resident is deleted while it stands: a dispute, an inspection, a court asks for the records. */
export interface LegalHold {
  readonly id: string;
  readonly residentId: string;
  readonly facilityId: string;
  readonly reason: string;
  readonly setAt: EpochMs;
  readonly setBy: string;
  readonly setById: string;
  readonly lifted?: { readonly at: EpochMs; readonly by: string; readonly byId: string; readonly reason: string };
}

/** The hold in force, if any. */
export function holdInForce(holds: readonly LegalHold[]): LegalHold | undefined {
  return holds.find(({ lifted }) => lifted === undefined);
}
