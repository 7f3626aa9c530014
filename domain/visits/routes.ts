import type { Caller } from "../access/caller.ts";
import { reachOf } from "../access/decide.ts";
import type { AgreementCover } from "../consortium/agreement.ts";
import type { ConsortiumRoute } from "../consortium/routes.ts";
import type { Visit, VisitKind } from "./visit.ts";

/**
 * What an agreement has to cover for a visit of this kind between two facilities: whoever examines, treats or advises on a
 * treatment needs 远程会诊, and whoever answers what they are asked needs 指导: neither opens the other.
 */
export function coverOf(kind: VisitKind): AgreementCover {
  return kind === "guidance" ? "guidance" : "tele-consultation";
}

/** Whether its sides are those of its kind: guidance is asked by the resident's own house of another one. */
export function hasItsSides({
  kind,
  facilityId,
  leadFacilityId,
  consultedFacilityId,
}: Pick<Visit, "kind" | "facilityId" | "leadFacilityId" | "consultedFacilityId">): boolean {
  if (kind !== "guidance") return true;
  return leadFacilityId === facilityId && consultedFacilityId !== undefined && consultedFacilityId !== facilityId;
}

/** The ways that a visit takes between facilities: from the resident's to the one that leads, and from there to the one asked. */
export function waysOf({
  facilityId,
  leadFacilityId,
  consultedFacilityId,
}: Pick<Visit, "facilityId" | "leadFacilityId" | "consultedFacilityId">): readonly (readonly [string, string])[] {
  return [
    ...(leadFacilityId === facilityId ? [] : [[facilityId, leadFacilityId] as const]),
    ...(consultedFacilityId === undefined || consultedFacilityId === leadFacilityId
      ? []
      : [[leadFacilityId, consultedFacilityId] as const]),
  ];
}

/**
 * The facilities on whose behalf the caller may offer visits to the residents of a facility: those to which it turned for
 * tele-consultation by one of the routes.
 */
export function leadsFor(caller: Caller, facilityId: string, routes: readonly ConsortiumRoute[]): readonly string[] {
  const reach = reachOf(caller, "visit.offer");
  return routes
    .filter(({ kind, fromFacilityId }) => kind === "tele-consultation" && fromFacilityId === facilityId)
    .map(({ toFacilityId }) => toFacilityId)
    .filter((id) => reach.kind === "everywhere" || reach.facilityIds.has(id));
}
