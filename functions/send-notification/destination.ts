import { holdsRoleAt } from "../../domain/escalation/recipients.ts";
import { type Channel, channelFor, isPersonal } from "../../domain/notify/channel.ts";
import type { Notification } from "../../domain/notify/notification.ts";
import type { NotifyRoute } from "../../domain/notify/route.ts";
import { browserIdOf } from "../notifying/browser-health.ts";
import { routesTo } from "../notifying/routes-to.ts";
import type { Deps } from "../shell/deps.ts";
import { readableOf } from "../shell/read-each.ts";

/** Where a notification goes, as settings and addresses are now; or why it goes nowhere. */
export type Destination =
  | {
      readonly kind: "found";
      readonly channel: Channel;
      readonly routes: readonly NotifyRoute[];
      readonly language: "zh" | "en";
    }
  | { readonly kind: "none"; readonly why: "no-channel" | "no-address" | "unknown-recipient" | "left-facility" };

/** Whoever holds no role at the facility any more is sent nothing of it, not what was written before they left either. */
export async function destinationOf(
  { to, channel: kind, facilityId, leftTo }: Notification,
  deps: Pick<Deps<"send-notification">, "channels" | "people" | "log">,
): Promise<Destination> {
  if (to.kind === "channel") {
    const channel = await deps.channels.find(to.channelId);
    if (channel === undefined || !channel.isOn) return { kind: "none", why: "no-channel" };
    return { kind: "found", channel, routes: routesTo(channel, {}), language: channel.language };
  }
  const person = await deps.people.find(to.personId);
  if (person === undefined || person.disabledAt !== undefined) return { kind: "none", why: "unknown-recipient" };
  if (!holdsRoleAt(person, facilityId)) return { kind: "none", why: "left-facility" };
  const channels = readableOf(await deps.channels.listFor(facilityId), deps.log);
  const channel = isPersonal(kind) ? channelFor(kind, facilityId, channels) : undefined;
  if (channel === undefined) return { kind: "none", why: "no-channel" };
  const routes = routesTo(channel, person.reach).filter((route) => isLeft(route, leftTo));
  if (routes.length === 0) return { kind: "none", why: "no-address" };
  return { kind: "found", channel, routes, language: person.reach.language };
}

function isLeft(route: NotifyRoute, leftTo: Notification["leftTo"]): boolean {
  return leftTo === undefined || route.channel !== "web-push" || leftTo.includes(browserIdOf(route.subscription));
}
