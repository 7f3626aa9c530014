import type { EpochMs } from "../model/time.ts";
import type { Actor } from "./alert.ts";

/** What became of one alert of a hand-over; in every case but the first two it was left as it is. */
export const handOverOutcomes = [
  "handed-over",
  /** The other one had it already. */
  "unchanged",
  "already-resolved",
  "taken-by-another",
  /** Nobody is on it: whoever goes there acknowledges it. */
  "not-held",
  "unknown-alert",
  /** It called again after the version that the person saw, or others kept writing it. */
  "version-conflict",
] as const;
export type HandOverOutcome = (typeof handOverOutcomes)[number];

/** Somebody gives the alerts that they have to who comes after them 交接班. */
export interface HandOver {
  readonly id: string;
  readonly facilityId: string;
  readonly at: EpochMs;
  /** Who recorded it. */
  readonly by: Actor;
  readonly from: Actor;
  readonly to: Actor;
  readonly note?: string;
  /** When the taker said that they have read it; absent while they have not. Nobody else says it for them. */
  readonly confirmedAt?: EpochMs;
  readonly alerts: readonly { readonly alertId: string; readonly outcome: HandOverOutcome }[];
}

/** The taker confirms, once; the same again changes nothing. Nobody confirms what they did not take. */
export function confirmed(handOver: HandOver, personId: string, now: EpochMs): HandOver | "not-yours" {
  if (handOver.to.id !== personId) return "not-yours";
  return handOver.confirmedAt === undefined ? { ...handOver, confirmedAt: now } : handOver;
}
