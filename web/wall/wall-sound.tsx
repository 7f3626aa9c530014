import { useSyncExternalStore } from "react";
import { alarmWords } from "../alarm/alarm-words.ts";
import { Button } from "../parts/button.tsx";
import { Notice } from "../parts/notice.tsx";
import { soundStore } from "../shell/sound-state.ts";
import { useSpeech, useWords } from "../words/language.tsx";
import { wallWords } from "./wall-words.ts";

/** Says that the wall cannot be heard, and why: nobody may rely on a screen that is mute without saying so. */
export function WallSound() {
  const { words } = useSpeech();
  const alarm = useWords(alarmWords);
  const wall = useWords(wallWords);
  const state = useSyncExternalStore(soundStore.subscribe, soundStore.state);
  switch (state) {
    case "on":
      return null;
    case "locked":
      return <Notice>{alarm.soundLocked}</Notice>;
    case "off":
      return <Notice action={<Button onClick={soundStore.toggle}>{words.soundOff}</Button>}>{wall.mute}</Notice>;
  }
}
