import type { Facility, FacilityKind } from "../model/facility.ts";

/** Where each kind of facility may belong: downwards from the county hospital, so that no ring can be made. */
export const parentKinds: Readonly<Record<FacilityKind, readonly FacilityKind[]>> = {
  "county-hospital": [],
  "township-health-centre": ["county-hospital"],
  "care-home": ["county-hospital", "township-health-centre"],
  "day-care-centre": ["county-hospital", "township-health-centre", "care-home"],
  "mutual-aid-home": ["township-health-centre", "care-home"],
  community: ["township-health-centre", "care-home"],
  "external-hospital": [],
};

/** A facility as it stands on the day in question (`standingOn`). */
type Node = Pick<Facility, "id" | "kind" | "parentId">;

/** Why a facility cannot belong to another. */
export type ParentFault = "unknown-parent" | "ring" | "wrong-kind";

export function parentFault(facility: Node, parentId: string, all: readonly Node[]): ParentFault | undefined {
  const parent = all.find(({ id }) => id === parentId);
  if (parent === undefined) return "unknown-parent";
  const isRing = parentId === facility.id || ancestorsOf(parentId, all).includes(facility.id);
  if (isRing) return "ring";
  return parentKinds[facility.kind].includes(parent.kind) ? undefined : "wrong-kind";
}

/** Who it belongs to, from the next above to the top. A ring, or a parent that is not there, ends it. */
export function ancestorsOf(id: string, all: readonly Node[]): readonly string[] {
  const parents = new Map(all.map((node) => [node.id, node.parentId]));
  const found: string[] = [];
  for (let above = parents.get(id); above !== undefined; above = parents.get(above)) {
    if (above === id || found.includes(above) || !parents.has(above)) break;
    found.push(above);
  }
  return found;
}

/** All that belong to it, directly or by others, in the order of the list. */
export function descendantsOf(id: string, all: readonly Node[]): readonly string[] {
  return all.filter((node) => node.id !== id && ancestorsOf(node.id, all).includes(id)).map((node) => node.id);
}
