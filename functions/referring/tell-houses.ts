import type { Alert } from "../../domain/alerts/alert.ts";
import type { ReferralNews } from "../../domain/ports.ts";
import { partiesOf, type Referral } from "../../domain/referrals/referral.ts";
import { armEscalation } from "../judging/escalation-timer.ts";
import { publishNews, tellFamilies } from "../judging/live-change.ts";
import type { Deps } from "../shell/deps.ts";
import { armReferral } from "./referral-timer.ts";

export type TellingDeps = Pick<Deps<"act-on-referral">, "leases" | "live" | "timer" | "log" | "now">;

/**
 * After a write: the pages of every house that has or had a part, and of relatives, see it at once, its alerts call, its timer is set.
 * Nothing of this can fail or undo what is written.
 */
export async function tellHouses(
  before: Referral | undefined,
  after: Referral,
  alerts: readonly Alert[],
  deps: TellingDeps,
): Promise<void> {
  await Promise.all([
    tellPages(before, after, alerts, deps),
    ...alerts.map((alert) => armEscalation(alert, deps)),
    armReferral(after, deps),
  ]);
}

/** The same of what sets no timer and calls nobody: pages that are open show it at once. */
export async function tellPages(
  before: Referral | undefined,
  after: Referral,
  alerts: readonly Alert[],
  deps: Pick<TellingDeps, "leases" | "live" | "log" | "now">,
): Promise<void> {
  const news = newsOf(after, deps.now());
  const parties = new Set([...partiesOf(after), ...(before === undefined ? [] : partiesOf(before))]);
  // The alert from which it was called is of the house where the person lived then, which need have no part any more.
  const houses = new Set([...parties, ...alerts.map(({ facilityId }) => facilityId)]);
  await Promise.all([
    tellFamilies([after.residentId], deps),
    ...[...houses].map((facilityId) => {
      const own = alerts.filter((alert) => alert.facilityId === facilityId);
      return publishNews(facilityId, { referrals: parties.has(facilityId) ? [news] : [], alerts: own }, deps);
    }),
  ]);
}

function newsOf(
  { id, state, mode, direction, originId, destinationId, returnId, version }: Referral,
  at: number,
): ReferralNews {
  const houses = { originId, destinationId, ...(returnId !== undefined && { returnId }) };
  return { id, state, mode, direction, ...houses, version, at };
}
