import { facilityView } from "../../contracts/facility-view.ts";
import type { FacilityView } from "../../contracts/http/facilities.ts";
import type { routes } from "../../contracts/http/routes.ts";
import { dateOf } from "../../contracts/iso-time.ts";
import { nameOf } from "../../domain/access/caller.ts";
import { mayDo } from "../../domain/access/decide.ts";
import { parentFault } from "../../domain/consortium/tree.ts";
import type { Facility } from "../../domain/model/facility.ts";
import type { EpochMs } from "../../domain/model/time.ts";
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
import { cannotBelong, needsConversion, noFamilyBed, orderImpossible, otherDepartments } from "./facility-refusals.ts";

const maxTries = 20;
type Input = HttpInput<(typeof routes)["change-facility"]>;

/**
 * Changes a facility, its beds and its departments. A bed in which somebody lies, or into which somebody just moves, stays,
 * and so does one that is held or being converted. Where the facility belongs and how many beds are licensed is for those
 * who manage the consortium to say.
 */
export async function changeFacility(
  { path, body, caller }: Input,
  deps: Deps<"change-facility">,
): Promise<FacilityView> {
  const isForConsortium = [body.parentId, body.licensed, body.convertible].some((field) => field !== undefined);
  if (isForConsortium && !mayDo(caller, "consortium.manage", { kind: "service" })) throw notAllowed();
  for (let attempt = 1; attempt <= maxTries; attempt += 1) {
    const before = await deps.facilities.find(path.id);
    if (before === undefined) throw unknown("facility", path.id);
    const step = change(before, changeOf(body, nameOf(caller).name, deps.now()));
    if (step.kind === "unchanged") return facilityView(before);
    if (step.kind !== "changed") throw refusalOf(step, before);
    await checkParent(before, body.parentId, deps);
    await checkBeds(bedsGivenUp(before, step.facility), before, deps);
    const outcome = await deps.facilities.replace(before, step.facility, deps.now());
    if (outcome === "replaced") {
      await tellBeds([path.id], deps);
      return facilityView(step.facility);
    }
    await deps.backOff(attempt);
  }
  throw facilityChangedByOthers(path.id);
}

function changeOf({ orderFamilyBeds, ...body }: Input["body"], recordedBy: string, now: EpochMs): FacilityChange {
  const orders = orderFamilyBeds.map(({ id, ...order }) => ({ id, order: { ...order, recordedAt: now, recordedBy } }));
  return { ...body, orderFamilyBeds: orders, today: dateOf(now) };
}

async function checkParent(
  facility: Facility,
  parentId: string | null | undefined,
  deps: Deps<"change-facility">,
): Promise<void> {
  if (parentId === undefined || parentId === null) return;
  const fault = parentFault(facility, parentId, readableOf(await deps.facilities.list(), deps.log));
  if (fault !== undefined) throw cannotBelong(facility.id, parentId, fault);
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
