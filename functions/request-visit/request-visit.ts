import type { visitRoutes } from "../../contracts/http/visit-routes.ts";
import type { VisitView } from "../../contracts/http/visits.ts";
import { epochOf, isoTimeOf } from "../../contracts/iso-time.ts";
import { type Caller, nameOf } from "../../domain/access/caller.ts";
import { mayDo } from "../../domain/access/decide.ts";
import { destinationsOf, routesFrom } from "../../domain/consortium/routes.ts";
import { openVisitStates } from "../../domain/visits/transitions.ts";
import { facilitiesOf, type Visit } from "../../domain/visits/visit.ts";
import { principalOf } from "../people/principal.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { readableOf } from "../shell/read-each.ts";
import { alreadyExists, noLongerInCare, unknown } from "../shell/refusals.ts";
import { armVisit } from "../visits/arm-visit.ts";
import { checkInvited } from "../visits/check-invited.ts";
import { shownVisit } from "../visits/shown-visit.ts";
import { noVisitRoute, visitNotYours } from "../visits/visit-refusals.ts";
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
  await checkRoutes(visit, deps);
  await armVisit(visit, undefined, deps);
  if ((await deps.visits.add(visit)) === "added") return shownVisit(visit, caller, deps);
  const there = await deps.visits.find(visit.id);
  if (there?.requestedBy.id === by.id && there.residentId === visit.residentId) return shownVisit(there, caller, deps);
  if (there !== undefined && maySee(caller, there)) throw alreadyExists("visit", visit.id);
  // Of a visit that is none of theirs nobody learns that it is there: theirs has another id.
  return requestVisit({ ...input, body: { ...body, id: deps.newId() } }, deps);
}

function maySee(caller: Caller, visit: Visit): boolean {
  const { residentId } = visit;
  return mayDo(caller, "visit.read", { kind: "visit", facilityIds: facilitiesOf(visit), residentId });
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

/** From the resident's facility to the one that leads, and from there to the one that is asked. */
async function checkRoutes(visit: Visit, deps: Deps<"request-visit">): Promise<void> {
  const { facilityId, leadFacilityId, consultedFacilityId, scheduledAt, requestedAt } = visit;
  const ways: readonly (readonly [string, string])[] = [
    ...(leadFacilityId === facilityId ? [] : [[facilityId, leadFacilityId] as const]),
    ...(consultedFacilityId === undefined || consultedFacilityId === leadFacilityId
      ? []
      : [[leadFacilityId, consultedFacilityId] as const]),
  ];
  if (ways.length === 0) return;
  const [facilities, agreements] = await Promise.all([deps.facilities.list(), deps.agreements.list()]);
  const day = isoTimeOf(scheduledAt ?? requestedAt).slice(0, 10);
  const routes = routesFrom(readableOf(facilities, deps.log), readableOf(agreements, deps.log), day);
  for (const [from, to] of ways) {
    const isOpen = (["tele-consultation", "guidance"] as const).some((kind) =>
      destinationsOf(routes, from, kind).includes(to),
    );
    if (!isOpen) throw noVisitRoute(from, to);
  }
}
