import type { ReferralDetailView } from "../../contracts/http/referrals.ts";
import type { routes } from "../../contracts/http/routes.ts";
import { mayCallGreenChannel } from "../../domain/referrals/green-channel.ts";
import { actorOf } from "../judging/act-on-alert.ts";
import { greenDestinationOf } from "../referring/green-destination.ts";
import { noRoute, notFromThisAlert } from "../referring/referral-refusals.ts";
import { requested } from "../referring/request.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { unknown } from "../shell/refusals.ts";
import { noLongerInCare } from "../shell/register-refusals.ts";

/**
 * From an alert to the hospital in one action: the agreement has accepted already, papers may be completed later. Called
 * again from the same alert it shows the case that there is; from another one the hospital is called anew.
 */
export async function callGreenChannel(
  { path, body, caller }: HttpInput<(typeof routes)["call-green-channel"]>,
  deps: Deps<"call-green-channel">,
): Promise<ReferralDetailView> {
  const alert = await deps.alerts.find(path.id);
  if (alert === undefined) throw unknown("alert", path.id);
  if (!mayCallGreenChannel(alert)) throw notFromThisAlert(alert.id);
  const resident = await deps.residents.find(alert.residentId);
  if (resident === undefined) throw unknown("resident", alert.residentId);
  if (resident.discharge !== undefined) throw noLongerInCare(resident.id);
  const destinationId = await greenDestinationOf(resident.facilityId, body.toFacilityId, deps);
  if (destinationId === undefined) throw noRoute(resident.facilityId, body.toFacilityId);
  const beginning = {
    resident,
    originId: resident.facilityId,
    destinationId,
    direction: "up",
    mode: "green-channel",
    alertId: alert.id,
    alertRaisedAt: alert.raisedAt,
    by: actorOf(caller, body.by),
    ...(body.centre !== undefined && { centre: body.centre }),
    ...(body.clientAt !== undefined && { clientAt: Date.parse(body.clientAt) }),
    ...(body.anew !== undefined && { anew: body.anew }),
  } as const;
  return requested(beginning, caller, deps);
}
