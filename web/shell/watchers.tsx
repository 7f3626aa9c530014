import { useEffect, useSyncExternalStore } from "react";
import { themeAt } from "../data/settings.ts";
import { useBoard, useHeardAlerts, useSettings } from "../data/use-board.ts";
import { announcementStore } from "../parts/announcements.ts";
import { useCurrentTitle } from "../parts/page-title.ts";
import { useOnClock } from "../parts/use-clock.ts";
import { useSpeech } from "../words/language.tsx";
import classes from "./watchers.module.css";

/** Keeps language, theme and title of the document as they were chosen. */
export function DocumentState() {
  const { words, language } = useSpeech();
  const { theme } = useSettings();
  const themeNow = useOnClock((now) => themeAt(theme, now));
  const { connection } = useBoard();
  const page = useCurrentTitle();
  const high = useHeardAlerts().filter(({ priority, technical }) => priority === "high" && !technical).length;
  useEffect(() => {
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
    document.documentElement.dataset.theme = themeNow;
  }, [language, themeNow]);
  // Apart: a browser that is told the language again works out the style of the whole page.
  useEffect(() => {
    const state = connection.kind === "lost" ? `${words.connectionDown} · ` : "";
    document.title = `${high > 0 ? `(${high}) ` : ""}${state}${page === "" ? "" : `${page} · `}${words.product}`;
  }, [high, connection.kind, page, words]);
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
