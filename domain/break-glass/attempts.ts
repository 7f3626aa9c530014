import type { Actor } from "../alerts/alert.ts";
import type { Resident } from "../model/resident.ts";
import { type EpochMs, minute } from "../model/time.ts";
import { folded } from "../register/find-matches.ts";

/** Who somebody is said to be: nothing that is not exactly so finds anybody. */
export type SaidToBe =
  | { readonly by: "identity-number"; readonly identityNumber: string }
  | { readonly by: "name-and-birth-date"; readonly name: string; readonly birthDate: string };

/** That somebody tried to find a person's record in an emergency; never what they typed. */
export interface OpeningAttempt {
  readonly id: string;
  readonly at: EpochMs;
  readonly person: Actor;
  /** For which house they were on duty. */
  readonly facilityId: string;
  readonly by: SaidToBe["by"];
  readonly outcome: "found" | "nobody" | "too-often";
}

/** Tries that somebody has in a time: who has the paper in hand needs one, who guesses gets nowhere. */
export const attemptsAllowed = 5;
export const attemptsWithinMs = 15 * minute;

/** The times of somebody's tries that still count, with one more now; `too-often`: they have none left. */
export function countAttempt(times: readonly EpochMs[], now: EpochMs): readonly EpochMs[] | "too-often" {
  const counted = times.filter((at) => now - attemptsWithinMs < at && at <= now);
  return counted.length >= attemptsAllowed ? "too-often" : [...counted, now];
}

/** Whether this is whom they are said to be; whoever left the care is nobody here. */
export function isSaidToBe(resident: Resident, said: SaidToBe): boolean {
  if (resident.discharge !== undefined) return false;
  if (said.by === "identity-number")
    return resident.identityNumber !== undefined && folded(resident.identityNumber) === folded(said.identityNumber);
  return folded(resident.name) === folded(said.name) && resident.birthDate === said.birthDate;
}
