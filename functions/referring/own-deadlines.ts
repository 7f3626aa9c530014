import type { DeadlinesOf, OwnDeadlines } from "../../domain/referrals/deadlines.ts";
import type { ReferralStore } from "../../stores/referral-store.ts";
import type { Log } from "../shell/log.ts";

/** How long each of some houses allows itself. One whose policy cannot be read has the defaults, and that is logged. */
export async function ownDeadlines(
  houses: Iterable<string>,
  { referrals, log }: { readonly referrals: Pick<ReferralStore, "policy">; readonly log: Log },
): Promise<DeadlinesOf> {
  const own = new Map<string, OwnDeadlines>();
  await Promise.all(
    [...new Set(houses)].map(async (facilityId) => {
      try {
        const { deadlines } = await referrals.policy(facilityId);
        if (deadlines !== undefined) own.set(facilityId, deadlines);
      } catch (error) {
        log.error("the policy of a house on referrals cannot be read", { facilityId, error });
      }
    }),
  );
  return (facilityId) => own.get(facilityId);
}
