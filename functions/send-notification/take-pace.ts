import { minute, second } from "../../domain/model/time.ts";
import type { Notification } from "../../domain/notify/notification.ts";
import { pacesOf } from "../../domain/notify/pace.ts";
import { countPace, type PaceDeps } from "../notifying/count-pace.ts";

/**
 * Counts one more message wherever its pace is bounded, or says until when it has to wait: for what is high never longer
 * than a minute. Where so many count at once that it cannot, it waits a second, and is told with those that did.
 */
export async function takePace(
  notification: Notification,
  gatewayId: string,
  deps: PaceDeps,
): Promise<{ readonly kind: "go" } | { readonly kind: "wait"; readonly until: number }> {
  for (const pace of pacesOf(notification, gatewayId)) {
    const verdict = await countPace(pace, deps);
    if (verdict.kind === "contended") return { kind: "wait", until: deps.now() + second };
    if (verdict.kind === "wait") {
      const latest = notification.priority === "high" ? deps.now() + minute : verdict.until;
      return { kind: "wait", until: Math.min(verdict.until, latest) };
    }
  }
  return { kind: "go" };
}
