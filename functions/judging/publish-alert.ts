import type { Alert } from "../../domain/alerts/alert.ts";
import { planFor } from "../../domain/watch/default-plan.ts";
import type { Deps } from "../shell/deps.ts";
import { liveChangeOf, publishLive } from "./live-change.ts";

/** Shows the browsers what a person just did with an alert; at most once, like every live update. */
export async function publishAlert(
  alert: Alert,
  deps: Pick<Deps<"acknowledge-alert">, "residents" | "watches" | "leases" | "live" | "log" | "now">,
): Promise<void> {
  const [resident, stored] = await Promise.all([
    deps.residents.find(alert.residentId),
    deps.watches.find(alert.residentId),
  ]);
  if (resident === undefined || stored === undefined) return;
  const now = deps.now();
  const change = liveChangeOf(stored.watch, planFor(resident, now), { codes: [], alerts: [alert] }, now);
  await publishLive(alert.facilityId, [change], deps);
}
