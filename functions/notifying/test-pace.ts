import { createHash } from "node:crypto";
import { second } from "../../domain/model/time.ts";
import type { Channel } from "../../domain/notify/channel.ts";
import { pacesOf, testPacesOf } from "../../domain/notify/pace.ts";
import type { NotifyRoute } from "../../domain/notify/route.ts";
import { testsTooOften } from "./channel-refusals.ts";
import { countPace, type PaceDeps } from "./count-pace.ts";

/** A channel under test and the ways that it takes. */
export interface TestSending {
  readonly channel: Channel;
  readonly routes: readonly NotifyRoute[];
}

/**
 * Counts a test by who asks for it, by each telephone number and mail address that it goes to and by each group or system;
 * refuses what is more than their pace, or what a group's robot would not take beside the calls of the same minute.
 */
export async function takeTestPace(askedBy: string, tests: readonly TestSending[], deps: PaceDeps): Promise<void> {
  const receivers = new Set(tests.flatMap(({ channel, routes }) => routes.map((route) => receiverOf(route, channel))));
  receivers.delete(undefined);
  const digests = [...receivers].map((receiver) => digestOf(receiver ?? ""));
  for (const pace of [...testPacesOf(askedBy, digests), ...tests.flatMap(({ channel }) => robotPaces(channel))]) {
    const counted = await countPace(pace, deps);
    if (counted.kind === "go") continue;
    const waitMs = counted.kind === "wait" ? counted.until - deps.now() : second;
    throw testsTooOften(Math.ceil(waitMs / second));
  }
}

function receiverOf(route: NotifyRoute, { id }: Channel): string | undefined {
  switch (route.channel) {
    case "sms":
    case "voice":
      return route.phone;
    case "email":
      return route.to.toLowerCase();
    case "wecom":
    case "dingtalk":
    case "webhook":
      return `channel ${id}`;
    case "web-push":
      return undefined;
  }
}

/** A test takes one of the few messages that a robot takes in a minute, and none of those that are left for what is high. */
function robotPaces({ id, settings }: Channel): ReturnType<typeof pacesOf> {
  if (settings.kind !== "wecom" && settings.kind !== "dingtalk") return [];
  return pacesOf({ to: { kind: "channel", channelId: id }, channel: settings.kind, priority: "low" }, id);
}

function digestOf(receiver: string): string {
  return createHash("sha256").update(receiver).digest("base64url");
}
