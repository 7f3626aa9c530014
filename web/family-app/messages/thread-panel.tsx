import { useEffect, useId, useState, useSyncExternalStore } from "react";
import { ask } from "../../data/api.ts";
import { absolute } from "../../words/time-words.ts";
import { readBy } from "../answers.ts";
import { useFamily } from "../family-store.ts";
import { useFamilyWords } from "../family-words.ts";
import { Action, ActionLink, Actions, Card, Problem, problemWords, Quiet } from "../parts.tsx";
import { useReading } from "../use-reading.ts";
import { useMessageWords } from "./message-words.ts";
import classes from "./messages.module.css";
import { Outbox, type Unsent } from "./outbox.ts";
import { SentPicture } from "./sent-picture.tsx";
import { type ShownMessage, threadOf, writtenOf } from "./thread-answer.ts";

const longest = 1000;

const outbox = new Outbox(async ({ id, residentId, text }) => {
  const path = addressOf(residentId);
  const answer = await ask(path, readBy(path, writtenOf), { id, text });
  return answer.kind === "answer" ? undefined : answer.problem;
});

function addressOf(residentId: string): string {
  return `/api/residents/${encodeURIComponent(residentId)}/family-messages`;
}

interface ThreadPanelProps {
  readonly residentId: string;
  readonly name: string;
  readonly phone: string | undefined;
  readonly facilityName: string;
}

/** What was written about one resident, and a field for more. Above all: what is urgent is for the telephone. */
export function ThreadPanel({ residentId, name, phone, facilityName }: ThreadPanelProps) {
  const words = useMessageWords();
  const { words: family } = useFamilyWords();
  const { answers } = useFamily();
  const { value, problem, again } = useReading(addressOf(residentId), threadOf, answers);
  const unsent = useSyncExternalStore(outbox.subscribe, outbox.read).filter((one) => one.residentId === residentId);
  useSeen(residentId, value?.unread ?? 0, value?.messages.at(-1)?.at, again);
  useSendingWhenConnected(answers, again);
  return (
    <Card heading={words.of(name)}>
      <p className={classes.urgent}>{words.urgent}</p>
      <Actions>
        {phone !== undefined && <ActionLink href={`tel:${phone}`}>{family.callFacility(facilityName)}</ActionLink>}
        <ActionLink weight="urgent" href="tel:120">
          {family.call120}
        </ActionLink>
      </Actions>
      {problem !== undefined && <Problem problem={problem} again={again} />}
      {value === undefined && problem === undefined && <p aria-busy="true">{family.loading}</p>}
      {value !== undefined && (
        <>
          {value.messages.length + unsent.length === 0 && <Quiet>{words.none}</Quiet>}
          <ol className={classes.messages}>
            {value.messages.map((message) => (
              <Message key={message.id} message={message} residentId={residentId} />
            ))}
            {unsent
              .filter(({ id }) => !value.messages.some((one) => one.id === id))
              .map((message) => (
                <UnsentMessage key={message.id} message={message} taken={again} />
              ))}
          </ol>
          {value.mayWrite ? <Writing residentId={residentId} taken={again} /> : <Quiet>{words.mayNotWrite}</Quiet>}
        </>
      )}
    </Card>
  );
}

/** Says that what stands on the screen was seen; once for each newest message. */
function useSeen(residentId: string, unread: number, newestAt: number | undefined, again: () => void): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was seen is named by its time
  useEffect(() => {
    if (unread === 0 || newestAt === undefined || document.hidden) return;
    const path = `${addressOf(residentId)}/read`;
    const read = readBy(path, (value) => (typeof value === "object" && value !== null ? true : undefined));
    void ask(path, read, { until: new Date(newestAt).toISOString() }).then(({ kind }) => kind === "answer" && again());
  }, [residentId, unread, newestAt]);
}

/** Sends what waits as soon as the service answers again. */
function useSendingWhenConnected(answers: number, again: () => void): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: each answer of the service is a reason to try
  useEffect(() => {
    const retry = () => void outbox.sendWaiting().then((isTaken) => isTaken && again());
    retry();
    window.addEventListener("online", retry);
    return () => window.removeEventListener("online", retry);
  }, [answers]);
}

function Message({ message, residentId }: { readonly message: ShownMessage; readonly residentId: string }) {
  const words = useMessageWords();
  const { id, at, by, text, pictureId, hasHiddenPicture } = message;
  const who = by === undefined ? words.me : `${words.roles[by.role] ?? words.roles.other} ${by.name}`;
  return (
    <li className={`${classes.message} ${by === undefined ? classes.own : ""}`} data-message={id}>
      <p className={classes.head}>
        <strong>{who}</strong> <time dateTime={new Date(at).toISOString()}>{absolute(at)}</time>
      </p>
      {text !== "" && <p className={classes.text}>{text}</p>}
      {pictureId !== undefined && <SentPicture residentId={residentId} id={pictureId} />}
      {hasHiddenPicture && <Quiet>{words.hiddenPicture}</Quiet>}
    </li>
  );
}

function UnsentMessage({ message, taken }: { readonly message: Unsent; readonly taken: () => void }) {
  const words = useMessageWords();
  const { words: family, language } = useFamilyWords();
  const { id, text, isUnderWay, problem } = message;
  return (
    <li className={`${classes.message} ${classes.unsent}`} data-unsent={id}>
      <p className={classes.text}>{text}</p>
      <p role="status">
        {isUnderWay || problem === undefined
          ? words.sending
          : problem.kind === "unreachable"
            ? words.waiting
            : `${words.refused}${problemWords(problem, family, language)}`}
      </p>
      {problem !== undefined && !isUnderWay && (
        <Actions>
          <Action onClick={() => void outbox.sendAgain(id).then((isTaken) => isTaken && taken())}>{words.again}</Action>
          <Action onClick={() => outbox.drop(id)}>{words.drop}</Action>
        </Actions>
      )}
    </li>
  );
}

function Writing({ residentId, taken }: { readonly residentId: string; readonly taken: () => void }) {
  const words = useMessageWords();
  const [text, setText] = useState("");
  const field = useId();
  const length = text.trim().length;
  function send(): void {
    const message = { id: crypto.randomUUID(), residentId, text: text.trim(), at: Date.now() };
    setText("");
    void outbox.write(message).then((isTaken) => isTaken && taken());
  }
  return (
    <form
      className={classes.writing}
      onSubmit={(event) => {
        event.preventDefault();
        if (length > 0 && length <= longest) send();
      }}
    >
      <label htmlFor={field}>{words.label}</label>
      <textarea id={field} rows={3} value={text} onChange={(event) => setText(event.target.value)} />
      <Quiet>{words.whenRead}</Quiet>
      {length > longest - 100 && (
        <p role="status">{length > longest ? words.tooLong(length - longest) : words.left(longest - length)}</p>
      )}
      <Action type="submit" weight="first" disabled={length === 0 || length > longest}>
        {words.send}
      </Action>
    </form>
  );
}
