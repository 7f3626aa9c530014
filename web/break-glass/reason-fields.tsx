import { AreaField, SelectField } from "../parts/form/field.tsx";
import type { Form } from "../parts/form/use-form.ts";
import { useWords } from "../words/language.tsx";
import { openingWords } from "./opening-words.ts";

/** Why a record has to be open, as it is typed. */
export interface ReasonDraft {
  readonly kind: string;
  readonly words: string;
}

export const noReason: ReasonDraft = { kind: "", words: "" };
export const reasonPointers = { kind: "/reason/kind", words: "/reason/words" } as const;

/** What is missing of it, at the pointers of the request. */
export function reasonFaults({ kind, words }: ReasonDraft) {
  return {
    ...(kind === "" && { "/reason/kind": openingWords.zh.reasonMissing }),
    ...(words.trim().length < 2 && { "/reason/words": openingWords.zh.wordsMissing }),
  };
}

export function reasonOf({ kind, words }: ReasonDraft): { readonly reason: ReasonDraft } {
  return { reason: { kind, words: words.trim() } };
}

/** A kind of reason, and one's own words. */
export function ReasonFields<T extends ReasonDraft>({ form }: { readonly form: Form<T> }) {
  const words = useWords(openingWords);
  const choices = Object.entries(words.reasons).map(([value, label]) => ({ value, label }));
  const typed = form as unknown as Form<ReasonDraft>;
  return (
    <>
      <SelectField form={typed} name="kind" label={words.reason} empty="—" choices={choices} isWide />
      <AreaField form={typed} name="words" label={words.inWords} hint={words.wordsHint} rows={2} isWide />
    </>
  );
}
