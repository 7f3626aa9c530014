import type { Alert } from "../alerts/alert.ts";
import { day, type EpochMs } from "../model/time.ts";
import { facilityOf, type Referral, stageOf } from "./referral.ts";

/** The managers of both houses are told after so long, and as long after they had been told and nothing came of it. */
const untakenAfterMs = 7 * day;

/**
 * Since when nobody takes somebody back whose case began at the hospital: a week after the stage should have been over.
 * Undefined: not so long yet, or another case. From then on nobody is late with it every day; it waits for somebody to say what is to become of it.
 */
export function untakenSince(
  referral: Pick<Referral, "direction" | "state" | "stages" | "requestedAt" | "closedAt">,
  now: EpochMs,
): EpochMs | undefined {
  const { direction, state, closedAt } = referral;
  const isWaiting = state === "ready-for-down" || state === "down-accepted";
  if (direction !== "down" || !isWaiting || closedAt !== undefined) return undefined;
  const { at, dueAt = at } = stageOf(referral);
  const since = Math.max(at, dueAt) + untakenAfterMs;
  return since <= now ? since : undefined;
}

/** The houses to be told now. `told`: the alerts that told them before, as far as they can be read; open, they are told. */
export function untakenToTell(
  referral: Referral,
  told: readonly Alert[],
  hasUsers: (facilityId: string) => boolean,
  now: EpochMs,
): readonly string[] {
  if (untakenSince(referral, now) === undefined) return [];
  if (told.some(({ closedAt }) => closedAt === undefined || now - closedAt < untakenAfterMs)) return [];
  const houses = [facilityOf(referral, "destination"), facilityOf(referral, "return")];
  return [...new Set(houses)].filter(hasUsers);
}
