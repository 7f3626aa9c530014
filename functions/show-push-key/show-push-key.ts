import type * as z from "zod/mini";
import type { channelRoutes } from "../../contracts/http/channel-routes.ts";
import type { pushKey } from "../../contracts/http/pushes.ts";
import type { Channel } from "../../domain/notify/channel.ts";
import { unknownChannel } from "../notifying/channel-refusals.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";

/** There is one for the whole service: a browser knows the service by one key. */
const pushChannelId = "web-push";
/** Until an operator says whom a push service can ask. */
const nobodyYet = "mailto:operators@anhu.invalid";

/** The key for browsers; the pair is made when it is first asked for, and kept: browsers know the service by it. */
export async function showPushKey(
  _: HttpInput<(typeof channelRoutes)["show-push-key"]>,
  deps: Deps<"show-push-key">,
): Promise<z.input<typeof pushKey>> {
  const channel = (await pushChannel(deps)) ?? (await made(deps));
  if (channel.settings.kind !== "web-push") throw unknownChannel(pushChannelId);
  return { publicKey: channel.settings.keys.publicKey };
}

async function pushChannel(deps: Deps<"show-push-key">): Promise<Channel | undefined> {
  return deps.channels.find(pushChannelId);
}

async function made(deps: Deps<"show-push-key">): Promise<Channel> {
  const channel: Channel = {
    id: pushChannelId,
    name: "浏览器推送",
    settings: { kind: "web-push", keys: { ...deps.secrets.newPushKeys(), contact: nobodyYet } },
    isOn: true,
    language: "zh",
    setAt: deps.now(),
    setBy: "anhu",
    version: 1,
  };
  if ((await deps.channels.add(channel)) === "added") return channel;
  return (await pushChannel(deps)) ?? channel;
}
