import type { Person } from "../model/person.ts";
import { type Channel, type ChannelKind, channelFor, type PersonalChannel, personalChannels } from "./channel.ts";

/** Whether a person has an address for it. */
export function hasAddress({ reach }: Person, channel: PersonalChannel): boolean {
  switch (channel) {
    case "web-push":
      return reach.pushes.length > 0;
    case "email":
      return reach.email !== undefined;
    case "sms":
    case "voice":
      return reach.phone !== undefined;
  }
}

/**
 * By what a person can be called for a facility: those channels for which they have an address and somebody set up a
 * gateway that is on. `only`: what a step of the policy allows. None: nobody would reach them, which is to be shown
 * before it matters.
 */
export function channelsReaching(
  person: Person,
  facilityId: string,
  channels: readonly Channel[],
  only?: readonly ChannelKind[],
): readonly PersonalChannel[] {
  return personalChannels.filter(
    (kind) =>
      person.disabledAt === undefined &&
      (only === undefined || only.includes(kind)) &&
      hasAddress(person, kind) &&
      channelFor(kind, facilityId, channels) !== undefined,
  );
}
