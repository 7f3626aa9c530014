import { type EpochMs, hour } from "../model/time.ts";
import type { Referral } from "./referral.ts";

/** How long the papers of an emergency may come after the request, 先行转诊 6 小时内补全 (reference 9.3). */
const completedWithin = 6 * hour;

/** Until when the papers that an emergency left for later are to be complete; undefined where they are, or none were left. */
export function papersDueAt({
  retrospective,
  requestedAt,
}: Pick<Referral, "retrospective" | "requestedAt">): EpochMs | undefined {
  if (retrospective === undefined || retrospective.completedAt !== undefined) return undefined;
  return (retrospective.since ?? requestedAt) + completedWithin;
}
