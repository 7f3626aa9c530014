import { type BedUse, bedUseOf, type Facility, openBeds } from "../model/facility.ts";

/** Why one bed more cannot be used so. */
export type QuotaFault = "over-licence" | "over-convertible";

/**
 * Whether one bed more may be converted to a use: within the licence, where it says a number, and within what may be
 * converted at one time. `promised`: conversions to that use that are approved and not effective yet.
 */
export function quotaFault(facility: Facility, to: BedUse, promised: number): QuotaFault | undefined {
  const beds = openBeds(facility);
  const used = beds.filter((bed) => bedUseOf(facility, bed) === to).length;
  if (used + promised + 1 > (facility.licensed?.[to] ?? Number.POSITIVE_INFINITY)) return "over-licence";
  const converted = beds.filter((bed) => bed.use === to && bed.convertedFrom !== undefined).length;
  return converted + promised + 1 > (facility.convertible?.[to] ?? 0) ? "over-convertible" : undefined;
}
