import { urgencyWords } from "../../contracts/referral-words.ts";
import { SelectField } from "../parts/form/field.tsx";
import type { Form } from "../parts/form/use-form.ts";
import { useSpeech, useWords } from "../words/language.tsx";
import { urgencyText } from "./urgency-words.ts";

/** The most urgent first. */
const urgencies = ["stat", "asap", "urgent", "routine"] as const;

interface UrgencyFieldProps<T> {
  readonly form: Form<T>;
  readonly hint?: string;
}

/** How soon somebody has to be seen: chosen, never assumed. */
export function UrgencyField<T extends { readonly urgency: string }>({ form: whole, hint }: UrgencyFieldProps<T>) {
  const form = whole as unknown as Form<{ readonly urgency: string }>;
  const words = useWords(urgencyText);
  const { say } = useSpeech();
  return (
    <SelectField
      form={form}
      name="urgency"
      label={words.urgency}
      empty={words.unchosen}
      choices={urgencies.map((value) => ({
        value,
        label: `${urgencyWords[value].shape} ${say(urgencyWords[value])}`,
      }))}
      {...(hint !== undefined && { hint })}
    />
  );
}
