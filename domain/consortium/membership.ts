import type { Facility, FacilityMove } from "../model/facility.ts";

/** For which days a facility belonged, belongs or will belong to another. Days are `YYYY-MM-DD` in Asia/Shanghai. */
export interface Membership {
  readonly parentId: string;
  /** The first day; absent where it was recorded before there were days. */
  readonly from?: string;
  /** The last day; absent: open. */
  readonly until?: string;
  /** Who recorded that it began, and why. */
  readonly by?: string;
  readonly reason?: string;
  /** Why it ended, or will. */
  readonly endReason?: string;
}

type Mover = Pick<Facility, "parentId" | "moves">;

/** To whom a facility belongs on a day; undefined: to nobody. */
export function parentOn({ parentId, moves }: Mover, day: string): string | undefined {
  const last = inForce(moves).findLast(({ from }) => from <= day);
  return last === undefined ? parentId : last.parentId;
}

/** The facility as it stands on a day: its `parentId` is that of the day, and it knows of no other. */
export function standingOn<F extends Mover>(facility: F, day: string): Omit<F, "moves"> {
  const { parentId: _, moves: __, ...others } = facility;
  const parentId = parentOn(facility, day);
  return { ...others, ...(parentId !== undefined && { parentId }) } as Omit<F, "moves">;
}

/** All of a facility, the earliest first: never two on one day, those that follow on one another at the same parent are one. */
export function membershipsOf({ parentId, moves }: Mover): readonly Membership[] {
  const turns = [
    ...(parentId === undefined ? [] : [{ parentId }]),
    ...inForce(moves).map(({ parentId: to, from, by, reason }) => ({ parentId: to, from, by, reason })),
  ] as readonly {
    readonly parentId?: string;
    readonly from?: string;
    readonly by?: string;
    readonly reason?: string;
  }[];
  const changes = turns.filter((turn, n) => turn.parentId !== turns[n - 1]?.parentId);
  return changes.flatMap(({ parentId: to, from, by, reason }, n) => {
    if (to === undefined) return [];
    const next = changes[n + 1];
    return [
      {
        parentId: to,
        ...(from !== undefined && { from }),
        ...(next?.from !== undefined && { until: dayBefore(next.from) }),
        ...(by !== undefined && { by }),
        ...(reason !== undefined && { reason }),
        ...(next?.reason !== undefined && { endReason: next.reason }),
      },
    ];
  });
}

/** With one move more; the facility itself where it already belongs there on that day. What was recorded is never taken away. */
export function withMove<F extends Mover>(facility: F, move: FacilityMove): F {
  if (parentOn(facility, move.from) === move.parentId) return facility;
  return { ...facility, moves: [...(facility.moves ?? []), move] };
}

/** Of several that were recorded for one day the last recorded counts: that is how a plan is changed or given up. */
function inForce(moves: readonly FacilityMove[] = []): readonly FacilityMove[] {
  const byDay = new Map(moves.map((move) => [move.from, move]));
  return [...byDay.values()].toSorted((a, b) => (a.from < b.from ? -1 : 1));
}

const dayMs = 24 * 60 * 60_000;

function dayBefore(day: string): string {
  return new Date(Date.parse(day) - dayMs).toISOString().slice(0, 10);
}
