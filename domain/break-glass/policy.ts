import { day, type EpochMs, hour } from "../model/time.ts";

/** For how long records of a house's residents are opened, and by when that is judged; set by the house, within bounds. */
export interface OpeningPolicy {
  readonly facilityId: string;
  readonly hours: number;
  readonly reviewDays: number;
  /** Counts writes; 0: nobody set anything. */
  readonly version: number;
}

/** Our own choice, to be confirmed by the consortium: an emergency is over, or has become a stay with papers of its own. */
export const openingHours = { least: 1, most: 12, usual: 4 } as const;
export const reviewDays = { least: 1, most: 14, usual: 3 } as const;

export function usualOpeningPolicy(facilityId: string): OpeningPolicy {
  return { facilityId, hours: openingHours.usual, reviewDays: reviewDays.usual, version: 0 };
}

/** Until when a record is open that is opened now, and by when that is to be judged. */
export function timesOf(
  { hours, reviewDays: days }: Pick<OpeningPolicy, "hours" | "reviewDays">,
  now: EpochMs,
): { readonly until: EpochMs; readonly reviewBy: EpochMs } {
  const until = now + hours * hour;
  return { until, reviewBy: until + days * day };
}
