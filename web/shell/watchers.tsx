import { useEffect, useRef, useSyncExternalStore } from "react";
import { themeAt } from "../data/settings.ts";
import { useBoard, useOpenAlerts, useSettings } from "../data/use-board.ts";
import { announcementStore, sayUrgent } from "../parts/announcements.ts";
import { useCurrentTitle } from "../parts/page-title.ts";
import { useNow, useOnClock } from "../parts/use-clock.ts";
import { useSpeech } from "../words/language.tsx";
import { playPattern } from "./alarm-sound.ts";
import { type Sounded, soundDue } from "./sound-plan.ts";
import { soundStore } from "./sound-state.ts";
import classes from "./watchers.module.css";

/** Keeps language, theme and title of the document as they were chosen. */
export function DocumentState() {
  const { words, language } = useSpeech();
  const { theme } = useSettings();
  const themeNow = useOnClock((now) => themeAt(theme, now));
  const { connection } = useBoard();
  const page = useCurrentTitle();
  const high = useOpenAlerts().filter(({ priority, technical }) => priority === "high" && !technical).length;
  useEffect(() => {
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
    document.documentElement.dataset.theme = themeNow;
    const state = connection.kind === "lost" ? `${words.connectionDown} · ` : "";
    document.title = `${high > 0 ? `(${high}) ` : ""}${state}${page === "" ? "" : `${page} · `}${words.product}`;
  }, [language, themeNow, high, connection.kind, page, words]);
  return null;
}

/** Says each new alert of high priority once, and sounds while nobody has answered. */
export function Alarm() {
  const { words, say } = useSpeech();
  const { county } = useBoard();
  const alerts = useOpenAlerts();
  const said = useRef<ReadonlySet<string>>(new Set());
  useEffect(() => {
    const high = alerts.filter(({ priority, technical }) => priority === "high" && !technical);
    const fresh = high.filter(({ id }) => !said.current.has(id));
    said.current = new Set(high.map(({ id }) => id));
    if (fresh.length === 0 || county === undefined) return;
    sayUrgent(
      fresh
        .map((alert) => {
          const resident = county.residents.get(alert.residentId);
          return words.newAlert(say(alert.title), resident?.name ?? "", resident?.bed?.label ?? words.noBed);
        })
        .join("; "),
    );
  }, [alerts, county, words, say]);

  const isOn = useSyncExternalStore(soundStore.subscribe, soundStore.isOn);
  return isOn ? <Bell /> : null;
}

function Bell() {
  const alerts = useOpenAlerts();
  const now = useNow();
  const sounded = useRef<Sounded>({ at: 0, alertIds: new Set() });
  // biome-ignore lint/correctness/useExhaustiveDependencies: each second asks anew whether a repetition is due
  useEffect(() => {
    // Repetitions are for the ears of people in the room: they follow the page's clock, not a simulation's.
    const at = Date.now();
    const pattern = soundDue(alerts, sounded.current, at);
    if (pattern === undefined) return;
    sounded.current = { at, alertIds: new Set(alerts.map(({ id }) => id)) };
    playPattern(pattern);
  }, [alerts, now]);
  return null;
}

/** The regions that assistive technology listens to, and the visible receipt of what was recorded. */
export function Announcer() {
  const { urgent, recorded } = useSyncExternalStore(announcementStore.subscribe, announcementStore.read);
  return (
    <>
      <p className="said" role="alert">
        {urgent}
      </p>
      <p className={recorded === "" ? "said" : classes.receipt} role="status">
        {recorded}
      </p>
    </>
  );
}
