import type { RetentionState } from "../../contracts/http/retention.ts";
import { isoTimeOf } from "../../contracts/iso-time.ts";
import type { Resident } from "../../domain/model/resident.ts";
import { holdInForce, type LegalHold } from "../../domain/retention/legal-hold.ts";

/** Whether a hold stands, and since when the clocks count. */
export function holdView({ discharge }: Pick<Resident, "discharge">, holds: readonly LegalHold[]): RetentionState {
  const hold = holdInForce(holds);
  return {
    ...(hold !== undefined && { hold: { reason: hold.reason, setAt: isoTimeOf(hold.setAt), setBy: hold.setBy } }),
    ...(discharge !== undefined && { serviceEndedAt: isoTimeOf(discharge.at) }),
  };
}
