import type { AlertView } from "../../contracts/http/alerts.ts";
import type { DeliveryView } from "../../contracts/http/deliveries.ts";

/** One line of an alert's story: something that happened to it, or one call of somebody and what came of it. */
export type StoryLine =
  | { readonly kind: "step"; readonly at: number; readonly entry: AlertView["timeline"][number] }
  | { readonly kind: "call"; readonly at: number; readonly call: DeliveryView };

/** Everything about an alert in the order in which it happened; of what happened at once, the step before its calls. */
export function storyOf(alert: AlertView, calls: readonly DeliveryView[]): readonly StoryLine[] {
  const steps = alert.timeline.map((entry) => ({ kind: "step" as const, at: Date.parse(entry.at), entry }));
  const called = calls.map((call) => ({
    kind: "call" as const,
    at: Date.parse(call.acceptedAt ?? call.createdAt),
    call,
  }));
  return [...steps, ...called].toSorted((a, b) => a.at - b.at || Number(a.kind === "call") - Number(b.kind === "call"));
}

/** What a call came to, in one of five words. */
export function callState(call: DeliveryView): "accepted" | "failed" | "cancelled" | "sending" | "retrying" {
  if (call.state === "accepted" || call.state === "failed" || call.state === "cancelled") return call.state;
  return call.attempts > 0 && call.error !== undefined ? "retrying" : "sending";
}
