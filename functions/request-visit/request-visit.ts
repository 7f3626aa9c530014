import type { visitRoutes } from "../../contracts/http/visit-routes.ts";
import type { VisitView } from "../../contracts/http/visits.ts";
import { epochOf } from "../../contracts/iso-time.ts";
import { nameOf } from "../../domain/access/caller.ts";
import { mayDo } from "../../domain/access/decide.ts";
import { openVisitStates } from "../../domain/visits/transitions.ts";
import type { Visit } from "../../domain/visits/visit.ts";
import { principalOf } from "../people/principal.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { readableOf } from "../shell/read-each.ts";
import { unknown } from "../shell/refusals.ts";
import { noLongerInCare } from "../shell/register-refusals.ts";
import { addVisit } from "../visits/add-visit.ts";
import { checkInvited } from "../visits/check-invited.ts";
import { checkVisitRoutes } from "../visits/check-visit-routes.ts";
import { shownVisit } from "../visits/shown-visit.ts";
import { visitNotYours } from "../visits/visit-refusals.ts";
import { checkOrigin } from "./check-origin.ts";

type Input = HttpInput<(typeof visitRoutes)["request-visit"]>;

const mostLookedAt = 100;

/**
 * Asks for a visit, or makes an appointment at once where a time is named. Another facility takes part only by an agreement
 * that holds on the day of the visit. Those who could take it are told at once, by the timer. The same id again by the same person is the same request; and a relative who asks
 * again before the last call took place asks for that one.
 */
export async function requestVisit(input: Input, deps: Deps<"request-visit">): Promise<VisitView> {
  const { body, caller } = input;
  const resident = await deps.residents.find(body.residentId);
  if (resident === undefined) throw unknown("resident", body.residentId);
  if (resident.discharge !== undefined) throw noLongerInCare(resident.id);
  const now = deps.now();
  const by = nameOf(caller);
  const isStaff = mayDo(caller, "visit.request", { kind: "facility", facilityId: resident.facilityId });
  let id = body.id ?? deps.newId();
  if (!isStaff) {
    checkRelativesWish(body);
    const asked = await openCallOf(by.id, resident.id, deps);
    if (asked.open !== undefined) return shownVisit(asked.open, caller, deps);
    // Of several requests at once all have the same id: one of them is written.
    id = principalOf(`${by.id} ${resident.id} ${asked.last ?? ""}`);
  }
  await checkInvited(body.invited ?? [], resident.id, caller, deps);
  await checkOrigin(body.origin, resident.id, caller, deps);
  const scheduledAt = body.scheduledAt === undefined ? undefined : epochOf(body.scheduledAt);
  const visit: Visit = {
    id,
    kind: body.kind,
    residentId: resident.id,
    facilityId: resident.facilityId,
    leadFacilityId: body.leadId ?? resident.facilityId,
    ...(body.consultedId !== undefined && { consultedFacilityId: body.consultedId }),
    ...(body.roundId !== undefined && { roundId: body.roundId }),
    state: scheduledAt === undefined ? "requested" : "scheduled",
    reason: body.reason,
    ...(body.origin !== undefined && { origin: body.origin }),
    requestedAt: now,
    requestedBy: by,
    ...(scheduledAt !== undefined && { scheduledAt }),
    invited: isStaff ? [...new Set(body.invited ?? [])] : [by.id],
    present: [],
    orders: [],
    steps: [{ at: now, what: "request", by, note: body.reason }],
    version: 1,
  };
  await checkVisitRoutes(visit, deps);
  return addVisit(visit, caller, deps);
}

/** What relatives do not arrange: anything medical, the time, other facilities, other people. */
function checkRelativesWish({ kind, scheduledAt, leadId, consultedId, roundId, origin }: Input["body"]): void {
  const others = [scheduledAt, leadId, consultedId, roundId, origin];
  if (kind !== "family-call" || others.some((other) => other !== undefined)) throw visitNotYours();
}

async function openCallOf(
  personId: string,
  residentId: string,
  deps: Deps<"request-visit">,
): Promise<{ readonly open?: Visit; readonly last?: string }> {
  const visits = readableOf(await deps.visits.listByResident(residentId, mostLookedAt), deps.log);
  const own = visits.filter(({ kind, requestedBy }) => kind === "family-call" && requestedBy.id === personId);
  const open = own.find(({ state }) => openVisitStates.includes(state));
  const last = own.toSorted((a, b) => b.requestedAt - a.requestedAt)[0]?.id;
  return { ...(open !== undefined && { open }), ...(last !== undefined && { last }) };
}
