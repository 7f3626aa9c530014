import type { FreeBedsView } from "../../contracts/http/beds.ts";

type Use = FreeBedsView["items"][number]["uses"][number];

/** How full the beds of one use are, of one facility or of all. */
export interface UseCount {
  readonly use: Use["use"];
  readonly beds: number;
  readonly occupied: number;
  readonly held: number;
  readonly free: number;
  /** Absent: the licence of one of them says no number. */
  readonly licensed?: number;
}

/** By how much more lie there, or stand there, than the licence allows; zero where it says no number. */
export function overLicence({ licensed, occupied, beds }: Pick<UseCount, "licensed" | "occupied" | "beds">): {
  readonly people: number;
  readonly beds: number;
} {
  const most = licensed ?? Number.POSITIVE_INFINITY;
  return { people: Math.max(0, occupied - most), beds: Math.max(0, beds - most) };
}

/** The part of the licensed beds, or of all where the licence says no number, in which somebody lies; undefined of none. */
export function occupiedPart({ licensed, beds, occupied }: Pick<UseCount, "licensed" | "occupied" | "beds">) {
  const all = licensed ?? beds;
  return all === 0 ? undefined : occupied / all;
}

/** What is told of a use of one's own facility. */
export function countOf({ use, beds, free, occupied = 0, held = 0, licensed }: Use): UseCount {
  return { use, beds, free, occupied, held, ...(licensed !== undefined && { licensed }) };
}

/** All facilities together, by use; a sum of licences only where each of them says a number. */
export function totals(counts: readonly UseCount[]): readonly UseCount[] {
  const uses = [...new Set(counts.map(({ use }) => use))];
  return uses.map((use) => {
    const ofUse = counts.filter((count) => count.use === use);
    const sum = (field: "beds" | "occupied" | "held" | "free") => ofUse.reduce((all, count) => all + count[field], 0);
    const licences = ofUse.flatMap(({ licensed }) => (licensed === undefined ? [] : [licensed]));
    const isWhole = licences.length === ofUse.length;
    return {
      use,
      beds: sum("beds"),
      occupied: sum("occupied"),
      held: sum("held"),
      free: sum("free"),
      ...(isWhole && { licensed: licences.reduce((all, each) => all + each, 0) }),
    };
  });
}
