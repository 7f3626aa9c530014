import { useEffect, useRef } from "react";
import { settingsStore } from "../data/settings.ts";
import { Button } from "../parts/button.tsx";
import { usePageTitle } from "../parts/page-title.ts";
import { playPattern } from "../shell/alarm-sound.ts";
import { soundStore } from "../shell/sound-state.ts";
import { useSpeech } from "../words/language.tsx";
import { type Session, signIn, signOut } from "./session.ts";
import classes from "./sign-in-page.module.css";
import { type Closed, signInWords } from "./sign-in-words.ts";

/** A room that listened for alarms must hear that none will come. */
const soundEveryMs = 25_000;

/** In place of every other page while nobody is signed in: what happened, what was kept, what to do next. */
export function SignInPage({ session }: { readonly session: Extract<Session, { readonly kind: Closed }> }) {
  const { words, language } = useSpeech();
  const { title, text, action } = signInWords[language][session.kind];
  const heading = useRef<HTMLHeadingElement>(null);
  usePageTitle(title);
  useEffect(() => heading.current?.focus(), []);
  useEffect(() => {
    if (session.kind !== "ended" || !soundStore.isOn()) return undefined;
    playPattern("medium");
    const timer = setInterval(() => playPattern("medium"), soundEveryMs);
    return () => clearInterval(timer);
  }, [session.kind]);
  return (
    <main className={classes.page}>
      <p className={classes.brand}>
        <img src="/icon.svg" alt="" width="28" height="28" /> {words.product}
      </p>
      <section
        className={`${classes.card} ${session.kind === "ended" ? classes.urgent : ""}`}
        data-session={session.kind}
      >
        <h1 className={classes.title} ref={heading} tabIndex={-1}>
          {title}
        </h1>
        <p className={classes.text}>{text}</p>
        {session.kind === "failed" && (
          <p className={classes.detail} lang="en">
            {session.detail}
          </p>
        )}
        <Button
          className={classes.action ?? ""}
          look="primary"
          disabled={session.kind === "signed-out" && session.isLeaving === true}
          onClick={() => void (session.kind === "no-access" ? signOut() : signIn())}
        >
          {action}
        </Button>
      </section>
      <Button
        look="quiet"
        lang={language === "zh" ? "en" : "zh-CN"}
        onClick={() => settingsStore.change({ language: language === "zh" ? "en" : "zh" })}
      >
        {language === "zh" ? "English" : "中文"}
      </Button>
    </main>
  );
}
