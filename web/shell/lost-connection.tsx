import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { Button } from "../parts/button.tsx";
import { Notice } from "../parts/notice.tsx";
import { useNow } from "../parts/use-clock.ts";
import { useSpeech, useWords } from "../words/language.tsx";
import { clockTime, countUp } from "../words/time-words.ts";
import { playPattern } from "./alarm-sound.ts";
import classes from "./lost-connection.module.css";
import { hushMs, isHushed, isLostSoundDue, patienceMs } from "./lost-sound.ts";
import { lostWords } from "./lost-words.ts";
import { soundStore } from "./sound-state.ts";

/**
 * Shown while the live connection is lost. One that does not come back soon stands out, and where alerts would sound it
 * is heard, low and again and again: nobody may take a page that hears nothing for one that has nothing to say.
 */
export function LostConnection({ since }: { readonly since: number | undefined }) {
  const { words, language } = useSpeech();
  const lost = useWords(lostWords);
  // Each tick draws this again; how long it has lasted is the time of the room, not a simulation's.
  const tick = useNow();
  const now = Date.now();
  const [noticedAt] = useState(now);
  const [hushedAt, setHushedAt] = useState<number>();
  const soundedAt = useRef<number>(undefined);
  const isOn = useSyncExternalStore(soundStore.subscribe, soundStore.isOn);
  // biome-ignore lint/correctness/useExhaustiveDependencies: looks again at each tick
  useEffect(() => {
    const at = Date.now();
    if (!isOn || !isLostSoundDue({ since: noticedAt, soundedAt: soundedAt.current, hushedAt }, at)) return;
    soundedAt.current = at;
    playPattern("lost");
  }, [tick, isOn, hushedAt, noticedAt]);
  const text = since === undefined ? words.connectionNever : words.connectionLost(clockTime(since));
  if (now - noticedAt < patienceMs) return <Notice>{text}</Notice>;
  const hushed = isHushed(hushedAt, now);
  return (
    <div className={classes.lost} data-lost="">
      <p className={classes.text} role="alert">
        {text}
        {language === "zh" ? "" : " "}
        {lost.deaf}
      </p>
      <p className={classes.since} aria-hidden="true">
        {countUp(now - noticedAt, language)}
      </p>
      {isOn && !hushed && <Button onClick={() => setHushedAt(Date.now())}>{lost.hush}</Button>}
      {isOn && hushed && hushedAt !== undefined && <p>{lost.hushed(clockTime(hushedAt + hushMs))}</p>}
    </div>
  );
}
