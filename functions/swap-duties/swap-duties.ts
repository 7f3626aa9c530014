import { namesOf, swapView } from "../../contracts/duty-views.ts";
import type { DutySwapView, SwapRequest } from "../../contracts/http/duties.ts";
import type { dutyRoutes } from "../../contracts/http/duty-routes.ts";
import { nameOf } from "../../domain/access/caller.ts";
import { answeredSwap, type DutySwap, proposedSwap, swappedDuties } from "../../domain/duty/swap.ts";
import type { Told } from "../../domain/notify/notice.ts";
import { noticesFor, sendNotices } from "../notifying/tell-people.ts";
import { checkFree, checkPerson } from "../rosters/duty-checks.ts";
import { refusedDuties, rosterChangedByOthers, unknownDuty } from "../rosters/duty-refusals.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { readableOf } from "../shell/read-each.ts";

type SwappingDeps = Deps<"swap-duties">;

/**
 * Proposes that two persons take each other's duty, or answers that. With the agreement both duties change at once, if
 * both may have them by then. The other one is told, in the same write.
 */
export async function swapDuties(
  { path, body, caller }: HttpInput<(typeof dutyRoutes)["swap-duties"]>,
  deps: SwappingDeps,
): Promise<DutySwapView> {
  const { id: personId } = nameOf(caller);
  const swap =
    body.do === "propose" ? await propose(path.id, personId, body, deps) : await answer(path.id, personId, body, deps);
  const both = await deps.people.findMany([swap.own.personId, swap.other.personId]);
  return swapView(swap, namesOf(readableOf(both, deps.log)));
}

async function propose(
  facilityId: string,
  personId: string,
  { dutyId, withDutyId }: Extract<SwapRequest, { do: "propose" }>,
  deps: SwappingDeps,
): Promise<DutySwap> {
  const own = await deps.duties.find(facilityId, dutyId);
  const other = await deps.duties.find(facilityId, withDutyId);
  if (own === undefined) throw unknownDuty(dutyId);
  if (other === undefined) throw unknownDuty(withDutyId);
  if (own.personId !== personId) throw refusedDuties.notYours();
  const swap = proposedSwap(deps.newId(), own, other, deps.now());
  if (swap === "same-person") throw refusedDuties.samePerson();
  if (swap === "other-role") throw refusedDuties.otherRole();
  if (swap === "begun") throw refusedDuties.begun();
  const notices = await noticesFor([toldOf(swap)], facilityId, deps);
  await deps.duties.saveSwap(swap, notices);
  await sendNotices(notices, deps);
  return swap;
}

/** The other one: of a proposal and its withdrawal who was asked, of an answer who proposed. */
function toldOf({ id, version, state, own, other }: DutySwap): Told {
  const isFromProposer = state === "proposed" || state === "withdrawn";
  const { personId } = isFromProposer ? other : own;
  return { personId, kind: `swap-${state}`, about: `${id}-v${version}` };
}

const answers = { accept: "accepted", decline: "declined", withdraw: "withdrawn" } as const;

async function answer(
  facilityId: string,
  personId: string,
  request: Exclude<SwapRequest, { do: "propose" }>,
  deps: SwappingDeps,
): Promise<DutySwap> {
  const stored = await deps.duties.findSwap(facilityId, request.swapId);
  if (stored === undefined) throw unknownDuty(request.swapId);
  const now = deps.now();
  const swap = answeredSwap(stored, answers[request.do], personId, now);
  if (swap === "not-yours") throw refusedDuties.notYours();
  if (swap === "answered-before") throw refusedDuties.answered();
  const notices = await noticesFor([toldOf(swap)], facilityId, deps);
  if (swap.state !== "accepted") {
    if ((await deps.duties.saveSwap(swap, notices)) === "conflict") throw rosterChangedByOthers();
    await sendNotices(notices, deps);
    return swap;
  }
  const roster = { facilityId, version: await deps.duties.versionOf(facilityId), now };
  const own = await deps.duties.find(facilityId, swap.own.dutyId);
  const other = await deps.duties.find(facilityId, swap.other.dutyId);
  const put = swappedDuties(swap, own, other, now);
  if (put === undefined) throw rosterChangedByOthers();
  for (const shift of put) {
    await checkPerson(shift.personId, shift.role, facilityId, deps);
    await checkFree(shift, deps, put);
  }
  if ((await deps.duties.commit({ put, swap, roster, notices })) === "conflict") throw rosterChangedByOthers();
  await sendNotices(notices, deps);
  return swap;
}
