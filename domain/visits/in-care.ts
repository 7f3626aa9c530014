import type { Resident } from "../model/resident.ts";
import { type EpochMs, hour } from "../model/time.ts";
import type { Visit } from "./visit.ts";

/** So long after a call whoever writes the note still sees the vital signs. */
export const vitalsAfterCallMs = 24 * hour;

/** Whether the resident is still cared for where the visit was requested: who moved, left or died is not. */
export function isInCare(
  { facilityId }: Pick<Visit, "facilityId">,
  resident: Pick<Resident, "facilityId" | "discharge"> | undefined,
): resident is Resident {
  return resident !== undefined && resident.discharge === undefined && resident.facilityId === facilityId;
}

/**
 * Whether the resident's vital signs stand beside the visit now: from the waiting room until a day after the call, and not
 * after the consent was withdrawn.
 */
export function showsVitals({ state, steps, endedAt, requestedAt }: Visit, now: EpochMs): boolean {
  if (state !== "waiting" && state !== "in-call" && state !== "notes") return false;
  const lastWord = steps.findLast(({ what }) => what === "consent" || what === "withdraw");
  if (lastWord?.what === "withdraw") return false;
  return state !== "notes" || now - (endedAt ?? requestedAt) <= vitalsAfterCallMs;
}
