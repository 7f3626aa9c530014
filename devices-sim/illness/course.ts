import type { EpochMs } from "../../domain/model/time.ts";
import type { BodyShift } from "../person/shift.ts";

/** How an illness unfolds: it grows, lasts, and goes. */
export interface Course {
  readonly onsetAt: EpochMs;
  readonly growsForMs: number;
  readonly lastsForMs: number;
  readonly recoversForMs: number;
  /** 0 to 1 of the full picture. */
  readonly severity: number;
}

export function endOf(course: Course): EpochMs {
  return course.onsetAt + course.growsForMs + course.lastsForMs + course.recoversForMs;
}

/** How ill a person is at a moment, 0 to 1: eased growth, plateau, linear recovery. */
export function severityAt(course: Course, at: EpochMs): number {
  const since = at - course.onsetAt;
  if (since < 0 || at >= endOf(course)) return 0;
  if (since < course.growsForMs) {
    const t = since / course.growsForMs;
    return course.severity * t * t * (3 - 2 * t);
  }
  const recovering = since - course.growsForMs - course.lastsForMs;
  return recovering <= 0 ? course.severity : course.severity * (1 - recovering / course.recoversForMs);
}

/** What an illness does to the body at a severity from 0 to 1. */
export type Picture = (severity: number) => Partial<BodyShift>;

/** The share of a sign that appears only late: 0 up to `from`, 1 at full severity. */
export function late(severity: number, from: number): number {
  return Math.max(0, (severity - from) / (1 - from));
}
