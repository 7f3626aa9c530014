import type { Bed, Facility } from "../model/facility.ts";

/** What changes of a facility. */
export interface FacilityChange {
  readonly name?: string | undefined;
  readonly addBeds: readonly Bed[];
  readonly renameBeds: readonly Bed[];
  readonly removeBeds: readonly string[];
}

export type FacilityStep =
  | { readonly kind: "changed"; readonly facility: Facility }
  /** Nothing is different, as when a request is sent twice. */
  | { readonly kind: "unchanged" }
  | { readonly kind: "unknown-bed"; readonly bedId: string }
  /** Two beds would have this id or label. */
  | { readonly kind: "twice"; readonly what: string };

/** Applies a change: given up first, then renamed, then added, so that a label can pass from one bed to another. */
export function changeFacility(facility: Facility, change: FacilityChange): FacilityStep {
  const { name = facility.name, addBeds, renameBeds, removeBeds } = change;
  const removed = new Set(removeBeds);
  const labels = new Map(renameBeds.map(({ id, label }) => [id, label]));
  const kept = facility.beds
    .filter(({ id }) => !removed.has(id))
    .map((bed) => ({ id: bed.id, label: labels.get(bed.id) ?? bed.label }));
  const there = new Map(kept.map((bed) => [bed.id, bed]));
  const missing = renameBeds.find(({ id }) => !there.has(id));
  if (missing !== undefined) return { kind: "unknown-bed", bedId: missing.id };
  // Added before, just so: the same request again.
  const added = addBeds.filter(({ id, label }) => there.get(id)?.label !== label);
  const after: Facility = { ...facility, name, beds: [...kept, ...added] };
  const twice = repeatedIn(after.beds);
  if (twice !== undefined) return { kind: "twice", what: twice };
  if (JSON.stringify(after) === JSON.stringify(facility)) return { kind: "unchanged" };
  return { kind: "changed", facility: after };
}

/** An id or label that two beds have; `undefined` when each has its own. */
export function repeatedIn(beds: readonly Bed[]): string | undefined {
  const ids = new Set<string>();
  const labels = new Set<string>();
  for (const { id, label } of beds) {
    if (ids.has(id)) return id;
    if (labels.has(label)) return label;
    ids.add(id);
    labels.add(label);
  }
  return undefined;
}
