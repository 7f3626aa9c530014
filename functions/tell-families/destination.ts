import type { Person } from "../../domain/model/person.ts";
import { type Channel, channelFor, isPersonal } from "../../domain/notify/channel.ts";
import type { Notification } from "../../domain/notify/notification.ts";
import type { NotifyRoute } from "../../domain/notify/route.ts";
import { browserIdOf } from "../notifying/browser-health.ts";
import { routesTo } from "../notifying/routes-to.ts";
import type { Deps } from "../shell/deps.ts";
import { readableOf } from "../shell/read-each.ts";

/** Where a message to a relative goes, as addresses and channels are now; or why it goes nowhere. */
type Destination =
  | {
      readonly kind: "found";
      readonly channel: Channel;
      readonly routes: readonly NotifyRoute[];
      readonly language: "zh" | "en";
    }
  | { readonly kind: "none"; readonly why: "no-channel" | "no-address" };

export async function destinationOf(
  { channel: kind, facilityId, leftTo }: Notification,
  { reach }: Pick<Person, "reach">,
  deps: Pick<Deps<"tell-families">, "channels" | "log">,
): Promise<Destination> {
  const channels = readableOf(await deps.channels.listFor(facilityId), deps.log);
  const channel = isPersonal(kind) ? channelFor(kind, facilityId, channels) : undefined;
  if (channel === undefined) return { kind: "none", why: "no-channel" };
  const routes = routesTo(channel, reach).filter(
    (route) => leftTo === undefined || route.channel !== "web-push" || leftTo.includes(browserIdOf(route.subscription)),
  );
  if (routes.length === 0) return { kind: "none", why: "no-address" };
  return { kind: "found", channel, routes, language: reach.language };
}
