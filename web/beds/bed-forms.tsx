import { type BedOnBoard, conversion, heldBed } from "../../contracts/http/beds.ts";
import { ask } from "../data/api.ts";
import { AreaField, SelectField, TextField } from "../parts/form/field.tsx";
import { FormFrame } from "../parts/form/form.tsx";
import { useForm } from "../parts/form/use-form.ts";
import { useWords } from "../words/language.tsx";
import { bedWords } from "./bed-words.ts";

interface BedFormProps {
  /** Of the facility's beds and conversions. */
  readonly path: string;
  readonly bed: BedOnBoard;
  readonly done: () => void;
  readonly cancel: () => void;
}

const missing = { zh: bedWords.zh.missing, en: bedWords.en.missing };
const uses = Object.keys(bedWords.zh.uses) as readonly BedOnBoard["use"][];

/** Keeps a free bed for somebody who is to come. */
export function HoldForm({ path, bed, done, cancel }: BedFormProps) {
  const words = useWords(bedWords);
  const form = useForm({
    initial: { minutes: "120", note: "" },
    send: ({ minutes, note }) =>
      ask(`${path}/beds/hold`, heldBed, {
        bedId: bed.id,
        minutes: Number(minutes),
        ...(note.trim() !== "" && { note: note.trim() }),
      }),
    done,
  });
  const choices = Object.entries(words.minutes).map(([value, label]) => ({ value, label }));
  return (
    <FormFrame form={form} label={words.holdFor(bed.label)} submit={words.hold} cancel={cancel}>
      <SelectField form={form} name="minutes" label={words.howLong} choices={choices} />
      <TextField form={form} name="note" label={words.note} isOptional />
    </FormFrame>
  );
}

/** Asks for a bed to be used otherwise, for whoever lies there. */
export function ConvertForm({ path, bed, done, cancel }: BedFormProps) {
  const words = useWords(bedWords);
  const others = uses.filter((use) => use !== bed.use);
  const form = useForm({
    initial: { to: bed.use === "medical" ? "care" : "medical", reason: "" },
    check: ({ reason }) => (reason.trim() === "" ? { "/reason": missing } : {}),
    send: ({ to, reason }) => ask(`${path}/conversions`, conversion, { bedId: bed.id, to, reason: reason.trim() }),
    done,
  });
  const choices = others.map((use) => ({ value: use, label: words.uses[use] }));
  return (
    <FormFrame form={form} label={words.convertOf(bed.label)} submit={words.ask} cancel={cancel}>
      <SelectField form={form} name="to" label={words.to} choices={choices} />
      <AreaField form={form} name="reason" label={words.reason} rows={2} isWide />
    </FormFrame>
  );
}
