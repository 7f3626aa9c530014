import type { Alert, AlertCondition, AlertHandling, TimelineEntry } from "./alert.ts";
import { boundedTimeline } from "./timeline.ts";
import { type AlertAction, type AlertRefusal, type AlertState, transitionOf } from "./transitions.ts";

/** Where an alert stands in the table of transitions. A shelf holds only while nobody is on the alert. */
export function stateOf({ handling, condition, closedAt, shelved }: Alert): AlertState {
  if (closedAt !== undefined) return `resolved/${condition}`;
  return handling === "new" && shelved !== undefined ? `shelved/${condition}` : `${handling}/${condition}`;
}

/** What an action writes besides the state that the table gives. */
export type Step = Partial<Omit<Alert, "timeline" | "version" | "condition" | "handling">>;

export type Advance =
  | { readonly kind: "to"; readonly alert: Alert }
  | { readonly kind: "nothing" }
  | { readonly kind: "refused"; readonly because: AlertRefusal };

/**
 * The next version of an alert, if the table lets the action happen. Nobody holds what is new, shelved or closed; a shelf
 * ends with its state.
 */
export function advance(alert: Alert, action: AlertAction, step: Step, ...entries: readonly TimelineEntry[]): Advance {
  const transition = transitionOf(stateOf(alert), action);
  if (transition.kind !== "to") return transition;
  const [place, condition] = transition.state.split("/") as [AlertHandling | "shelved", AlertCondition];
  const { holder, shelved, closedAt, outcome, ...kept } = { ...alert, ...step };
  const isHeld = place === "acknowledged" || place === "on-site";
  return {
    kind: "to",
    alert: {
      ...kept,
      ...(isHeld && holder !== undefined && { holder }),
      ...(place === "shelved" && shelved !== undefined && { shelved }),
      ...(place === "resolved" && closedAt !== undefined && { closedAt }),
      ...(place === "resolved" && outcome !== undefined && { outcome }),
      condition,
      handling: place === "shelved" ? "new" : place,
      timeline: boundedTimeline([...alert.timeline, ...entries]),
      version: alert.version + 1,
    },
  };
}

/** The next version where the table has one, else the very alert: for rules, which nobody refuses. */
export function advanced(alert: Alert, action: AlertAction, step: Step, ...entries: readonly TimelineEntry[]): Alert {
  const result = advance(alert, action, step, ...entries);
  return result.kind === "to" ? result.alert : alert;
}
