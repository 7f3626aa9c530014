import { type Agreement, isInForce } from "../domain/consortium/agreement.ts";
import type { AgreementView } from "./http/consortium.ts";
import { isoTimeOf } from "./iso-time.ts";

/** An agreement as it stands on a day. */
export function agreementView(agreement: Agreement, day: string): AgreementView {
  const { id, fromFacilityId, toFacilityId, covers, validFrom, validUntil, usualMinutes, endedAt, changes, version } =
    agreement;
  return {
    id,
    fromFacilityId,
    toFacilityId,
    covers: [...covers],
    validFrom,
    ...(validUntil !== undefined && { validUntil }),
    ...(usualMinutes !== undefined && { usualMinutes }),
    ...(endedAt !== undefined && { endedAt: isoTimeOf(endedAt) }),
    isInForce: isInForce(agreement, day),
    changes: changes.map(({ at, by, what, reason }) => ({
      at: isoTimeOf(at),
      by,
      what,
      ...(reason !== undefined && { reason }),
    })),
    version,
  };
}
