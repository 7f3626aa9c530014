import type { Actor } from "../alerts/alert.ts";
import type { EpochMs } from "../model/time.ts";

/** The parts of a visit note by its form. */
export const noteForms = {
  SOAP: ["subjective", "objective", "assessment", "plan"],
  ISBAR: ["identify", "situation", "background", "assessment", "recommendation"],
} as const;
export type NoteForm = keyof typeof noteForms;
export type NotePart = (typeof noteForms)[NoteForm][number];

/** Each part's longest text. */
export const longestPart = 4000;
export const mostAddenda = 50;

/** Words added to a signed note: they stand beside it and change nothing of it. */
export interface Addendum {
  readonly text: string;
  readonly by: Actor;
  readonly at: EpochMs;
}

/** The note of a visit: a draft in versions until it is signed, and locked from then on. */
export interface VisitNote {
  readonly visitId: string;
  readonly form: NoteForm;
  readonly parts: Readonly<Partial<Record<NotePart, string>>>;
  readonly savedAt: EpochMs;
  readonly savedBy: Actor;
  readonly signedAt?: EpochMs;
  readonly addenda: readonly Addendum[];
  readonly version: number;
}

/** Parts of the form that say nothing; a note with one of them is not signed. */
export function missingParts({ form, parts }: Pick<VisitNote, "form" | "parts">): readonly NotePart[] {
  return noteForms[form].filter((part) => (parts[part] ?? "").trim() === "");
}
