import { mayOf, useMe } from "../data/me.ts";
import type { Section } from "../office/office-page.tsx";
import { useWords } from "../words/language.tsx";
import { channelWords } from "./channel-words.ts";

/** Channels and what was sent by them, as far as they are for whoever reads. */
export function useChannelSections(): readonly Section[] {
  const words = useWords(channelWords);
  const me = useMe();
  return [
    ...(mayOf(me, "channel.manage") ? [{ path: "/channels", label: words.channels }] : []),
    ...(mayOf(me, "delivery.read") ? [{ path: "/deliveries", label: words.deliveries }] : []),
  ];
}
