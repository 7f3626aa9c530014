import type { Actor } from "../alerts/alert.ts";
import type { EpochMs } from "../model/time.ts";

/**
 * Moments that a hospital's centres count from and to (reference 4.4). The `door` is known of the
 * case itself and needs no tap, unless the tap came late; so is when the person left the house that sends them on.
 */
export const clockPoints = [
  "door",
  "first-door",
  "first-door-out",
  "last-known-well",
  "first-medical-contact",
  "first-ecg",
  "ecg-diagnosis",
  "troponin-drawn",
  "troponin-result",
  "cath-lab-activated",
  "cath-lab-ready",
  "wire",
  "ct",
  "needle",
  "puncture",
  "team-at-bedside",
  "surgery",
] as const;
export type ClockPoint = (typeof clockPoints)[number];

/** What was before the hospital: whoever sends the person knows it too. All else is recorded by the hospital where it is done. */
export const beforeHospital: readonly PointCode[] = ["first-door", "last-known-well", "first-medical-contact"];

/** What a receiving desk makes ready for whom it expects. */
export const preparePoints = [
  "prepare-ecg",
  "prepare-cath-lab",
  "prepare-cardiologist",
  "prepare-ct",
  "prepare-stroke-team",
  "prepare-thrombolysis",
  "prepare-trauma-team",
  "prepare-blood",
  "prepare-operating-room",
  "prepare-resuscitation-bay",
  "prepare-obstetric-team",
  "prepare-paediatric-team",
] as const;
export type PreparePoint = (typeof preparePoints)[number];

export type PointCode = ClockPoint | PreparePoint;

/** Whether it says that something is ready, and not when something was done. */
export function isPreparation(code: PointCode): code is PreparePoint {
  return preparePoints.some((point) => point === code);
}

/** A moment that somebody recorded by a tap. A later one of the same code corrects the earlier, or takes it back. */
export interface TimePoint {
  readonly code: PointCode;
  readonly at: EpochMs;
  readonly recordedAt: EpochMs;
  readonly by: Actor;
  /** For which house they spoke. */
  readonly facilityId: string;
  /** Why it corrects the earlier one, or takes it back. */
  readonly reason?: string;
  /** It was not so: what was recorded before does not count. `at` is when somebody said so. */
  readonly isUndone?: true;
}
