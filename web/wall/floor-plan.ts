import type { FacilityView } from "../../contracts/http/facilities.ts";
import type { Stay } from "../data/county.ts";

/** A place on the wall: a bed with whoever lies in it, or somebody without a bed. */
export interface Place {
  readonly key: string;
  readonly bedLabel: string | undefined;
  /** What of the bed's label its floor does not say already. */
  readonly shortLabel: string | undefined;
  readonly residentId: string | undefined;
}

/** Places that stand together: a floor; without its name where labels tell of none. */
export interface Section {
  /** Empty where only one is shown. */
  readonly facility: string;
  readonly floor: string;
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

/** The label of a bed under the name of its floor: `3号楼205-1床` is `205-1` there. */
export function shortLabelOf(label: string): string {
  const rest = /\d{3,4}(?!\d).*$/.exec(label)?.[0] ?? label;
  return rest.replace(/床$/, "");
}

/** The beds of these facilities in their own order, empty ones too, then whoever has none. */
export function sectionsOf(facilities: readonly FacilityView[], stays: readonly Stay[]): Section[] {
  const byBed = new Map(stays.map((stay) => [`${stay.facilityId} ${stay.bed?.id}`, stay]));
  const sections = facilities.flatMap((facility) => {
    const floors = facility.beds.map(({ label }) => floorOf(label));
    const tellsFloors = floors.length > 0 && floors.every((floor) => floor !== undefined);
    const beds = facility.beds.map((bed, index) => ({
      floor: tellsFloors ? (floors[index] ?? "") : "",
      place: {
        key: `${facility.id} ${bed.id}`,
        bedLabel: bed.label,
        shortLabel: tellsFloors ? shortLabelOf(bed.label) : bed.label,
        residentId: byBed.get(`${facility.id} ${bed.id}`)?.id,
      },
    }));
    const homeless = stays
      .filter(({ facilityId, bed }) => facilityId === facility.id && bed === undefined)
      .map(({ id }) => ({
        floor: "",
        place: { key: id, bedLabel: undefined, shortLabel: undefined, residentId: id },
      }));
    const groups = Map.groupBy([...beds, ...homeless], ({ floor }) => floor);
    return [...groups].map(([floor, members]) => ({
      facility: facilities.length > 1 ? facility.name : "",
      floor,
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

interface Named {
  readonly name: string;
  readonly box: Box;
}

/**
 * `rooms`: each cell has room for what is measured. `tiles`: there are too many for that; a cell has room for who lies
 * there, and one tile before each floor names it.
 */
export interface FloorPlan {
  readonly kind: "rooms" | "tiles";
  /** How cells are drawn: rooms that were lowered too far are drawn as tiles. */
  readonly face: "rooms" | "tiles";
  /** So many cells stand beside one another. */
  readonly columns: number;
  readonly cells: readonly { readonly place: Place; readonly box: Box }[];
  /** Across the whole width. */
  readonly headings: readonly Named[];
  /** As large as a cell; among tiles only. */
  readonly floors: readonly Named[];
  /** The size of every cell. */
  readonly cell: { readonly width: number; readonly height: number };
}

/** Cells are about this much wider than high. */
const shape = 1.45;
const gap = 4;
const headingHeight = 22;
/** In less room what is measured could not be read by whoever passes. */
const smallestRoom = { width: 84, height: 76 };

/** Lays all places out so that none is hidden and cells are as large as the screen allows. */
export function layOut(sections: readonly Section[], width: number, height: number): FloorPlan {
  const rooms = arrange(roomsOf(sections), width, height);
  if (hasRoom(rooms.cell)) return { kind: "rooms", face: "rooms", ...rooms };
  return { kind: "tiles", face: "tiles", ...arrange(tilesOf(sections), width, height) };
}

/** The same plan in less height: every cell keeps its column and its row, so that nobody has to be looked for. */
export function lower(sections: readonly Section[], plan: FloorPlan, width: number, height: number): FloorPlan {
  const groups = plan.kind === "rooms" ? roomsOf(sections) : tilesOf(sections);
  const lowered = arrange(groups, width, height, plan.columns);
  return { kind: plan.kind, face: plan.kind === "rooms" && hasRoom(lowered.cell) ? "rooms" : "tiles", ...lowered };
}

function hasRoom(cell: FloorPlan["cell"]): boolean {
  return cell.width >= smallestRoom.width && cell.height >= smallestRoom.height;
}

function roomsOf(sections: readonly Section[]): readonly Group[] {
  return sections.map(({ facility, floor, places }) => ({
    heading: [facility, floor].filter((part) => part !== "").join(" · "),
    slots: places.map((place) => ({ kind: "place" as const, place })),
  }));
}

function tilesOf(sections: readonly Section[]): readonly Group[] {
  return [...Map.groupBy(sections, ({ facility }) => facility)].map(([heading, theirs]) => ({
    heading,
    slots: theirs.flatMap(({ floor, places }) => [
      ...(floor === "" ? [] : [{ kind: "floor" as const, name: floor }]),
      ...places.map((place) => ({ kind: "place" as const, place })),
    ]),
  }));
}

type Slot = { readonly kind: "place"; readonly place: Place } | { readonly kind: "floor"; readonly name: string };

interface Group {
  readonly heading: string;
  readonly slots: readonly Slot[];
}

/** Rows of equal slots, each group under its heading: so many columns, or as many as make the slots largest. */
function arrange(
  groups: readonly Group[],
  width: number,
  height: number,
  fixedColumns?: number,
): Omit<FloorPlan, "kind" | "face"> {
  const count = groups.reduce((sum, { slots }) => sum + slots.length, 0);
  const named = groups.filter(({ heading }) => heading !== "").length * headingHeight;
  const rowsWith = (columns: number) => groups.reduce((sum, { slots }) => sum + Math.ceil(slots.length / columns), 0);
  let best = { columns: 1, width: 0, height: 0, worth: 0 };
  const candidates =
    fixedColumns === undefined ? Array.from({ length: Math.max(1, count) }, (_, index) => index + 1) : [fixedColumns];
  for (const columns of candidates) {
    const cellWidth = (width + gap) / columns - gap;
    const cellHeight = (height - named + gap) / Math.max(1, rowsWith(columns)) - gap;
    const worth = Math.min(cellWidth / shape, cellHeight);
    if (worth > best.worth) best = { columns, width: cellWidth, height: Math.min(cellHeight, cellWidth), worth };
  }
  const cells: { place: Place; box: Box }[] = [];
  const headings: Named[] = [];
  const floors: Named[] = [];
  let top = 0;
  for (const { heading, slots } of groups) {
    if (heading !== "") {
      headings.push({ name: heading, box: { left: 0, top, width, height: headingHeight } });
      top += headingHeight;
    }
    for (const [index, slot] of slots.entries()) {
      const row = Math.floor(index / best.columns);
      const left = (index % best.columns) * (best.width + gap);
      const box = { left, top: top + row * (best.height + gap), width: best.width, height: best.height };
      if (slot.kind === "floor") floors.push({ name: slot.name, box });
      else cells.push({ place: slot.place, box });
    }
    top += Math.ceil(slots.length / best.columns) * (best.height + gap);
  }
  return { cells, headings, floors, columns: best.columns, cell: { width: best.width, height: best.height } };
}
