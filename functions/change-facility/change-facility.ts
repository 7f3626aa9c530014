import { facilityView } from "../../contracts/facility-view.ts";
import type { FacilityView } from "../../contracts/http/facilities.ts";
import type { routes } from "../../contracts/http/routes.ts";
import { dateOf } from "../../contracts/iso-time.ts";
import { type Caller, nameOf } from "../../domain/access/caller.ts";
import { mayDo } from "../../domain/access/decide.ts";
import { isClosedOn } from "../../domain/consortium/closing.ts";
import { standingOn } from "../../domain/consortium/membership.ts";
import { parentFault } from "../../domain/consortium/tree.ts";
import type { Facility, FacilityMove } from "../../domain/model/facility.ts";
import { day, type EpochMs } from "../../domain/model/time.ts";
import {
  bedsGivenUp,
  changeFacility as change,
  type FacilityChange,
  type FacilityStep,
} from "../../domain/register/change-beds.ts";
import { bedRefused } from "../beds/bed-refusals.ts";
import { tellBeds } from "../beds/tell-beds.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { readableOf } from "../shell/read-each.ts";
import { notAllowed, type RequestRefusedError, unknown } from "../shell/refusals.ts";
import { bedsOccupied, bedTwice, facilityChangedByOthers, unknownBed } from "../shell/register-refusals.ts";
import {
  cannotBelong,
  inThePast,
  needsConversion,
  noFamilyBed,
  orderImpossible,
  otherDepartments,
} from "./facility-refusals.ts";

const maxTries = 20;
type Input = HttpInput<(typeof routes)["change-facility"]>;

/**
 * Changes a facility, its beds and its departments. A bed in which somebody lies, or into which somebody just moves, stays,
 * and so does one that is held or being converted. Where the facility belongs and from when on, whether it takes anybody, and
 * how many beds are licensed is for those who manage the consortium to say. What was so on days gone by is never changed.
 */
export async function changeFacility(
  { path, body, caller }: Input,
  deps: Deps<"change-facility">,
): Promise<FacilityView> {
  const { parentId, close, reopen, licensed, convertible } = body;
  const isForConsortium = [parentId, close, reopen, licensed, convertible].some((field) => field !== undefined);
  if (isForConsortium && !mayDo(caller, "consortium.manage", { kind: "service" })) throw notAllowed();
  const asked = changeOf(body, caller, deps.now());
  for (let attempt = 1; attempt <= maxTries; attempt += 1) {
    const before = await deps.facilities.find(path.id);
    if (before === undefined) throw unknown("facility", path.id);
    const step = change(before, asked);
    if (step.kind === "unchanged") return facilityView(before, dateOf(deps.now()));
    if (step.kind !== "changed") throw refusalOf(step, before);
    await checkMove(before, asked.move, deps);
    await checkBeds(bedsGivenUp(before, step.facility), before, deps);
    const outcome = await deps.facilities.replace(before, step.facility, deps.now());
    if (outcome === "replaced") {
      await tellBeds([path.id], deps);
      return facilityView(step.facility, dateOf(deps.now()));
    }
    await deps.backOff(attempt);
  }
  throw facilityChangedByOthers(path.id);
}

function changeOf(
  { orderFamilyBeds, parentId, parentFrom, parentReason, close, reopen, ...body }: Input["body"],
  caller: Caller,
  now: EpochMs,
): FacilityChange {
  const { name: by, id: byId } = nameOf(caller);
  const today = dateOf(now);
  const orders = orderFamilyBeds.map(({ id, ...order }) => ({
    id,
    order: { ...order, recordedAt: now, recordedBy: by },
  }));
  const from = parentFrom ?? today;
  if (from < today) throw inThePast("parentFrom");
  if (close?.lastDay !== undefined && close.lastDay < today) throw inThePast("close/lastDay");
  const closedFrom = close?.lastDay === undefined ? today : dateOf(Date.parse(close.lastDay) + day);
  const said = { at: now, by, byId };
  return {
    ...body,
    orderFamilyBeds: orders,
    today,
    ...(parentId !== undefined && {
      move: {
        from,
        ...(parentId !== null && { parentId }),
        ...said,
        ...(parentReason !== undefined && { reason: parentReason }),
      },
    }),
    ...(close !== undefined && { closure: { what: "closed", from: closedFrom, ...said, reason: close.reason } }),
    ...(reopen !== undefined && { closure: { what: "opened", from: today, ...said, reason: reopen.reason } }),
  };
}

/** Whether it can belong there on the day from which it is to. */
async function checkMove(
  facility: Facility,
  move: FacilityMove | undefined,
  deps: Deps<"change-facility">,
): Promise<void> {
  if (move?.parentId === undefined) return;
  const all = readableOf(await deps.facilities.list(), deps.log);
  const parent = all.find(({ id }) => id === move.parentId);
  const standing = all.map((each) => standingOn(each, move.from));
  const fault = parentFault(standingOn(facility, move.from), move.parentId, standing);
  if (fault !== undefined) throw cannotBelong(facility.id, move.parentId, fault);
  if (parent !== undefined && isClosedOn(parent, move.from)) throw cannotBelong(facility.id, move.parentId, "closed");
}

async function checkBeds(leaving: readonly string[], { id }: Facility, deps: Deps<"change-facility">): Promise<void> {
  await deps.residents.guardBeds(id);
  const beds = await deps.residents.bedStates(id, leaving);
  const occupied = beds.filter(({ guard }) => guard.kind === "occupied").map(({ place }) => place.bedId);
  if (occupied.length > 0) throw bedsOccupied(occupied);
  const now = deps.now();
  const held = beds.find(({ guard }) => guard.kind === "held" && guard.hold.until > now);
  if (held !== undefined) throw bedRefused(held.place.bedId, "bed-held");
  const converted = beds.find(({ converting }) => converting !== undefined);
  if (converted !== undefined) throw bedRefused(converted.place.bedId, "under-conversion");
}

function refusalOf(
  step: Exclude<FacilityStep, { kind: "changed" } | { kind: "unchanged" }>,
  { id: facilityId, departments = [] }: Facility,
): RequestRefusedError {
  switch (step.kind) {
    case "unknown-bed":
      return unknownBed(facilityId, step.bedId);
    case "other-departments":
      return otherDepartments(departments.map(({ name }) => name));
    case "twice":
      return bedTwice(step.what);
    case "needs-conversion":
      return needsConversion(step.bedId);
    case "no-family-bed":
      return noFamilyBed(step.bedId);
    case "order-impossible":
      return orderImpossible(step.bedId, step.why);
  }
}
