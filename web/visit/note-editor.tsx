import { useId, useRef, useState } from "react";
import { partsOfForm, type VisitNoteView, visitNote } from "../../contracts/http/visit-notes.ts";
import { type VisitView, visitDetail } from "../../contracts/http/visits.ts";
import { type AskProblem, ask } from "../data/api.ts";
import { Button } from "../parts/button.tsx";
import { AreaField } from "../parts/form/field.tsx";
import { ConfirmedButton, FormFrame } from "../parts/form/form.tsx";
import { useForm } from "../parts/form/use-form.ts";
import { Stamp } from "../parts/moment.tsx";
import { Notice, problemText } from "../parts/notice.tsx";
import { useSpeech, useWords } from "../words/language.tsx";
import { noteWords } from "./note-words.ts";
import { type NoteDraft, useNoteDraft } from "./use-note-draft.ts";
import classes from "./visit-page.module.css";

type NotePart = keyof VisitNoteView["parts"];

interface NoteProps {
  readonly visit: VisitView;
  readonly note: VisitNoteView | undefined;
  readonly again: () => void;
}

/** The doctor's note: written while one speaks, saved by itself, signed at the end; then only added to. */
export function NoteEditor({ visit, note, again }: NoteProps) {
  const words = useWords(noteWords);
  const isOpen = ["requested", "scheduled", "waiting", "in-call", "notes", "unsuitable"].includes(visit.state);
  return (
    <section className={classes.panel} aria-label={words.note}>
      <h2 className={classes.heading}>{words.note}</h2>
      {isOpen && visit.may.includes("note") ? (
        <Draft visit={visit} note={note} again={again} />
      ) : (
        note !== undefined && <SignedNote visit={visit} note={note} again={again} />
      )}
    </section>
  );
}

function Draft({ visit, note, again }: NoteProps) {
  const words = useWords(noteWords);
  const speech = useSpeech();
  const draft = useNoteDraft(visit.id, note, true);
  const [problem, setProblem] = useState<AskProblem>();
  const [isMarked, setIsMarked] = useState(false);
  const fields = useRef<HTMLDivElement>(null);
  const missing = partsOfForm[draft.form].filter((part) => (draft.parts[part] ?? "").trim() === "");
  const isEmpty = draft.saved === "saved" && draft.version === 0;
  const saved = isEmpty ? "empty" : draft.saved;
  // Guidance is answered in writing too, without a call.
  const isWritten = visit.kind === "guidance" && ["requested", "scheduled", "waiting", "no-show"].includes(visit.state);
  const mayNow = (visit.state === "notes" || visit.state === "unsuitable" || isWritten) && visit.may.includes("sign");

  function markMissing(): void {
    setIsMarked(true);
    fields.current?.querySelectorAll("textarea")[partsOfForm[draft.form].indexOf(missing[0] as NotePart)]?.focus();
  }

  async function sign(): Promise<void> {
    if (!(await draft.flush())) return;
    const answer = await ask(`/api/visits/${encodeURIComponent(visit.id)}/sign`, visitDetail, {
      version: draft.latestVersion(),
    });
    setProblem(answer.kind === "problem" ? answer.problem : undefined);
    again();
  }

  return (
    <>
      <div className={classes.forms}>
        {(["SOAP", "ISBAR"] as const).map((form) => (
          <Button key={form} aria-pressed={draft.form === form} onClick={() => draft.changeForm(form)}>
            {form}
          </Button>
        ))}
        <span className={classes.saved} role="status" data-saved={saved}>
          {words.saved[saved]}
        </span>
      </div>
      {draft.theirs !== undefined && <Conflict draft={draft} theirs={draft.theirs} />}
      <div ref={fields}>
        {partsOfForm[draft.form].map((part) => (
          <Part
            key={part}
            label={words.parts[part]}
            value={draft.parts[part] ?? ""}
            fault={isMarked && missing.includes(part) ? words.missing : undefined}
            change={(text) => draft.write(part, text)}
          />
        ))}
      </div>
      {problem !== undefined && <Notice>{problemText(problem, speech)}</Notice>}
      {isMarked && missing.length > 0 && (
        <Notice>{words.missingParts(missing.map((part) => words.parts[part]).join(speech.words.comma))}</Notice>
      )}
      {mayNow && missing.length > 0 && <Button onClick={markMissing}>{words.sign}</Button>}
      {mayNow && missing.length === 0 && (
        <ConfirmedButton label={words.sign} question={words.signAsk} act={() => void sign()} />
      )}
    </>
  );
}

function Part({
  label,
  value,
  fault,
  change,
}: {
  readonly label: string;
  readonly value: string;
  readonly fault: string | undefined;
  readonly change: (text: string) => void;
}) {
  const id = useId();
  return (
    <div className={classes.part}>
      <label htmlFor={id}>{label}</label>
      <textarea
        id={id}
        rows={3}
        maxLength={4000}
        value={value}
        aria-invalid={fault === undefined ? undefined : true}
        aria-describedby={fault === undefined ? undefined : `${id}-fault`}
        onChange={(event) => change(event.currentTarget.value)}
      />
      {fault !== undefined && (
        <p className={classes.fault} id={`${id}-fault`}>
          {fault}
        </p>
      )}
    </div>
  );
}

function Conflict({ draft, theirs }: { readonly draft: NoteDraft; readonly theirs: VisitNoteView }) {
  const words = useWords(noteWords);
  const { words: general } = useSpeech();
  return (
    <div className={classes.conflict} role="alert">
      <p>{words.theirs(theirs.savedBy.name)}</p>
      {partsOfForm[theirs.form].map((part) => (
        <p key={part}>
          {words.parts[part]}
          {general.colon}
          {theirs.parts[part]}
        </p>
      ))}
      <Button onClick={() => draft.settle("ours")}>{words.keepMine}</Button>
      <Button onClick={() => draft.settle("theirs")}>{words.takeTheirs}</Button>
    </div>
  );
}

function SignedNote({ visit, note, again }: NoteProps & { readonly note: VisitNoteView }) {
  const words = useWords(noteWords);
  const form = useForm({
    initial: { text: "" },
    send: ({ text }) => ask(`/api/visits/${encodeURIComponent(visit.id)}/addend`, visitNote, { text }),
    done: () => {
      form.reset({ text: "" });
      again();
    },
  });
  return (
    <>
      {partsOfForm[note.form].map((part) => (
        <p key={part} className={classes.said}>
          <strong>{words.parts[part]}</strong> {note.parts[part]}
        </p>
      ))}
      {visit.signedBy !== undefined && note.signedAt !== undefined && (
        <p data-signed>
          {words.signedBy(visit.signedBy.name)} <Stamp at={Date.parse(note.signedAt)} />
        </p>
      )}
      {note.addenda.map((one) => (
        <p key={`${one.at}${one.text}`} className={classes.said}>
          <strong>{words.addendLabel}</strong> {one.text} — {one.by.name} <Stamp at={Date.parse(one.at)} />
        </p>
      ))}
      {visit.state === "signed" && visit.may.includes("addend") && (
        <FormFrame form={form} label={words.addendLabel} submit={words.addend}>
          <AreaField form={form} name="text" label={words.addendLabel} rows={2} isWide />
        </FormFrame>
      )}
    </>
  );
}
