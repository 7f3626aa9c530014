import { endedOrders, type OrderFault, orderedHome } from "../beds/family-order.ts";
import { withClosure } from "../consortium/closing.ts";
import { withMove } from "../consortium/membership.ts";
import {
  type Bed,
  type BedUse,
  bedUseOf,
  type CountsByUse,
  type Department,
  type Facility,
  type FacilityClosure,
  type FacilityMove,
  type FamilyBed,
  type FamilyBedOrder,
  openBeds,
} from "../model/facility.ts";

/** What changes of a facility; what is absent stays as it is. */
export interface FacilityChange {
  readonly name?: string | undefined;
  readonly addBeds: readonly Bed[];
  readonly renameBeds: readonly Pick<Bed, "id" | "label">[];
  readonly removeBeds: readonly string[];
  readonly useBeds?: readonly { readonly id: string; readonly use: BedUse }[];
  /** Family beds that are closed 撤床, with the day and why; or opened again. */
  readonly closeFamilyBeds?: readonly { readonly id: string; readonly on: string; readonly reason: string }[];
  readonly reopenFamilyBeds?: readonly string[];
  /** Family beds that were assessed: set up for a period, or for another one. */
  readonly orderFamilyBeds?: readonly { readonly id: string; readonly order: FamilyBedOrder }[];
  /** `YYYY-MM-DD`, with orders of family beds. */
  readonly today?: string;
  /** Where it belongs from a day on. Whether it can belong there is for domain/consortium/tree.ts to say. */
  readonly move?: FacilityMove | undefined;
  /** That it takes nobody any more, or somebody again. */
  readonly closure?: FacilityClosure | undefined;
  /** The whole list. */
  readonly departments?: readonly Department[] | undefined;
  /** Of the list of departments that was seen; absent: whatever stands there is replaced. */
  readonly departmentsVersion?: number | undefined;
  /** All counts. */
  readonly licensed?: CountsByUse | undefined;
  readonly convertible?: CountsByUse | undefined;
}

export type FacilityStep =
  | { readonly kind: "changed"; readonly facility: Facility }
  /** Nothing is different, as when a request is sent twice. */
  | { readonly kind: "unchanged" }
  | { readonly kind: "unknown-bed"; readonly bedId: string }
  /** Somebody else changed the departments since they were seen. */
  | { readonly kind: "other-departments" }
  /** Two beds would have this id or label, or two departments this id. */
  | { readonly kind: "twice"; readonly what: string }
  /** To a medical use and from it leads a conversion, which a doctor orders. */
  | { readonly kind: "needs-conversion"; readonly bedId: string }
  /** A bed that is no family bed is not closed but given up. */
  | { readonly kind: "no-family-bed"; readonly bedId: string }
  | { readonly kind: "order-impossible"; readonly bedId: string; readonly why: OrderFault };

/** Applies a change: given up first, then renamed, then added, so that a label can pass from one bed to another. */
export function changeFacility(facility: Facility, change: FacilityChange): FacilityStep {
  const removed = new Set(change.removeBeds);
  const kept = facility.beds.filter(({ id }) => !removed.has(id));
  const there = new Map(kept.map((bed) => [bed.id, bed]));
  const { renameBeds, useBeds = [], closeFamilyBeds = [], reopenFamilyBeds = [], orderFamilyBeds = [] } = change;
  const ofHomes = [...closeFamilyBeds, ...reopenFamilyBeds.map((id) => ({ id })), ...orderFamilyBeds];
  const named = [...renameBeds, ...useBeds, ...ofHomes];
  const missing = named.find(({ id }) => !there.has(id));
  if (missing !== undefined) return { kind: "unknown-bed", bedId: missing.id };
  const medical = useBeds.find(({ id, use }) => isMedicalChange(facility, there.get(id) as Bed, use));
  if (medical !== undefined) return { kind: "needs-conversion", bedId: medical.id };
  const notAtHome = ofHomes.find(({ id }) => there.get(id)?.home === undefined);
  if (notAtHome !== undefined) return { kind: "no-family-bed", bedId: notAtHome.id };
  const ordered = new Map<string, FamilyBed>();
  for (const { id, order } of orderFamilyBeds) {
    const home = orderedHome(there.get(id)?.home as FamilyBed, order, change.today ?? "");
    if (typeof home === "string") return { kind: "order-impossible", bedId: id, why: home };
    if (home !== undefined) ordered.set(id, home);
  }
  // Added before, just so: the same request again.
  const added = change.addBeds.filter(({ id, label }) => there.get(id)?.label !== label);
  const after = withFields(
    { ...facility, beds: [...kept.map((bed) => changedBed(bed, ordered, change)), ...added] },
    change,
  );
  const twice = repeatedIn(after.beds) ?? repeatedId(after.departments ?? []);
  if (twice !== undefined) return { kind: "twice", what: twice };
  if (JSON.stringify(after) === JSON.stringify(facility)) return { kind: "unchanged" };
  const { departmentsVersion: now = 0 } = facility;
  const isOther = change.departmentsVersion !== undefined && change.departmentsVersion !== now;
  if (isOther && after.departmentsVersion !== facility.departmentsVersion) return { kind: "other-departments" };
  return { kind: "changed", facility: after };
}

function changedBed(
  bed: Bed,
  ordered: ReadonlyMap<string, FamilyBed>,
  { renameBeds, useBeds, closeFamilyBeds, reopenFamilyBeds }: FacilityChange,
): Bed {
  const label = renameBeds.find(({ id }) => id === bed.id)?.label ?? bed.label;
  const use = useBeds?.find(({ id }) => id === bed.id)?.use ?? bed.use;
  const closing = closeFamilyBeds?.find(({ id }) => id === bed.id);
  const named: Bed = { ...bed, label, ...(use !== undefined && { use }) };
  if (named.home === undefined) return named;
  const { closed, ...home } = ordered.get(bed.id) ?? named.home;
  if (reopenFamilyBeds?.includes(bed.id) === true) return { ...named, home };
  if (closed !== undefined) return named;
  if (closing === undefined) return { ...named, home };
  return {
    ...named,
    home: { ...home, ...endedOrders(home, closing.on), closed: { on: closing.on, reason: closing.reason } },
  };
}

function isMedicalChange(facility: Facility, bed: Bed, use: BedUse): boolean {
  const before = bedUseOf(facility, bed);
  if (before === use) return false;
  return before === "medical" || use === "medical" || bed.convertedFrom !== undefined;
}

function withFields(facility: Facility, change: FacilityChange): Facility {
  const { name = facility.name, move, closure } = change;
  const { departments = facility.departments, licensed = facility.licensed } = change;
  const { convertible = facility.convertible } = change;
  const moved = move === undefined ? facility : withMove(facility, move);
  return {
    ...(closure === undefined ? moved : withClosure(moved, closure)),
    name,
    ...(departments !== undefined && { departments }),
    ...(isOtherList(departments, facility.departments) && {
      departmentsVersion: (facility.departmentsVersion ?? 0) + 1,
    }),
    ...(licensed !== undefined && { licensed }),
    ...(convertible !== undefined && { convertible }),
  };
}

function isOtherList(one: readonly Department[] = [], other: readonly Department[] = []): boolean {
  return JSON.stringify(one) !== JSON.stringify(other);
}

/** The beds in which nobody can lie any more after a change: given up, or closed at home. */
export function bedsGivenUp(before: Facility, after: Facility): readonly string[] {
  const there = new Set(openBeds(after).map(({ id }) => id));
  return openBeds(before)
    .filter(({ id }) => !there.has(id))
    .map(({ id }) => id);
}

/** An id or label that two beds have; `undefined` when each has its own. */
export function repeatedIn(beds: readonly Bed[]): string | undefined {
  const labels = new Set<string>();
  for (const { label } of beds) {
    if (labels.has(label)) return repeatedId(beds) ?? label;
    labels.add(label);
  }
  return repeatedId(beds);
}

function repeatedId(things: readonly { readonly id: string }[]): string | undefined {
  const ids = new Set<string>();
  return things.find(({ id }) => ids.size === ids.add(id).size)?.id;
}
