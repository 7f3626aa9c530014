import { type Channel, channelFor, type PersonalChannel } from "../notify/channel.ts";
import type { QuietHours } from "./quiet-hours.ts";

/** The ways by which relatives are told: nobody's telephone rings for it, that is for who has to go. */
export const familyChannels = ["web-push", "sms", "email"] as const satisfies readonly PersonalChannel[];
export type FamilyChannel = (typeof familyChannels)[number];

/** How a relative wants to be told; they set it themselves. */
export interface FamilyWishes {
  /** Absent: every way for which they have an address. */
  readonly channels?: readonly FamilyChannel[];
  /** Absent: none. */
  readonly quiet?: QuietHours;
}

interface Reached {
  readonly reach: {
    readonly phone?: string;
    readonly email?: string;
    readonly pushes: readonly unknown[];
  };
  readonly familyWishes?: FamilyWishes;
}

/** The ways by which a relative wants to be told and can be, by a facility's channels. */
export function familyWaysTo(
  { reach, familyWishes }: Reached,
  facilityId: string,
  channels: readonly Channel[],
): readonly FamilyChannel[] {
  const address = { "web-push": reach.pushes[0], sms: reach.phone, email: reach.email };
  return (familyWishes?.channels ?? familyChannels).filter(
    (way) => address[way] !== undefined && channelFor(way, facilityId, channels) !== undefined,
  );
}
