import { beginEscalation, quiet } from "../escalation/plan.ts";
import { type EpochMs, hour } from "../model/time.ts";
import { type Actor, type Alert, type AlertKind, isLatching, type Shelf } from "./alert.ts";
import { type Answer, answerOf } from "./answer.ts";
import { advance, advanced } from "./next-version.ts";

/** A shelf spans at most half a shift, so that whoever comes on duty decides anew. */
export const longestShelfMs = 4 * hour;

/** A fall, a call for help, smoke, gas and a long lie are never silenced: people die of a silence there. */
export function isShelvable(kind: AlertKind): boolean {
  return !isLatching(kind);
}

/** Whether a shelf still holds; one that ends later than any can was given before the clock was set back. */
export function isShelfOn(shelf: Shelf | undefined, now: EpochMs): shelf is Shelf {
  return shelf !== undefined && now < shelf.until && shelf.until <= now + longestShelfMs;
}

/** An {@link Answer}, or that alerts of this kind are never silent. */
export type Shelving = Answer | { readonly kind: "never-shelved"; readonly alert: Alert };

/**
 * Silences an alert for a time and a reason: it is shown as shelved and calls nobody until then. Whoever had it has it no
 * more. Shelving again moves the end.
 */
export function shelveAlert(
  alert: Alert,
  { by, forMs, reason }: { readonly by: Actor; readonly forMs: number; readonly reason: string },
  now: EpochMs,
): Shelving {
  if (!isShelvable(alert.kind)) return { kind: "never-shelved", alert };
  const until = now + Math.min(forMs, longestShelfMs);
  const shelf: Shelf = { until, by: by.name, byId: by.id, reason };
  const step = { shelved: shelf, escalation: quiet(alert.escalation, until) };
  const said = { at: now, what: "shelved", by: by.name, byId: by.id, note: reason } as const;
  return answerOf(alert, advance(alert, "shelve", step, said));
}

/** A person ends a shelf before its time. */
export function unshelveAlert(alert: Alert, by: Actor, now: EpochMs): Answer {
  const said = { at: now, what: "unshelved", by: by.name, byId: by.id } as const;
  return answerOf(alert, advance(alert, "unshelve", { escalation: awake(alert, now) }, said));
}

/**
 * The shelf's time is over, or the alert became more urgent: if the condition is still active it calls from the first
 * step; if it is over it stays in the list for a person. What is not shelved comes back as it is.
 */
export function endShelf(alert: Alert, now: EpochMs): Alert {
  return advanced(alert, "shelf-ends", { escalation: awake(alert, now) }, { at: now, what: "unshelved" });
}

function awake({ condition, escalation, inhibitedBy }: Alert, now: EpochMs): NonNullable<Alert["escalation"]> {
  return condition === "active" && inhibitedBy === undefined ? beginEscalation(escalation, now) : quiet(escalation);
}
