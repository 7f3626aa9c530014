import { type FormEvent, useSyncExternalStore } from "react";
import { Link } from "wouter";
import { mayOf, useMe } from "../data/me.ts";
import { settingsStore, type ThemeChoice } from "../data/settings.ts";
import { useSettings } from "../data/use-board.ts";
import { Button } from "../parts/button.tsx";
import { forgetPush } from "../push/worker-messages.ts";
import { passwordPage, sessionStore, signOut } from "../sign-in/session.ts";
import { changePasswordWords } from "../sign-in/sign-in-words.ts";
import { useSpeech } from "../words/language.tsx";
import { playPattern } from "./alarm-sound.ts";
import classes from "./settings-panel.module.css";
import { soundStore } from "./sound-state.ts";

const themes = ["auto", "light", "night", "contrast"] as const satisfies readonly ThemeChoice[];
const patterns = ["high", "medium", "low"] as const;

/** What this workstation can choose; every change takes effect at once. */
export function SettingsPanel({ close }: { readonly close: () => void }) {
  const { words, language } = useSpeech();
  const settings = useSettings();
  const me = useMe();
  const session = useSyncExternalStore(sessionStore.subscribe, sessionStore.read);
  const isSoundOn = useSyncExternalStore(soundStore.subscribe, soundStore.isOn);

  function named(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get("person") ?? "").trim();
    settingsStore.change({ person: name === "" ? undefined : name });
  }

  async function leave(): Promise<void> {
    await forgetPush();
    await signOut();
  }

  return (
    <div className={classes.panel}>
      {mayOf(me, "quarantine.read") && (
        <Link className={classes.link} href="/operations" onClick={close}>
          {words.operations}
        </Link>
      )}
      <fieldset className={classes.group}>
        <legend className={classes.legend}>{words.theme}</legend>
        {themes.map((theme) => (
          <Button key={theme} aria-pressed={settings.theme === theme} onClick={() => settingsStore.change({ theme })}>
            {words.themes[theme]}
          </Button>
        ))}
      </fieldset>
      <fieldset className={classes.group}>
        <legend className={classes.legend}>{words.sound}</legend>
        <Button aria-pressed={isSoundOn} onClick={() => soundStore.toggle()}>
          {isSoundOn ? words.soundOn : words.soundOff}
        </Button>
        {patterns.map((pattern) => (
          <Button key={pattern} onClick={() => playPattern(pattern)}>
            {words.soundTry} · {words.priorities[pattern]}
          </Button>
        ))}
      </fieldset>
      {me.kind === "nobody" && (
        <form className={classes.group} onSubmit={named} key={settings.person}>
          <label className={classes.label}>
            {words.person}
            <input
              className={classes.input}
              name="person"
              maxLength={40}
              autoComplete="name"
              placeholder={words.personNone}
              defaultValue={settings.person}
            />
          </label>
          <Button type="submit">{words.personSave}</Button>
        </form>
      )}
      <label className={classes.check}>
        <input
          type="checkbox"
          checked={settings.hasShortcuts}
          onChange={(event) => settingsStore.change({ hasShortcuts: event.currentTarget.checked })}
        />
        {words.shortcuts}
      </label>
      {session.kind === "signed-in" && (
        <div className={classes.group}>
          {passwordPage() !== undefined && (
            <a className={classes.link} href={passwordPage()}>
              {changePasswordWords[language]}
            </a>
          )}
          <Button onClick={() => void leave()}>{words.signOut}</Button>
        </div>
      )}
    </div>
  );
}
