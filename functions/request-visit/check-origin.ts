import type { Caller } from "../../domain/access/caller.ts";
import { mayDo } from "../../domain/access/decide.ts";
import { partiesOf } from "../../domain/referrals/referral.ts";
import type { VisitOrigin } from "../../domain/visits/visit.ts";
import type { Deps } from "../shell/deps.ts";
import { unknown } from "../shell/refusals.ts";

/** Throws where the alert or referral of which the visit comes is none of this resident, or none that the caller may see. */
export async function checkOrigin(
  origin: VisitOrigin | undefined,
  residentId: string,
  caller: Caller,
  deps: Deps<"request-visit">,
): Promise<void> {
  if (origin?.kind === "alert") {
    const alert = await deps.alerts.find(origin.alertId);
    const isTheirs = alert?.residentId === residentId && mayDo(caller, "alert.read", { ...alert, kind: "resident" });
    if (!isTheirs) throw unknown("alert", origin.alertId);
  }
  if (origin?.kind === "referral") {
    const referral = await deps.referrals.find(origin.referralId);
    const isTheirs =
      referral?.residentId === residentId &&
      mayDo(caller, "referral.read", { kind: "referral", facilityIds: partiesOf(referral) });
    if (!isTheirs) throw unknown("referral", origin.referralId);
  }
}
