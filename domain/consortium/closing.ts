import type { Facility, FacilityClosure } from "../model/facility.ts";

type Closable = Pick<Facility, "closures">;

/** That a facility takes nobody any more, now or from a day to come; undefined: it is open and nothing else is planned. */
export function closingOf({ closures }: Closable): FacilityClosure | undefined {
  const last = closures?.at(-1);
  return last?.what === "closed" ? last : undefined;
}

/**
 * Whether a facility takes nobody on a day (`YYYY-MM-DD` in Asia/Shanghai): no route leads there, whatever was agreed. From
 * there the ways stand open still: whoever is there yet has to be able to leave, and to be helped.
 */
export function isClosedOn(facility: Closable, day: string): boolean {
  const closing = closingOf(facility);
  return closing !== undefined && closing.from <= day;
}

/** With one word more; the facility itself where that is said already. */
export function withClosure<F extends Closable>(facility: F, closure: FacilityClosure): F {
  const closing = closingOf(facility);
  const isSaid = closure.what === "closed" ? closing?.from === closure.from : closing === undefined;
  return isSaid ? facility : { ...facility, closures: [...(facility.closures ?? []), closure] };
}
