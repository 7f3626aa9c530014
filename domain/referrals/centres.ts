import { type EpochMs, hour, minute } from "../model/time.ts";
import { hospitalNow, partOf } from "./part-of.ts";
import type { EmergencyCentre, Referral } from "./referral.ts";
import type { ClockPoint, PreparePoint, TimePoint } from "./time-points.ts";

/** A time between two moments that a centre is measured by. */
export interface CentreClock {
  readonly code: string;
  readonly from: ClockPoint;
  readonly to: ClockPoint;
  readonly targetMs: number;
  /** The part of all that has to be within it, 0–1, where the accreditation asks for one. */
  readonly targetShare?: number;
}

/**
 * What each centre counts (reference 4.4). Verified there: first ECG ≤ 10 min from the first medical contact, ECG read
 * ≤ 10 min, troponin ≤ 20 min, door to wire ≤ 90 min (this and the first ECG in at least 75 % of all), cath lab activated ≤ 30 min, thrombolysis for a stroke ≤ 60 min from the door and within 4.5 h of
 * when the person was last known well. From memory there, and to be confirmed by clinicians: door to CT ≤ 25 min, door to
 * puncture ≤ 90 min, of a chest pain that is sent on contact to wire ≤ 120 min, lysis ≤ 30 min from the door and ≤ 30 min
 * in the house that sends it on; what begins and ends the activation of a cath lab; trauma team ≤ 10 min, CT ≤ 30 min, surgery ≤ 60 min.
 */
const clocks: Readonly<Record<EmergencyCentre, readonly CentreClock[]>> = {
  "chest-pain": [
    { code: "door-to-ecg", from: "door", to: "first-ecg", targetMs: 10 * minute },
    { code: "ecg-to-diagnosis", from: "first-ecg", to: "ecg-diagnosis", targetMs: 10 * minute },
    { code: "troponin", from: "troponin-drawn", to: "troponin-result", targetMs: 20 * minute },
    { code: "door-to-wire", from: "door", to: "wire", targetMs: 90 * minute, targetShare: 0.75 },
    {
      code: "contact-to-ecg",
      from: "first-medical-contact",
      to: "first-ecg",
      targetMs: 10 * minute,
      targetShare: 0.75,
    },
    { code: "cath-lab-activation", from: "cath-lab-activated", to: "cath-lab-ready", targetMs: 30 * minute },
    { code: "door-to-lysis", from: "door", to: "needle", targetMs: 30 * minute },
    { code: "contact-to-wire", from: "first-medical-contact", to: "wire", targetMs: 120 * minute },
    { code: "door-in-door-out", from: "first-door", to: "first-door-out", targetMs: 30 * minute },
  ],
  stroke: [
    { code: "door-to-ct", from: "door", to: "ct", targetMs: 25 * minute },
    { code: "door-to-needle", from: "door", to: "needle", targetMs: 60 * minute },
    { code: "onset-to-needle", from: "last-known-well", to: "needle", targetMs: 4.5 * hour },
    { code: "door-to-puncture", from: "door", to: "puncture", targetMs: 90 * minute },
  ],
  trauma: [
    { code: "door-to-team", from: "door", to: "team-at-bedside", targetMs: 10 * minute },
    { code: "door-to-trauma-ct", from: "door", to: "ct", targetMs: 30 * minute },
    { code: "door-to-surgery", from: "door", to: "surgery", targetMs: 60 * minute },
  ],
  maternal: [],
  child: [],
};

const checklists: Readonly<Record<EmergencyCentre, readonly PreparePoint[]>> = {
  "chest-pain": ["prepare-ecg", "prepare-cardiologist", "prepare-cath-lab", "prepare-resuscitation-bay"],
  stroke: ["prepare-stroke-team", "prepare-ct", "prepare-thrombolysis", "prepare-resuscitation-bay"],
  trauma: ["prepare-trauma-team", "prepare-resuscitation-bay", "prepare-ct", "prepare-blood", "prepare-operating-room"],
  maternal: ["prepare-obstetric-team", "prepare-blood", "prepare-operating-room"],
  child: ["prepare-paediatric-team", "prepare-resuscitation-bay"],
};

/** All clocks, each once: what figures are made of. */
export const allClocks: readonly CentreClock[] = Object.values(clocks).flat();

/** What a desk makes ready for a centre, in order; nothing where no centre is named. */
export function checklistOf(centre: EmergencyCentre | undefined): readonly PreparePoint[] {
  return centre === undefined ? [] : checklists[centre];
}

/** A clock as it stands. */
export interface RunningClock extends CentreClock {
  readonly startedAt?: EpochMs;
  readonly endedAt?: EpochMs;
  /** Until now while it runs. */
  readonly ms?: number;
  /** `check`: the end lies before the beginning, so that one of them is wrong; it counts in no figure. */
  readonly state: "waiting" | "running" | "met" | "missed" | "check";
}

type Timed = Pick<Referral, "centre" | "timePoints" | "stages" | "originId" | "returnId" | "destinationId" | "through">;

/**
 * The clocks of the case's centre at a moment, in the hospital that has the person or expects them. One that ran out without
 * an end is missed already.
 */
export function clocksOf(referral: Timed, now: EpochMs): readonly RunningClock[] {
  const part = partOf(referral, hospitalNow(referral));
  if (part.centre === undefined) return [];
  return clocks[part.centre].map((clock) => runningOf(clock, part, now));
}

function runningOf(clock: CentreClock, referral: Timed, now: EpochMs): RunningClock {
  const startedAt = momentOf(referral, clock.from);
  const endedAt = momentOf(referral, clock.to);
  if (startedAt === undefined) return { ...clock, ...(endedAt !== undefined && { endedAt }), state: "waiting" };
  // Times are said to the minute: in the same minute one is not before the other.
  if (endedAt !== undefined && endedAt <= startedAt - minute) return { ...clock, startedAt, endedAt, state: "check" };
  const ms = Math.max(0, (endedAt ?? now) - startedAt);
  const isOver = ms > clock.targetMs;
  const state = isOver ? "missed" : endedAt === undefined ? "running" : "met";
  return { ...clock, startedAt, ...(endedAt !== undefined && { endedAt }), ms, state };
}

/**
 * When a moment was, by the last word on it; undefined where that took it back. The doors are otherwise when the case says
 * that they left and arrived; the first ones are those of the hospital that sent the person on, where one did.
 */
export function momentOf(
  { timePoints, stages, through }: Pick<Referral, "timePoints" | "stages" | "through">,
  code: TimePoint["code"],
): EpochMs | undefined {
  const last = timePoints.findLast((point) => point.code === code);
  const said = last?.isUndone === true ? undefined : last?.at;
  const passed = through?.findLast(({ leftAt }) => leftAt !== undefined);
  if (said === undefined && code === "first-door") return passed?.arrivedAt;
  if (said === undefined && code === "first-door-out" && passed !== undefined) return passed.leftAt;
  const known = code === "door" ? "arrived" : code === "first-door-out" ? "en-route" : undefined;
  if (said !== undefined || known === undefined) return said;
  return stages.find(({ state }) => state === known)?.at;
}
