import { createHash } from "node:crypto";
import type { PushSubscription } from "../../domain/model/person.ts";
import { browserHealthAfter, stateOfHealth } from "../../domain/notify/health.ts";
import type { NotifyRoute } from "../../domain/notify/route.ts";
import type { SendOutcome } from "../../domain/ports.ts";
import type { ChannelStore } from "../../stores/channel-store.ts";

/**
 * Notes how each browser did to which a push went: that all go by one channel of the service says nothing of whose
 * telephone they reach.
 */
export async function noteBrowsers(
  sent: readonly { readonly route: NotifyRoute; readonly outcome: SendOutcome }[],
  deps: { readonly channels: Pick<ChannelStore, "healthOf" | "saveHealth">; now(): number },
): Promise<void> {
  const pushed = sent.flatMap(({ route, outcome }) =>
    route.channel === "web-push" ? [{ id: browserIdOf(route.subscription), outcome }] : [],
  );
  if (pushed.length === 0) return;
  const before = await deps.channels.healthOf(pushed.map(({ id }) => id));
  for (const { id, outcome } of pushed) {
    const health = browserHealthAfter(before.get(id), id, outcome, deps.now());
    if (health !== undefined) await deps.channels.saveHealth(health);
  }
}

/** The addresses of those browsers whose last push failed. */
export async function failingBrowsers(
  pushes: readonly PushSubscription[],
  channels: Pick<ChannelStore, "healthOf">,
): Promise<readonly string[]> {
  if (pushes.length === 0) return [];
  const health = await channels.healthOf(pushes.map(browserIdOf));
  return pushes
    .filter((push) => stateOfHealth(health.get(browserIdOf(push))) === "failing")
    .map(({ endpoint }) => endpoint);
}

/** What names a browser in tables: its address is a key to it, and longer than a key of a table may be. */
export function browserIdOf({ endpoint }: Pick<PushSubscription, "endpoint">): string {
  return `browser.${createHash("sha256").update(endpoint).digest("base64url")}`;
}
