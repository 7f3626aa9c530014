import { useSyncExternalStore } from "react";
import { type Language, settingsStore, type ThemeChoice } from "../data/settings.ts";
import { passwordPage, sessionStore, signOut } from "../sign-in/session.ts";
import { useFamilyWords } from "./family-words.ts";
import classes from "./more-page.module.css";
import { mounts } from "./mounts.ts";
import { Action, ActionLink, Card, Quiet, Title } from "./parts.tsx";

/** The other screens, how this phone shows them, and signing out. */
export function MorePage() {
  const { words, say } = useFamilyWords();
  const { language, theme, hasLargeText } = useSyncExternalStore(settingsStore.subscribe, settingsStore.read);
  const session = useSyncExternalStore(sessionStore.subscribe, sessionStore.read);
  const password = passwordPage();
  return (
    <>
      <Title>{words.settings}</Title>
      {mounts.map(({ path, label }) =>
        label === undefined ? null : (
          <ActionLink key={path} href={`#${path}`}>
            {say(label)}
          </ActionLink>
        ),
      )}
      <Choice
        label={words.text}
        choices={words.texts}
        chosen={hasLargeText === true ? "large" : "normal"}
        choose={(text) => settingsStore.change({ hasLargeText: text === "large" ? true : undefined })}
      />
      <Choice<Language>
        label={words.language}
        choices={words.languages}
        chosen={language}
        choose={(chosen) => settingsStore.change({ language: chosen })}
      />
      <Choice<ThemeChoice>
        label={words.theme}
        choices={words.themes}
        chosen={theme}
        choose={(chosen) => settingsStore.change({ theme: chosen })}
      />
      {password !== undefined && <ActionLink href={password}>{words.password}</ActionLink>}
      {session.kind === "signed-in" && (
        <Card>
          <Quiet>{words.clear}</Quiet>
          <Action onClick={() => void leave()}>{words.signOut}</Action>
        </Card>
      )}
    </>
  );
}

/** Whoever uses this phone next gets none of the pushes of the person before. */
async function leave(): Promise<void> {
  const { forgetPush } = await import("../push/worker-messages.ts");
  await forgetPush();
  await signOut();
}

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly choices: Readonly<Partial<Record<T, string>>>;
  readonly chosen: T;
  readonly choose: (chosen: T) => void;
}

function Choice<T extends string>({ label, choices, chosen, choose }: ChoiceProps<T>) {
  return (
    <fieldset className={classes.choice}>
      <legend>{label}</legend>
      {(Object.entries(choices) as [T, string][]).map(([value, text]) => (
        <label key={value}>
          <input type="radio" name={label} checked={value === chosen} onChange={() => choose(value)} />
          {text}
        </label>
      ))}
    </fieldset>
  );
}
