import { judgeAdministration, type PlaceOf } from "../../domain/access/administration.ts";
import type { Caller } from "../../domain/access/caller.ts";
import { mayDo } from "../../domain/access/decide.ts";
import type { Person, RoleAt } from "../../domain/model/person.ts";
import type { FacilityStore } from "../../stores/facility-store.ts";
import { unknown } from "../shell/refusals.ts";
import { belongsToOthers, ownRights, roleNotTheirs } from "./refusals.ts";

/**
 * Throws the refusal of what the caller may not make of a person. A facility or a resident that is none is answered like
 * one where the caller has no say.
 */
export async function checkAdministration(
  caller: Caller,
  before: Person | undefined,
  after: Person,
  placeOf: PlaceOf,
  facilities: Pick<FacilityStore, "find">,
): Promise<void> {
  for (const facilityId of newFacilities(before?.roles ?? [], after.roles)) {
    const isTheirs = mayDo(caller, "person.manage", { kind: "facility", facilityId });
    if ((await facilities.find(facilityId)) === undefined || !isTheirs) throw unknown("facility", facilityId);
  }
  const known = new Set(before?.relations.map(({ residentId }) => residentId));
  for (const { residentId } of after.relations) {
    if (!known.has(residentId) && placeOf(residentId) === undefined) throw unknown("resident", residentId);
  }
  const refusal = judgeAdministration(caller, before, after, placeOf);
  switch (refusal?.kind) {
    case undefined:
      return;
    case "role":
      throw roleNotTheirs(refusal.roleAt);
    case "relation":
      throw unknown("resident", refusal.residentId);
    case "own-rights":
      throw ownRights();
    case "not-theirs":
      throw belongsToOthers();
  }
}

function newFacilities(before: readonly RoleAt[], after: readonly RoleAt[]): readonly string[] {
  const known = new Set(before.map(({ facilityId }) => facilityId));
  const named = after.flatMap(({ facilityId }) => (facilityId === undefined ? [] : [facilityId]));
  return [...new Set(named)].filter((id) => !known.has(id));
}
