import type { Person } from "../model/person.ts";
import type { EpochMs } from "../model/time.ts";
import { type Channel, type ChannelKind, channelFor } from "./channel.ts";
import { type Notification, newNotification } from "./notification.ts";

/** What somebody is told about their own work, apart from alerts. */
export const noticeKinds = [
  /** A colleague would take their duty for one of their own; they answer. */
  "swap-proposed",
  "swap-accepted",
  "swap-declined",
  "swap-withdrawn",
  /** Somebody else comes instead of them. */
  "duty-covered",
  /** A duty that was another's is theirs now. */
  "duty-given",
  /** Their duty begins or ends at another time. */
  "duty-moved",
  "duty-removed",
  /** A colleague handed alerts or remarks over to them; they confirm it. */
  "handed-over",
  /** In an emergency the record of somebody of their house was opened, or is open for longer. */
  "record-opened",
  /** Nobody judged in time whether that had to be. */
  "opening-late",
  /** A relative wrote to the care team and nobody has read it. */
  "family-message",
] as const;
export type NoticeKind = (typeof noticeKinds)[number];

/** Somebody is to be told something. */
export interface Told {
  readonly personId: string;
  readonly kind: NoticeKind;
  /** What it is about, in the version that it has now: the same is told once however often it is asked for. */
  readonly about: string;
}

/** A telephone that rings is for alerts. */
const ways = ["web-push", "sms", "email"] as const satisfies readonly ChannelKind[];
/** Whoever is on duty has the page open or near: no text message for what may wait. */
const lightWays: readonly ChannelKind[] = ["web-push"];

/** The calls of a person by every way of theirs that is set up, apart from ringing; none where they have no address. */
export function noticesTo(
  { id: personId, reach, disabledAt }: Pick<Person, "id" | "reach" | "disabledAt">,
  { kind, about }: Pick<Told, "kind" | "about">,
  facilityId: string,
  channels: readonly Channel[],
  now: EpochMs,
): readonly Notification[] {
  if (disabledAt !== undefined) return [];
  const address = { "web-push": reach.pushes[0], sms: reach.phone, email: reach.email };
  return ways
    .filter((way) => kind !== "family-message" || lightWays.includes(way))
    .filter((way) => address[way] !== undefined && channelFor(way, facilityId, channels) !== undefined)
    .map((channel) => ({
      ...newNotification(
        {
          alertId: `notice-${kind}-${about}`,
          facilityId,
          round: 0,
          step: 0,
          to: { kind: "person", personId },
          channel,
          priority: "low",
        },
        now,
      ),
      notice: kind,
    }));
}
