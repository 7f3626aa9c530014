import { useId, useState } from "react";
import { Link } from "wouter";
import { familyPictureSent, pictureAudience } from "../../contracts/http/family-messages.ts";
import { ask } from "../data/api.ts";
import { mayOf, useMe } from "../data/me.ts";
import { useAnswer } from "../data/use-answer.ts";
import { sayRecorded } from "../parts/announcements.ts";
import { Button } from "../parts/button.tsx";
import { ProblemNotice, problemText } from "../parts/notice.tsx";
import { useSpeech, useWords } from "../words/language.tsx";
import { familyMessageWords } from "./message-words.ts";
import classes from "./messages.module.css";
import { scaledPicture } from "./scaled-picture.ts";

interface PicturePanelProps {
  readonly residentId: string;
  readonly facilityId: string;
}

/** On a resident's page: a picture with words for the relatives who may see it, named before it is sent. */
export function PicturePanel({ residentId, facilityId }: PicturePanelProps) {
  const words = useWords(familyMessageWords);
  const me = useMe();
  const [isOpen, setIsOpen] = useState(false);
  if (!mayOf(me, "family-picture.send", facilityId)) return null;
  return (
    <details className={classes.sending} onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
      <summary>{words.sendPicture}</summary>
      {isOpen && <Sending residentId={residentId} />}
    </details>
  );
}

function Sending({ residentId }: { readonly residentId: string }) {
  const words = useWords(familyMessageWords);
  const path = `/api/residents/${encodeURIComponent(residentId)}/family-pictures`;
  const { value, problem, again } = useAnswer(path, () => path, pictureAudience);
  if (problem !== undefined) return <ProblemNotice problem={problem} again={again} />;
  if (value === undefined) return <p aria-busy="true">…</p>;
  if (value.items.length === 0) return <p>{words.nobody}</p>;
  const names = value.items.map(({ name, relation }) => `${name}（${relation}）`).join("、");
  return (
    <>
      <p>{words.pictureLead}</p>
      <p>
        <strong>{words.audience(names)}</strong>
      </p>
      <PictureForm path={path} />
      <p>
        <Link href="/family-messages">{words.toMessages}</Link>
      </p>
    </>
  );
}

function PictureForm({ path }: { readonly path: string }) {
  const words = useWords(familyMessageWords);
  const speech = useSpeech();
  const [id, setId] = useState(() => crypto.randomUUID());
  const [data, setData] = useState<string>();
  const [text, setText] = useState("");
  const [isBusy, setIsBusy] = useState(false);
  const [said, setSaid] = useState<string>();
  const field = useId();
  async function choose(file: File | undefined): Promise<void> {
    setData(undefined);
    if (file === undefined) return;
    setSaid(words.shrinking);
    const scaled = await scaledPicture(file);
    setData(scaled);
    setId(crypto.randomUUID());
    setSaid(scaled === undefined ? words.noImage : undefined);
  }
  async function send(): Promise<void> {
    setIsBusy(true);
    const answer = await ask(path, familyPictureSent, { id, text: text.trim(), data });
    setIsBusy(false);
    if (answer.kind === "problem") return setSaid(problemText(answer.problem, speech));
    setData(undefined);
    setText("");
    setSaid(words.sentTo(answer.value.sentTo));
    sayRecorded(words.sentTo(answer.value.sentTo));
  }
  return (
    <form
      className={classes.answering}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <label htmlFor={`${field}-file`}>{words.choose}</label>
      <input
        id={`${field}-file`}
        key={id}
        type="file"
        accept="image/jpeg,image/png,image/webp"
        onChange={({ target }) => void choose(target.files?.[0])}
      />
      {data !== undefined && (
        <img className={classes.picture} src={`data:image/jpeg;base64,${data}`} alt={words.preview} />
      )}
      <label htmlFor={`${field}-words`}>{words.words}</label>
      <textarea
        id={`${field}-words`}
        rows={2}
        maxLength={1000}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      <p role="status">{said}</p>
      <p>
        <Button type="submit" look="primary" disabled={isBusy || data === undefined}>
          {words.send}
        </Button>
      </p>
    </form>
  );
}
