import type { Alert } from "../alerts/alert.ts";
import { day, type EpochMs, minute } from "../model/time.ts";
import { lateParty, staleAfterMs } from "./deadlines.ts";
import { actingOf, facilityOf, type Referral, stageOf } from "./referral.ts";
import type { ReferralState } from "./states.ts";
import { untakenSince } from "./untaken.ts";

/** What time alone asks for. */
export type Overdue =
  | { readonly kind: "nothing" }
  /** This house is late, or speaks for the one that is. */
  | { readonly kind: "late"; readonly facilityId: string }
  /** Nobody did anything with it for long: it ends. */
  | { readonly kind: "stale" };

/** A person closed the alert and the stage is late all the same: it is said again after so long. */
const againAfterMs = { "green-channel": 30 * minute, routine: day } as const;
const staleStates: readonly ReferralState[] = ["requested", "triaged", "declined", "accepted", "transport-arranged"];

/**
 * Whether a case is overdue. `late` is the alert that was raised for the present stage, if any; `hasUsers` tells houses
 * where somebody can be called from others 协作外院, in whose place the other side of the case is called.
 */
export function overdueOf(
  referral: Referral,
  late: Alert | undefined,
  hasUsers: (facilityId: string) => boolean,
  now: EpochMs,
): Overdue {
  const { at, dueAt } = stageOf(referral);
  if (referral.closedAt !== undefined || dueAt === undefined || dueAt > now) return { kind: "nothing" };
  // Then both managers are told, and nobody every day (untaken.ts).
  if (untakenSince(referral, now) !== undefined) return { kind: "nothing" };
  const isStale = referral.mode === "routine" && staleStates.includes(referral.state);
  if (isStale && now - Math.max(at, dueAt) >= staleAfterMs) return { kind: "stale" };
  if (late !== undefined && late.closedAt === undefined) return { kind: "nothing" };
  if (late?.closedAt !== undefined && now - late.closedAt < againAfter(referral)) return { kind: "nothing" };
  const party = lateParty(referral);
  if (party === undefined) return { kind: "nothing" };
  const own = facilityOf(referral, party);
  const facilityId = [own, ...actingOf(referral)].find(hasUsers);
  return facilityId === undefined ? { kind: "nothing" } : { kind: "late", facilityId };
}

function againAfter({ mode, state }: Referral): number {
  return state === "away" ? day : againAfterMs[mode];
}
