import { useState } from "react";
import { type NoteView, noteList, note as noteSchema } from "../../contracts/http/notes.ts";
import { ask } from "../data/api.ts";
import { mayOf, useMe } from "../data/me.ts";
import { useAnswer } from "../data/use-answer.ts";
import { Button } from "../parts/button.tsx";
import { AreaField } from "../parts/form/field.tsx";
import { FormFrame } from "../parts/form/form.tsx";
import { useForm } from "../parts/form/use-form.ts";
import { Stamp } from "../parts/moment.tsx";
import { ProblemNotice } from "../parts/notice.tsx";
import { useSpeech, useWords } from "../words/language.tsx";
import classes from "./notes.module.css";
import { planWords } from "./plan-words.ts";

interface NotesProps {
  readonly residentId: string;
  readonly facilityId: string;
}

/** Care notes, newest first. A note stands as it was written; a correction is a note of its own beside it. */
export function Notes({ residentId, facilityId }: NotesProps) {
  const speech = useSpeech();
  const words = useWords(planWords);
  const me = useMe();
  const path = `/api/residents/${encodeURIComponent(residentId)}/notes`;
  const { value, problem, again } = useAnswer(path, () => path, noteList);
  const [older, setOlder] = useState<{ readonly items: readonly NoteView[]; readonly next: string | undefined }>();
  const [correcting, setCorrecting] = useState<string>();
  const may = mayOf(me, "note.write", facilityId);
  const next = older === undefined ? value?.next : older.next;
  const notes = [...(value?.items ?? []), ...(older?.items ?? [])];
  const corrected = new Set(notes.map(({ corrects }) => corrects));

  async function readOlder(before: string): Promise<void> {
    const answer = await ask(`${path}?before=${encodeURIComponent(before)}`, noteList);
    if (answer.kind !== "answer") return;
    setOlder({ items: [...(older?.items ?? []), ...answer.value.items], next: answer.value.next });
  }

  return (
    <div className={classes.notes}>
      {may && correcting === undefined && <NoteForm path={path} label={words.newNote} done={again} />}
      {problem !== undefined && <ProblemNotice problem={problem} again={again} />}
      {value === undefined && problem === undefined && <p>{speech.words.loading}</p>}
      {value !== undefined && notes.length === 0 && <p className={classes.meta}>{words.noNotes}</p>}
      <ol className={classes.list}>
        {notes.map((written) => (
          <li key={written.id} data-note={written.id}>
            <p className={classes.meta}>
              <Stamp at={Date.parse(written.at)} /> · {written.by}
              {written.corrects !== undefined && ` · ${words.corrects}`}
              {corrected.has(written.id) && ` · ${words.corrected}`}
              {may && correcting !== written.id && (
                <Button
                  className={classes.correct ?? ""}
                  look="quiet"
                  aria-label={`${words.correct}: ${written.text.slice(0, 20)}`}
                  onClick={() => setCorrecting(written.id)}
                >
                  {words.correct}
                </Button>
              )}
            </p>
            <p className={corrected.has(written.id) ? classes.old : classes.text}>{written.text}</p>
            {correcting === written.id && (
              <NoteForm
                path={path}
                label={words.correction}
                corrects={written.id}
                done={() => {
                  setCorrecting(undefined);
                  again();
                }}
                cancel={() => setCorrecting(undefined)}
              />
            )}
          </li>
        ))}
      </ol>
      {next !== undefined && <Button onClick={() => void readOlder(next)}>{words.olderNotes}</Button>}
    </div>
  );
}

interface NoteFormProps {
  readonly path: string;
  readonly label: string;
  readonly corrects?: string;
  readonly done: () => void;
  readonly cancel?: () => void;
}

function NoteForm({ path, label, corrects, done, cancel }: NoteFormProps) {
  const words = useWords(planWords);
  // The note's own id: what is sent twice because an answer was lost is written once.
  const [id, setId] = useState(() => crypto.randomUUID());
  const form = useForm({
    initial: { text: "" },
    check: ({ text }) => (text.trim() === "" ? { "/text": words.needsText } : {}),
    send: ({ text }) => ask(path, noteSchema, { id, text, ...(corrects === undefined ? {} : { corrects }) }),
    done: () => {
      setId(crypto.randomUUID());
      form.reset({ text: "" });
      done();
    },
  });
  return (
    <FormFrame form={form} label={label} submit={words.add} {...(cancel === undefined ? {} : { cancel })}>
      <AreaField form={form} name="text" label={label} rows={2} isWide />
    </FormFrame>
  );
}
