import { type AgreementView, agreement as agreementSchema } from "../../contracts/http/consortium.ts";
import { dateOf } from "../../contracts/iso-time.ts";
import { ask } from "../data/api.ts";
import { TextField } from "../parts/form/field.tsx";
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

/** Ends an agreement after a last day, today unless another is said. */
export function EndAgreementForm({ agreement, done, cancel }: EndFormProps) {
  const words = useWords(consortiumWords);
  const form = useForm({
    initial: { on: dateOf(useNow()), reason: "" },
    check: ({ on, reason }) => ({
      ...(on === "" && { "/on": missing }),
      ...(reason.trim() === "" && { "/reason": missing }),
    }),
    send: ({ on, reason }) =>
      ask(`/api/agreements/${encodeURIComponent(agreement.id)}/end`, agreementSchema, { on, reason: reason.trim() }),
    done,
  });
  return (
    <FormFrame form={form} label={words.end} submit={words.end} cancel={cancel}>
      <TextField form={form} name="on" label={words.lastDay} type="date" />
      <TextField form={form} name="reason" label={words.reason} />
    </FormFrame>
  );
}
