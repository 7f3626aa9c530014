import { type Alert, isOutsideWatch } from "../../domain/alerts/alert.ts";
import { planFor } from "../../domain/watch/default-plan.ts";
import type { Deps } from "../shell/deps.ts";
import { liveChangeOf, publishLive, publishNews } from "./live-change.ts";

/**
 * Shows the browsers what a person just did with an alert; at most once, like every live update. The house of a referral
 * or a task sees the alert alone, and nothing of the resident's vital signs.
 */
export async function publishAlert(
  alert: Alert,
  deps: Pick<Deps<"acknowledge-alert">, "residents" | "watches" | "leases" | "live" | "log" | "now">,
): Promise<void> {
  if (isOutsideWatch(alert.kind)) return publishNews(alert.facilityId, { referrals: [], alerts: [alert] }, deps);
  const [resident, stored] = await Promise.all([
    deps.residents.find(alert.residentId),
    deps.watches.find(alert.residentId),
  ]);
  if (resident === undefined || stored === undefined) return;
  const now = deps.now();
  const change = liveChangeOf(stored.watch, planFor(resident, now), { codes: [], alerts: [alert] }, now);
  await publishLive(alert.facilityId, [{ ...change, isForFamily: true }], deps);
}
