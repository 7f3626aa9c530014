import { type BedUse, bedUseOf, bedUses, type Facility, openBeds } from "../model/facility.ts";
import type { EpochMs } from "../model/time.ts";
import { type BedState, guardAt } from "./guard.ts";

/** How full the beds of one use are; every bed counts in one of the last four. */
export interface Occupancy {
  readonly use: BedUse;
  readonly licensed?: number;
  readonly beds: number;
  readonly occupied: number;
  readonly held: number;
  /** Empty, and kept for a conversion. */
  readonly barred: number;
  readonly free: number;
}

/** How full a facility is at a moment, by use; uses of which it has no bed and no licence are left out. */
export function occupancyOf(facility: Facility, states: readonly BedState[], now: EpochMs): readonly Occupancy[] {
  const standing = new Map(states.map((state) => [state.place.bedId, standingOf(state, now)]));
  return bedUses.flatMap((use) => {
    const beds = openBeds(facility).filter((bed) => bedUseOf(facility, bed) === use);
    const licensed = facility.licensed?.[use];
    if (beds.length === 0 && licensed === undefined) return [];
    const count = (kind: BedStanding): number => beds.filter(({ id }) => standing.get(id) === kind).length;
    return [
      {
        use,
        ...(licensed !== undefined && { licensed }),
        beds: beds.length,
        occupied: count("occupied"),
        held: count("held"),
        barred: count("barred"),
        free: count("free"),
      },
    ];
  });
}

/** How a bed stands for whoever looks for one. */
export type BedStanding = "occupied" | "held" | "barred" | "free";

export function standingOf({ guard, converting }: BedState, now: EpochMs): BedStanding {
  const counting = guardAt(guard, now);
  if (counting.kind === "occupied") return "occupied";
  if (counting.kind === "held") return "held";
  return counting.kind === "given-up" || converting?.isBarred === true ? "barred" : "free";
}
