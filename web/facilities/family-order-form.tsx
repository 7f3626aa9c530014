import type { BedOnBoard } from "../../contracts/http/beds.ts";
import { facility } from "../../contracts/http/facilities.ts";
import { dateOf } from "../../contracts/iso-time.ts";
import { ask } from "../data/api.ts";
import { AreaField, SelectField, TextField } from "../parts/form/field.tsx";
import { FormFrame } from "../parts/form/form.tsx";
import { formWords } from "../parts/form/form-words.ts";
import { useForm } from "../parts/form/use-form.ts";
import { useNow } from "../parts/use-clock.ts";
import { useWords } from "../words/language.tsx";
import { familyOrderWords } from "./family-order-words.ts";

const missing = { zh: formWords.zh.missing, en: formWords.en.missing };
const { zh, en } = familyOrderWords;
const at = (field: string) => `/orderFamilyBeds/0/${field}`;

const day = 86_400_000;

interface FamilyOrderFormProps {
  /** Of the facility. */
  readonly path: string;
  readonly bed: BedOnBoard;
  readonly done: () => void;
  readonly cancel: () => void;
}

/** An assessment of a family bed, and the period for which it is set up or goes on. */
export function FamilyOrderForm({ path, bed, done, cancel }: FamilyOrderFormProps) {
  const words = useWords(familyOrderWords);
  const today = dateOf(useNow());
  const form = useForm({
    initial: { assessedOn: today, assessedBy: "", level: "", reason: "", from: nextFrom(bed, today), until: "" },
    pointers: {
      assessedOn: at("assessedOn"),
      assessedBy: at("assessedBy"),
      level: at("level"),
      reason: at("reason"),
      from: at("from"),
      until: at("until"),
    },
    check: ({ assessedOn, assessedBy, reason, from, until }) => ({
      ...(assessedOn === "" && { [at("assessedOn")]: missing }),
      ...(assessedOn > today && { [at("assessedOn")]: { zh: zh.notYet, en: en.notYet } }),
      ...(assessedBy.trim() === "" && { [at("assessedBy")]: missing }),
      ...(reason.trim() === "" && { [at("reason")]: missing }),
      ...(from === "" && { [at("from")]: missing }),
      ...(until === "" && { [at("until")]: missing }),
      ...(until !== "" && until < from && { [at("until")]: { zh: zh.backwards, en: en.backwards } }),
    }),
    send: ({ assessedBy, level, reason, ...days }) =>
      ask(path, facility, {
        orderFamilyBeds: [
          {
            id: bed.id,
            ...days,
            assessedBy: assessedBy.trim(),
            reason: reason.trim(),
            ...(level !== "" && { level: Number(level) }),
          },
        ],
      }),
    done,
  });
  const levels = Object.entries(words.levels).map(([value, label]) => ({ value, label }));
  return (
    <FormFrame form={form} label={words.assessOf(bed.label)} submit={words.assess} cancel={cancel}>
      <TextField form={form} name="assessedOn" label={words.assessedOn} type="date" max={today} />
      <TextField form={form} name="assessedBy" label={words.assessedBy} />
      <SelectField form={form} name="level" label={words.level} empty={words.noLevel} isOptional choices={levels} />
      <TextField form={form} name="from" label={words.from} type="date" />
      <TextField form={form} name="until" label={words.last} type="date" hint={words.lastHint} />
      <AreaField form={form} name="reason" label={words.reason} rows={2} isWide />
    </FormFrame>
  );
}

/** A renewal goes on from the day after the last one; where that is over, from today. */
function nextFrom({ home }: BedOnBoard, today: string): string {
  if (home?.orderUntil === undefined) return today;
  const next = dateOf(Date.parse(`${home.orderUntil}T12:00:00+08:00`) + day);
  return next > today ? next : today;
}
