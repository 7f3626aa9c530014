import { minute, second } from "../../domain/model/time.ts";
import type { Notification } from "../../domain/notify/notification.ts";
import { judgePace, pacesOf } from "../../domain/notify/pace.ts";
import type { Deps } from "../shell/deps.ts";

const maxTries = 6;

/**
 * Counts one more message wherever its pace is bounded, or says until when it has to wait: for what is high never longer
 * than a minute. Where so many count at once that it cannot, it waits a second, and is told with those that did.
 */
export async function takePace(
  notification: Notification,
  gatewayId: string,
  deps: Pick<Deps<"send-notification">, "paces" | "now" | "backOff">,
): Promise<{ readonly kind: "go" } | { readonly kind: "wait"; readonly until: number }> {
  for (const pace of pacesOf(notification, gatewayId)) {
    const verdict = await counted(pace, deps);
    if (verdict.kind === "contended") return { kind: "wait", until: deps.now() + second };
    if (verdict.kind === "wait") {
      const latest = notification.priority === "high" ? deps.now() + minute : verdict.until;
      return { kind: "wait", until: Math.min(verdict.until, latest) };
    }
  }
  return { kind: "go" };
}

async function counted(
  pace: Parameters<typeof judgePace>[0],
  deps: Pick<Deps<"send-notification">, "paces" | "now" | "backOff">,
): Promise<
  { readonly kind: "go" } | { readonly kind: "contended" } | { readonly kind: "wait"; readonly until: number }
> {
  for (let attempt = 1; attempt <= maxTries; attempt += 1) {
    const before = await deps.paces.find(pace.key);
    const verdict = judgePace(pace, before, deps.now());
    if (verdict.kind === "wait") return verdict;
    if ((await deps.paces.save(pace.key, before, verdict.count)) === "saved") return { kind: "go" };
    await deps.backOff(attempt);
  }
  return { kind: "contended" };
}
