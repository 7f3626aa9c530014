import type { Channel } from "../../domain/notify/channel.ts";
import { healthAfter } from "../../domain/notify/health.ts";
import type { NotifyRoute } from "../../domain/notify/route.ts";
import type { NotifyPort, OutgoingMessage, SendOutcome } from "../../domain/ports.ts";
import type { ChannelStore } from "../../stores/channel-store.ts";
import type { Log } from "../shell/log.ts";
import { browserIdOf, noteBrowsers } from "./browser-health.ts";

export interface SendDeps {
  readonly notify: NotifyPort;
  readonly channels: Pick<ChannelStore, "healthOf" | "saveHealth">;
  readonly log: Log;
  now(): number;
}

/** What came of one message by one channel. */
export interface Sent {
  /** Of all ways together: accepted as soon as one took it. */
  readonly outcome: SendOutcome;
  /** The browsers that may take it later, where others took it or never will: only to them it goes again. */
  readonly leftTo: readonly string[];
  /** In the order of the ways. */
  readonly each: readonly { readonly route: NotifyRoute; readonly outcome: SendOutcome; readonly tookMs: number }[];
}

/** Sends by all ways at once, and notes how the channel did. At least one way has to be given. */
export async function sendBy(
  channel: Channel,
  routes: readonly NotifyRoute[],
  message: OutgoingMessage,
  deps: SendDeps,
): Promise<Sent> {
  const each = await Promise.all(
    routes.map(async (route) => {
      const startedAt = deps.now();
      const outcome = await deps.notify.send(route, withLink(message, channel));
      return { route, outcome, tookMs: deps.now() - startedAt };
    }),
  );
  const outcome = together(each.map((sent) => sent.outcome));
  await noteHealth(channel, outcome, deps);
  await noteBrowsers(each, deps).catch((error: unknown) =>
    deps.log.warn("how a browser does was not written", { channelId: channel.id, error }),
  );
  return { outcome, leftTo: leftTo(each), each };
}

function withLink(message: OutgoingMessage, { pagesUrl }: Channel): OutgoingMessage {
  return pagesUrl === undefined ? message : { ...message, link: new URL(message.path, pagesUrl).href };
}

function leftTo(each: Sent["each"]): readonly string[] {
  const left = each.filter(({ outcome }) => outcome.kind === "retry");
  if (left.length === each.length) return [];
  return left.flatMap(({ route }) => (route.channel === "web-push" ? [browserIdOf(route.subscription)] : []));
}

/** One that took it is enough; otherwise one that may take it later. */
function together(outcomes: readonly SendOutcome[]): SendOutcome {
  const [first] = outcomes;
  return (
    outcomes.find(({ kind }) => kind === "accepted") ??
    outcomes.find(({ kind }) => kind === "retry") ??
    outcomes.find((outcome) => outcome.kind === "refused" && outcome.gone !== true) ??
    first ?? { kind: "refused", detail: "no-address" }
  );
}

/** Nothing of a message depends on it: what cannot be written now is written with the next one. */
async function noteHealth(channel: Channel, outcome: SendOutcome, deps: SendDeps): Promise<void> {
  try {
    const before = (await deps.channels.healthOf([channel.id])).get(channel.id);
    const health = healthAfter(before, channel.id, outcome, deps.now());
    if (health === undefined) return;
    await deps.channels.saveHealth(health);
    if (outcome.kind !== "accepted") {
      deps.log.warn("a channel did not take a message", { channelId: channel.id, code: outcome.detail });
    }
  } catch (error) {
    deps.log.warn("how a channel does was not written", { channelId: channel.id, error });
  }
}
