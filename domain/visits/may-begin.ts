import type { Actor } from "../alerts/alert.ts";
import type { EpochMs } from "../model/time.ts";
import { isEnough } from "./consent.ts";
import { judgeEligibility } from "./eligibility.ts";
import { absentAfterMs } from "./presence.ts";
import { isMedical, type Visit } from "./visit.ts";

/** What keeps a call from beginning. */
export type NotYet = "no-consent" | "not-eligible" | "nobody-there";

/** Why the call of a visit cannot begin now; undefined: it can. */
export function notYet(visit: Visit, by: Actor | undefined, now: EpochMs): NotYet | undefined {
  if (!isEnough(visit.consent, visit.kind)) return "no-consent";
  if (!isMedical(visit.kind)) return undefined;
  if (!isEligible(visit) || visit.stopped?.cause !== undefined) return "not-eligible";
  return visit.state === "waiting" && !areBothThere(visit, by, now) ? "nobody-there" : undefined;
}

function isEligible({ kind, eligibility }: Visit): boolean {
  return eligibility !== undefined && judgeEligibility(kind, eligibility).length === 0;
}

/** What speaks against treating by video was found in the call, and nobody has stopped it: it must not pass for a usual one. */
export function isToBeStopped({ kind, eligibility, startedAt, stopped }: Visit): boolean {
  if (!isMedical(kind) || startedAt === undefined || stopped?.cause !== undefined) return false;
  return eligibility !== undefined && judgeEligibility(kind, eligibility).length > 0;
}

/** Whoever leads, and somebody else at the resident's side: where one facility is both, anybody else of it. */
function areBothThere(visit: Visit, by: Actor | undefined, now: EpochMs): boolean {
  const isOneHouse = visit.facilityId === visit.leadFacilityId;
  const present = visit.present.filter(({ seenAt }) => now - seenAt <= absentAfterMs);
  return (
    present.some(({ personId }) => personId === by?.id) &&
    present.some(
      ({ personId, party }) => personId !== by?.id && (party === "resident" || (isOneHouse && party === "lead")),
    )
  );
}
