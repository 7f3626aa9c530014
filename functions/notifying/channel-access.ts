import type { Caller } from "../../domain/access/caller.ts";
import { mayDo } from "../../domain/access/decide.ts";
import type { Channel } from "../../domain/notify/channel.ts";
import type { ChannelStore } from "../../stores/channel-store.ts";
import { unknownChannel } from "./channel-refusals.ts";

/** Whether the caller may set the channels of a facility, or without one those of the whole service. */
export function maySetChannels(caller: Caller, facilityId: string | undefined): boolean {
  return mayDo(
    caller,
    "channel.manage",
    facilityId === undefined ? { kind: "service" } : { kind: "facility", facilityId },
  );
}

/** The channel, if it is one that the caller may set; otherwise the same refusal as for none. */
export async function settableChannel(
  id: string,
  caller: Caller,
  deps: { readonly channels: Pick<ChannelStore, "find"> },
): Promise<Channel> {
  const channel = await deps.channels.find(id);
  if (channel === undefined || !maySetChannels(caller, channel.facilityId)) throw unknownChannel(id);
  return channel;
}
