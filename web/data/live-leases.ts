import { leaseSeconds, liveLease } from "../../contracts/http/live-lease.ts";
import { ask } from "./api.ts";

/** The longest that the API grants, in seconds of the service's clock. */
const mostSeconds = 86_400;

/**
 * Asks that the live changes of these facilities be sent. Answers until when that holds, by the page's clock; undefined
 * when it is not certain for all of them.
 */
export async function renewLeases(facilityIds: readonly string[], speed: number): Promise<number | undefined> {
  // A simulation's clock runs faster than the page's, and leases go by it.
  const seconds = Math.min(mostSeconds, Math.ceil(leaseSeconds * Math.max(1, speed)));
  const askedAt = Date.now();
  const answers = await Promise.all(
    facilityIds.map((id) => ask(`/api/facilities/${encodeURIComponent(id)}/live-lease`, liveLease, { seconds })),
  );
  if (answers.some(({ kind }) => kind === "problem")) return undefined;
  return askedAt + (seconds / Math.max(1, speed)) * 1_000;
}
