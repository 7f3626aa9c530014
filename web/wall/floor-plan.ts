import type { FacilityView } from "../../contracts/http/facilities.ts";
import type { ResidentView } from "../../contracts/http/residents.ts";

/** A place on the wall: a bed with whoever lies in it, or somebody without a bed. */
export interface Place {
  readonly key: string;
  readonly bedLabel: string | undefined;
  readonly residentId: string | undefined;
}

/** Places that stand together, e.g. a floor; without a name where labels tell of no floors. */
export interface Section {
  readonly name: string;
  readonly places: readonly Place[];
}

/**
 * The floor that a bed's label names: `3号楼205-1床` is on `3号楼2层`, `B-1102-2` on `B11层`. Undefined when the label has
 * no room number of three or four digits.
 */
export function floorOf(label: string): string | undefined {
  const found = /^(.*?)(\d{1,2})\d{2}(?!\d)/.exec(label);
  if (found === null) return undefined;
  const building = (found[1] ?? "").replace(/[\s\-_/#]+$/, "");
  return `${building}${found[2]}层`;
}

/** The beds of these facilities in their own order, empty ones too, then whoever has none. */
export function sectionsOf(facilities: readonly FacilityView[], residents: readonly ResidentView[]): Section[] {
  const byBed = new Map(residents.map((resident) => [`${resident.facilityId} ${resident.bed?.id}`, resident]));
  const sections = facilities.flatMap((facility) => {
    const prefix = facilities.length > 1 ? facility.name : "";
    const beds = facility.beds.map((bed) => ({
      floor: floorOf(bed.label),
      place: {
        key: `${facility.id} ${bed.id}`,
        bedLabel: bed.label,
        residentId: byBed.get(`${facility.id} ${bed.id}`)?.id,
      },
    }));
    const homeless = residents
      .filter(({ facilityId, bed }) => facilityId === facility.id && bed === undefined)
      .map(({ id }) => ({ floor: undefined, place: { key: id, bedLabel: undefined, residentId: id } }));
    const tellsFloors = beds.length > 0 && beds.every(({ floor }) => floor !== undefined);
    const groups = Map.groupBy([...beds, ...homeless], ({ floor }) => (tellsFloors ? (floor ?? "") : ""));
    return [...groups].map(([floor, members]) => ({
      name: [prefix, floor].filter((part) => part !== "").join(" · "),
      places: members.map(({ place }) => place),
    }));
  });
  return sections.filter(({ places }) => places.length > 0);
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface FloorPlan {
  readonly cells: readonly { readonly place: Place; readonly box: Box }[];
  readonly headings: readonly { readonly name: string; readonly box: Box }[];
  /** The size of every cell. */
  readonly cell: { readonly width: number; readonly height: number };
}

/** Cells are about this much wider than high. */
const shape = 1.45;
const gap = 4;
const headingHeight = 22;

/**
 * Lays all places out so that none is hidden and cells are as large as the screen allows: in rows under the name of their
 * section.
 */
export function layOut(sections: readonly Section[], width: number, height: number): FloorPlan {
  const count = sections.reduce((sum, { places }) => sum + places.length, 0);
  const named = sections.filter(({ name }) => name !== "").length * headingHeight;
  const rowsWith = (columns: number) =>
    sections.reduce((sum, { places }) => sum + Math.ceil(places.length / columns), 0);
  let best = { columns: 1, width: 0, height: 0, worth: 0 };
  for (let columns = 1; columns <= Math.max(1, count); columns++) {
    const cellWidth = (width + gap) / columns - gap;
    const cellHeight = (height - named + gap) / Math.max(1, rowsWith(columns)) - gap;
    const worth = Math.min(cellWidth / shape, cellHeight);
    if (worth > best.worth) best = { columns, width: cellWidth, height: Math.min(cellHeight, cellWidth), worth };
  }
  const cells: { place: Place; box: Box }[] = [];
  const headings: { name: string; box: Box }[] = [];
  let top = 0;
  for (const { name, places } of sections) {
    if (name !== "") {
      headings.push({ name, box: { left: 0, top, width, height: headingHeight } });
      top += headingHeight;
    }
    for (const [index, place] of places.entries()) {
      const row = Math.floor(index / best.columns);
      const left = (index % best.columns) * (best.width + gap);
      cells.push({
        place,
        box: { left, top: top + row * (best.height + gap), width: best.width, height: best.height },
      });
    }
    top += Math.ceil(places.length / best.columns) * (best.height + gap);
  }
  return { cells, headings, cell: { width: best.width, height: best.height } };
}
