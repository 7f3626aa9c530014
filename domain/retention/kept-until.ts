import type { EpochMs } from "../model/time.ts";
import { classFacts, type RetentionClass } from "./classes.ts";
import { endOf } from "./period.ts";
import type { RetentionPeriods } from "./periods.ts";

/** What of a person began the clocks; absent: it never happened. */
export interface ClockStarts {
  /** Discharge, death, move to another house: the end of the care. */
  readonly serviceEnd?: EpochMs;
  readonly lastVisit?: EpochMs;
  readonly lastDischarge?: EpochMs;
  /** Of the record itself. */
  readonly written?: EpochMs;
}

/**
 * Until when a record of the class is kept; undefined while that cannot be said, since its clock has not begun. A clock of
 * which nothing is recorded goes by the end of the care.
 */
export function keptUntil(name: RetentionClass, starts: ClockStarts, periods: RetentionPeriods): EpochMs | undefined {
  const period = periods[name];
  const start = startOf(name, starts);
  return period === undefined || start === undefined ? undefined : endOf(start, period);
}

function startOf(name: RetentionClass, { serviceEnd, lastVisit, lastDischarge, written }: ClockStarts) {
  switch (classFacts(name).from) {
    case "last-visit":
      return lastVisit ?? serviceEnd;
    case "last-discharge":
      return lastDischarge ?? serviceEnd;
    case "service-end":
      return serviceEnd;
    case "written":
      return written ?? serviceEnd;
    case "in-use":
      return undefined;
  }
}
