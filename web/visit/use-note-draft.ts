import { useCallback, useEffect, useRef, useState } from "react";
import { partsOfForm, type VisitNoteView, visitNote } from "../../contracts/http/visit-notes.ts";
import { ask } from "../data/api.ts";

type Parts = VisitNoteView["parts"];
type NoteForm = VisitNoteView["form"];

/** How far the service has what was typed. `kept`: it has not, and the text stands in this page alone. */
export type SavedState = "saved" | "saving" | "typing" | "kept" | "conflict" | "refused";

export interface NoteDraft {
  readonly form: NoteForm;
  readonly parts: Parts;
  readonly version: number;
  /** As of this moment, also within a call that began before it rose. */
  latestVersion(): number;
  readonly saved: SavedState;
  /** What somebody else wrote meanwhile. */
  readonly theirs: VisitNoteView | undefined;
  write(part: keyof Parts, text: string): void;
  changeForm(form: NoteForm): void;
  /** Saves at once; answers whether the service has it. */
  flush(): Promise<boolean>;
  /** Their text is replaced by ours, or ours by theirs. */
  settle(choice: "ours" | "theirs"): void;
}

const saveAfterMs = 1_200;
const againAfterMs = 3_000;

interface Text {
  readonly form: NoteForm;
  readonly parts: Parts;
}

const keyOf = (visitId: string): string => `anhu.visit-note.${visitId}`;

/**
 * A note that saves itself. What the service does not have yet stands in this tab's own storage, which outlives a reload
 * and a lost network and ends with the tab; it is taken away as soon as the service has it.
 */
export function useNoteDraft(visitId: string, stored: VisitNoteView | undefined, isOn: boolean): NoteDraft {
  const [text, setText] = useState<Text>(() => unsavedOf(visitId)?.text ?? textOf(stored));
  const [saved, setSaved] = useState<SavedState>(() => (unsavedOf(visitId) === undefined ? "saved" : "typing"));
  const [theirs, setTheirs] = useState<VisitNoteView>();
  const [version, setVersion] = useState(() => unsavedOf(visitId)?.version ?? stored?.version ?? 0);
  const latest = useRef({ text, version, isDirty: unsavedOf(visitId) !== undefined });
  latest.current = { ...latest.current, text, version };
  const sending = useRef<Promise<boolean>>(undefined);

  // Nobody typed here: what others wrote is simply shown.
  useEffect(() => {
    if (stored === undefined || latest.current.isDirty || stored.version <= latest.current.version) return;
    setText(textOf(stored));
    setVersion(stored.version);
  }, [stored]);

  const save = useCallback(async (): Promise<boolean> => {
    if (!latest.current.isDirty) return true;
    const { text: sent, version: on } = latest.current;
    setSaved("saving");
    const answer = await ask(`/api/visits/${encodeURIComponent(visitId)}/note`, visitNote, { ...sent, version: on });
    if (answer.kind === "answer") {
      latest.current.version = answer.value.version;
      setVersion(answer.value.version);
      const isAll = latest.current.text === sent;
      latest.current.isDirty = !isAll;
      if (isAll) sessionStorage.removeItem(keyOf(visitId));
      setSaved(isAll ? "saved" : "typing");
      return isAll;
    }
    const { problem } = answer;
    setSaved(problem.kind !== "refused" ? "kept" : problem.code === "version-conflict" ? "conflict" : "refused");
    return false;
  }, [visitId]);

  const flush = useCallback(async (): Promise<boolean> => {
    await sending.current;
    const run = save().finally(() => {
      if (sending.current === run) sending.current = undefined;
    });
    sending.current = run;
    return run;
  }, [save]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: every key puts the saving off
  useEffect(() => {
    if (!isOn || (saved !== "typing" && saved !== "kept")) return undefined;
    const timer = setTimeout(() => void flush(), saved === "typing" ? saveAfterMs : againAfterMs);
    const now = (): void => void flush();
    globalThis.addEventListener("online", now);
    return () => {
      clearTimeout(timer);
      globalThis.removeEventListener("online", now);
    };
  }, [isOn, saved, flush, text]);

  // A conflict shows what stands there now, beside what was typed here.
  useEffect(() => {
    if (saved === "conflict" && stored !== undefined && stored.version > version) setTheirs(stored);
  }, [saved, stored, version]);

  function become(next: Text): void {
    latest.current = { ...latest.current, text: next, isDirty: true };
    sessionStorage.setItem(keyOf(visitId), JSON.stringify({ ...next, version: latest.current.version }));
    setText(next);
    setSaved((before) => (before === "conflict" || before === "refused" ? before : "typing"));
  }

  return {
    ...text,
    version,
    latestVersion: () => latest.current.version,
    saved,
    theirs,
    write: (part, words) => become({ ...text, parts: { ...text.parts, [part]: words } }),
    changeForm: (form) => become({ ...text, form }),
    flush,
    settle(choice) {
      if (theirs === undefined) return;
      latest.current.version = theirs.version;
      setVersion(theirs.version);
      setTheirs(undefined);
      if (choice === "ours") {
        setSaved("typing");
        return;
      }
      latest.current.isDirty = false;
      sessionStorage.removeItem(keyOf(visitId));
      setText(textOf(theirs));
      setSaved("saved");
    },
  };
}

function textOf(note: VisitNoteView | undefined): Text {
  return note === undefined ? { form: "SOAP", parts: {} } : { form: note.form, parts: note.parts };
}

/** What this tab kept; undefined when there is nothing, or nothing that can be read. */
function unsavedOf(visitId: string): { readonly text: Text; readonly version: number } | undefined {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(keyOf(visitId)) ?? "null");
    const { form, parts, version } = (kept ?? {}) as Partial<Text & { readonly version: number }>;
    if (form === undefined || !Object.hasOwn(partsOfForm, form) || typeof parts !== "object") return undefined;
    return { text: { form, parts }, version: version ?? 0 };
  } catch {
    return undefined;
  }
}
