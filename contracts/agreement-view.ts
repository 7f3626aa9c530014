import { type Agreement, isInForce } from "../domain/consortium/agreement.ts";
import type { AgreementView } from "./http/consortium.ts";
import { isoTimeOf } from "./iso-time.ts";

/** An agreement as it stands on a day; `isHalted`: the facility that gives help by it is closed. */
export function agreementView(agreement: Agreement, day: string, isHalted = false): AgreementView {
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
    ...agreement.written,
    ...(endedAt !== undefined && { endedAt: isoTimeOf(endedAt) }),
    isInForce: isInForce(agreement, day),
    ...(isHalted && { isHalted }),
    changes: changes.map(({ at, by, what, reason }) => ({
      at: isoTimeOf(at),
      by,
      what,
      ...(reason !== undefined && { reason }),
    })),
    version,
  };
}
