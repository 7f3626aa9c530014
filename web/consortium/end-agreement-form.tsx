import { type AgreementView, agreement as agreementSchema } from "../../contracts/http/consortium.ts";
import { dateOf } from "../../contracts/iso-time.ts";
import { ask } from "../data/api.ts";
import { SelectField, TextField } from "../parts/form/field.tsx";
import { FormFrame } from "../parts/form/form.tsx";
import { useForm } from "../parts/form/use-form.ts";
import { useNow } from "../parts/use-clock.ts";
import { useWords } from "../words/language.tsx";
import { consortiumWords } from "./consortium-words.ts";

const { zh, en } = consortiumWords;
const missing = { zh: zh.missing, en: en.missing };

interface EndFormProps {
  readonly agreement: AgreementView;
  readonly done: () => void;
  readonly cancel: () => void;
}

/** Ends an agreement at once, or after a last day. */
export function EndAgreementForm({ agreement, done, cancel }: EndFormProps) {
  const words = useWords(consortiumWords);
  const form = useForm({
    initial: { when: "now", on: dateOf(useNow()), reason: "" },
    check: ({ when, on, reason }) => ({
      ...(when === "day" && on === "" && { "/on": missing }),
      ...(reason.trim() === "" && { "/reason": missing }),
    }),
    send: ({ when, on, reason }) =>
      ask(`/api/agreements/${encodeURIComponent(agreement.id)}/end`, agreementSchema, {
        on: when === "now" ? "now" : on,
        reason: reason.trim(),
      }),
    done,
  });
  return (
    <FormFrame form={form} label={words.end} submit={words.end} cancel={cancel}>
      <SelectField
        form={form}
        name="when"
        label={words.whenEnds}
        hint={words.whenEndsHint}
        choices={[
          { value: "now", label: words.atOnce },
          { value: "day", label: words.afterDay },
        ]}
      />
      {form.values.when === "day" && <TextField form={form} name="on" label={words.lastDay} type="date" />}
      <TextField form={form} name="reason" label={words.reason} />
    </FormFrame>
  );
}
