import type { ReferralDetailView } from "../../contracts/http/referrals.ts";
import type { routes } from "../../contracts/http/routes.ts";
import type { Caller } from "../../domain/access/caller.ts";
import { mayDo } from "../../domain/access/decide.ts";
import { facilitiesOf } from "../../domain/visits/visit.ts";
import { actorOf } from "../judging/act-on-alert.ts";
import { expectedTime } from "../referring/expected-time.ts";
import { greenDestinationOf } from "../referring/green-destination.ts";
import { possibleConsent } from "../referring/possible-consent.ts";
import { noRoute, onlyUp } from "../referring/referral-refusals.ts";
import { requested } from "../referring/request.ts";
import { isOpen, routesToday } from "../referring/routes-today.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { unknown } from "../shell/refusals.ts";
import { noLongerInCare } from "../shell/register-refusals.ts";

type Input = HttpInput<(typeof routes)["request-referral"]>;

/** Begins a referral, up or down, where an agreement opens the way. */
export async function requestReferral(
  { body, caller }: Input,
  deps: Deps<"request-referral">,
): Promise<ReferralDetailView> {
  const resident = await deps.residents.find(body.residentId);
  if (resident === undefined) throw unknown("resident", body.residentId);
  if (resident.discharge !== undefined) throw noLongerInCare(resident.id);
  if (body.direction === "down" && body.mode !== "routine") throw onlyUp();
  const { originId, destinationId } = await housesOf(body, resident.facilityId, deps);
  await checkVisit(body, caller, deps);
  const { direction, mode, departmentId, centre, urgency, reason, visitId, consent, clientAt, anew } = body;
  const expectedAt = expectedTime(body.expectedAt, deps.now());
  const beginning = {
    resident,
    originId,
    destinationId,
    direction,
    mode,
    by: actorOf(caller, body.by),
    ...(departmentId !== undefined && { departmentId }),
    ...(centre !== undefined && { centre }),
    ...(urgency !== undefined && mode === "routine" && direction === "up" && { urgency }),
    ...(reason !== undefined && { reason }),
    ...(visitId !== undefined && { visitId }),
    ...(consent !== undefined && { consent: possibleConsent(consent, deps.now(), "/consent") }),
    ...(clientAt !== undefined && { clientAt: Date.parse(clientAt) }),
    ...(expectedAt !== undefined && { expectedAt }),
    ...(anew !== undefined && { anew }),
  };
  return requested(beginning, caller, deps);
}

/** Throws where the visit out of which it is asked is none of this resident, or none that the caller may see. */
async function checkVisit(
  { visitId, residentId }: Input["body"],
  caller: Caller,
  deps: Deps<"request-referral">,
): Promise<void> {
  if (visitId === undefined) return;
  const visit = await deps.visits.find(visitId);
  const isTheirs =
    visit?.residentId === residentId &&
    mayDo(caller, "visit.read", { kind: "visit", facilityIds: facilitiesOf(visit), residentId });
  if (!isTheirs) throw unknown("visit", visitId);
}

async function housesOf(
  { direction, mode, toFacilityId }: Input["body"],
  facilityId: string,
  deps: Deps<"request-referral">,
): Promise<{ readonly originId: string; readonly destinationId: string }> {
  if (mode === "green-channel") {
    const destinationId = await greenDestinationOf(facilityId, toFacilityId, deps);
    if (destinationId === undefined) throw noRoute(facilityId, toFacilityId);
    return { originId: facilityId, destinationId };
  }
  const kind = direction === "up" ? "up-referral" : "down-referral";
  const open = await routesToday(deps.now(), deps);
  if (toFacilityId === undefined || !isOpen(open, kind, facilityId, toFacilityId))
    throw noRoute(facilityId, toFacilityId);
  return direction === "up"
    ? { originId: facilityId, destinationId: toFacilityId }
    : { originId: toFacilityId, destinationId: facilityId };
}
