import type { Actor } from "../alerts/alert.ts";
import type { EpochMs } from "../model/time.ts";
import type { Visit } from "./visit.ts";

/**
 * The visit with that somebody read what is known of the resident; the same visit, where that stands there already. It is never
 * left out for want of room: a story grows by one line for each who takes part.
 */
export function withReader(visit: Visit, by: Actor, now: EpochMs): Visit {
  if (visit.steps.some(({ what, by: reader }) => what === "read" && reader?.id === by.id)) return visit;
  return { ...visit, steps: [...visit.steps, { at: now, what: "read", by }], version: visit.version + 1 };
}
