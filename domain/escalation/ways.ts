import type { Person } from "../model/person.ts";
import {
  type Channel,
  type ChannelKind,
  channelFor,
  isPersonal,
  type PersonalChannel,
  personalChannels,
} from "../notify/channel.ts";

/** By which it is decided whether a way works. */
export interface WayContext {
  readonly facilityId: string;
  /** That may serve the facility, with those of the whole service. */
  readonly channels: readonly Channel[];
  /** Ids of channels, and addresses of browsers, to which the last send failed: they are tried, and shown. */
  readonly failing: ReadonlySet<string>;
}

/** Whether a way to somebody works; a failing one is tried all the same. */
export type WayState = "ready" | "failing" | "not-set-up" | "no-address";

/** One way to somebody, and whether it works. */
export interface Way {
  readonly channel: PersonalChannel;
  readonly state: WayState;
}

/** A gateway took the last messages, or at least some were never tried: worth sending by. */
export function isWorking(state: WayState): boolean {
  return state === "ready" || state === "failing";
}

/** The states of all ways to a person, or of those asked for. */
export function waysTo(person: Person, asked: readonly ChannelKind[] | undefined, context: WayContext): readonly Way[] {
  const kinds = asked === undefined ? personalChannels : asked.filter(isPersonal);
  return kinds.map((channel) => ({ channel, state: stateOfWay(person, channel, context) }));
}

function stateOfWay(person: Person, kind: PersonalChannel, { facilityId, channels, failing }: WayContext): WayState {
  const gateway = channelFor(kind, facilityId, channels);
  if (gateway === undefined) return "not-set-up";
  if (!hasAddress(person, kind)) return "no-address";
  return isFailing(person, kind, gateway.id, failing) ? "failing" : "ready";
}

/** Pushes go by one channel to whatever service each browser has: only what goes to theirs says something of a person. */
function isFailing(
  { reach }: Person,
  kind: PersonalChannel,
  gatewayId: string,
  failing: WayContext["failing"],
): boolean {
  if (kind === "web-push") return reach.pushes.every(({ endpoint }) => failing.has(endpoint));
  return failing.has(gatewayId);
}

function hasAddress({ reach }: Person, kind: PersonalChannel): boolean {
  switch (kind) {
    case "web-push":
      return reach.pushes.length > 0;
    case "email":
      return reach.email !== undefined;
    case "sms":
    case "voice":
      return reach.phone !== undefined;
  }
}
