import { useEffect, useState, useSyncExternalStore } from "react";
import { noDevices } from "./device-lists.ts";
import { type OwnMedia, type OwnMediaState, openOwnMedia } from "./own-media.ts";

export type Media = OwnMediaState & Pick<OwnMedia, "choose" | "speakerFailed">;

const nothing: OwnMediaState = {
  stream: undefined,
  lists: noDevices,
  chosen: { camera: "", microphone: "", speaker: "" },
  trouble: undefined,
  lost: {},
};
const closed: OwnMedia = {
  read: () => nothing,
  subscribe: () => () => undefined,
  choose: () => undefined,
  speakerFailed: () => undefined,
  close: () => undefined,
};

/** Camera, microphone and loudspeaker, held as long as what uses them is on the page. */
export function useMedia(): Media {
  const [own, setOwn] = useState<OwnMedia>(closed);
  useEffect(() => {
    const opened = openOwnMedia(navigator.mediaDevices);
    setOwn(opened);
    return () => opened.close();
  }, []);
  const state = useSyncExternalStore(own.subscribe, own.read);
  return { ...state, choose: own.choose, speakerFailed: own.speakerFailed };
}
