import type { LightState, Resident } from "./answers.ts";

/**
 * A moment by both clocks of the phone: the one on its wall, which its owner or the network may set, and the one that only
 * runs on, which may stand still while the phone sleeps.
 */
export interface PhoneTime {
  readonly wall: number;
  readonly steady: number;
}

/** A page that heard nothing for so long says so: two questions of half a minute went unanswered. */
export const silentAfterMs = 90_000;

/** A wall clock is put right by so much without a word. */
const toleranceMs = 5_000;

/** How old an answer is at most: by whichever clock is further on; endless where the wall clock was set back. */
export function ageOf(heard: PhoneTime, now: PhoneTime): number {
  const wall = now.wall - heard.wall;
  return wall < -toleranceMs ? Number.POSITIVE_INFINITY : Math.max(0, wall, now.steady - heard.steady);
}

/** What is shown of a light: as it was said, or that there has been no news. */
export type Shown =
  | { readonly kind: "current"; readonly state: LightState }
  | { readonly kind: "no-news"; readonly was: LightState };

/** Why somebody's light is not there: it is not theirs to see, or the resident is in this service's care no more. */
export type NoLight = "left" | "not-granted" | "only-emergencies" | "no-light";

export type Standing = Shown | { readonly kind: "none"; readonly why: NoLight };

/**
 * Judges what may be shown of somebody. A light stands as it was said while the answer is young by the page's own clocks and
 * within the time that the service gave it; at exactly that age no more. What was kept from an earlier visit (`heard`
 * undefined) never does. An urgent alert is an emergency also where no light may be seen, and beside any light.
 */
export function standingOf(resident: Resident, heard: PhoneTime | undefined, now: PhoneTime): Standing {
  const { light, urgentAlerts, left, access } = resident;
  if (left !== undefined) return { kind: "none", why: "left" };
  const state = urgentAlerts > 0 ? "emergency" : light?.state;
  const goodForMs = Math.min(silentAfterMs, light?.goodForMs ?? silentAfterMs);
  const isYoung = heard !== undefined && ageOf(heard, now) < goodForMs;
  if (state === undefined) {
    if (access.state === "not-granted") return { kind: "none", why: "not-granted" };
    if (!isYoung) return { kind: "no-news", was: "unknown" };
    return { kind: "none", why: access.state === "emergencies" ? "only-emergencies" : "no-light" };
  }
  return isYoung ? { kind: "current", state } : { kind: "no-news", was: state };
}

const seriousness: Readonly<Record<LightState, number>> = {
  emergency: 0,
  "not-monitored": 2,
  unknown: 3,
  "looked-after": 4,
  well: 5,
};

/** The most serious first: an emergency, then an old one; then nobody watches or nothing is known; then the rest. */
export function rankOf(standing: Standing): number {
  if (standing.kind === "current") return seriousness[standing.state];
  if (standing.kind === "none") return 6;
  return standing.was === "emergency" ? 1 : 3;
}

/** Whether an emergency must stay in sight: an old one too, until an answer says that it is over. */
export function isEmergency(standing: Standing): boolean {
  if (standing.kind === "none") return false;
  return (standing.kind === "current" ? standing.state : standing.was) === "emergency";
}
