import { useEffect, useState } from "react";
import { ask } from "../../data/api.ts";
import { type PushState, present, pushState, subscribe, unsubscribe } from "../../push/this-browser.ts";
import { confirmPush, forgetPush } from "../../push/worker-messages.ts";
import { fieldsOf, readBy, textOf } from "../answers.ts";
import { useFamilyWords } from "../family-words.ts";
import { Action, Card, Problem, problemWords, Quiet, Title } from "../parts.tsx";
import { useReading } from "../use-reading.ts";
import { useMessageWords } from "./message-words.ts";
import { QuietHoursChoice } from "./quiet-hours-choice.tsx";
import { WaysChoice } from "./ways-choice.tsx";
import { type Wishes, wishesOf, wishesPath } from "./wishes-answer.ts";

/** By what and when one is told of one's relatives: this telephone, the ways, quiet hours, a test. */
export function FamilySettingsPage() {
  const words = useMessageWords();
  const { words: family, language } = useFamilyWords();
  const asked = useReading(wishesPath, wishesOf);
  const [set, setSet] = useState<Wishes>();
  const [said, setSaid] = useState<string>();
  const wishes = set ?? asked.value;
  /** Shown at once, and taken back where it was not taken. */
  async function change(shown: Wishes, body: unknown): Promise<void> {
    setSet(shown);
    const answer = await ask(wishesPath, readBy(wishesPath, wishesOf), body);
    setSet(answer.kind === "answer" ? answer.value : wishes);
    setSaid(
      answer.kind === "answer" ? words.saved : `${words.notSaved}${problemWords(answer.problem, family, language)}`,
    );
  }
  return (
    <>
      <Title>{words.settings}</Title>
      <Quiet>{words.settingsLead}</Quiet>
      <ThisPhone changed={asked.again} />
      {asked.problem !== undefined && <Problem problem={asked.problem} again={asked.again} />}
      {wishes !== undefined && (
        <>
          <WaysChoice wishes={wishes} choose={(channels) => void change({ ...wishes, channels }, { channels })} />
          <QuietHoursChoice quiet={wishes.quiet} choose={(quiet) => void change(withQuiet(wishes, quiet), { quiet })} />
        </>
      )}
      <TestMessage />
      <p role="status">{said}</p>
    </>
  );
}

function withQuiet({ channels, reachable }: Wishes, quiet: Wishes["quiet"] | null): Wishes {
  return { channels, reachable, ...(quiet === undefined || quiet === null ? {} : { quiet }) };
}

function ThisPhone({ changed }: { readonly changed: () => void }) {
  const words = useMessageWords();
  const [state, setState] = useState<PushState>();
  const [isBusy, setIsBusy] = useState(false);
  const [hasFailed, setHasFailed] = useState(false);
  useEffect(() => void pushState().then(setState), []);
  async function turn(): Promise<void> {
    setIsBusy(true);
    setHasFailed(false);
    const isDone = await (state === "on" ? turnOff() : turnOn()).catch(() => false);
    setHasFailed(!isDone);
    setState(await pushState());
    setIsBusy(false);
    changed();
  }
  return (
    <Card heading={words.push}>
      {state !== undefined && <p data-push={state}>{words.pushStates[state]}</p>}
      {(state === "off" || state === "on") && (
        <Action weight={state === "off" ? "first" : "plain"} disabled={isBusy} onClick={() => void turn()}>
          {state === "off" ? words.pushOn : words.pushOff}
        </Action>
      )}
      {hasFailed && <p role="alert">{words.pushFailed}</p>}
      <Quiet>{words.lockScreen}</Quiet>
    </Card>
  );
}

async function turnOn(): Promise<boolean> {
  const path = "/api/push-key";
  const key = await ask(
    path,
    readBy(path, (value) => textOf(fieldsOf(value).publicKey)),
  );
  if (key.kind === "problem" || (await subscribe(key.value)) === undefined) return false;
  await confirmPush();
  return true;
}

async function turnOff(): Promise<boolean> {
  await forgetPush();
  if ((await present()) !== undefined) await unsubscribe();
  return true;
}

function TestMessage() {
  const words = useMessageWords();
  const { words: family, language } = useFamilyWords();
  const [said, setSaid] = useState<string>();
  async function send(): Promise<void> {
    const path = "/api/me/test-message";
    const read = readBy(path, (value) => (Array.isArray(fieldsOf(value).items) ? true : undefined));
    const answer = await ask(path, read, {});
    setSaid(answer.kind === "answer" ? words.testSent : problemWords(answer.problem, family, language));
  }
  return (
    <Card>
      <Action onClick={() => void send()}>{words.test}</Action>
      <p role="status">{said}</p>
    </Card>
  );
}
