import { type AgreementView, agreement as agreementSchema } from "../../contracts/http/consortium.ts";
import { dateOf } from "../../contracts/iso-time.ts";
import { ask } from "../data/api.ts";
import { AreaField, Check, SelectField, TextField } from "../parts/form/field.tsx";
import { FormFrame } from "../parts/form/form.tsx";
import { useForm } from "../parts/form/use-form.ts";
import { useNow } from "../parts/use-clock.ts";
import { useWords } from "../words/language.tsx";
import { agreementBody, agreementFaults, agreementValues, writtenParts } from "./agreement-values.ts";
import { agreementWords } from "./agreement-words.ts";
import { consortiumWords } from "./consortium-words.ts";

type Cover = AgreementView["covers"][number];
const everyCover = Object.keys(consortiumWords.zh.covers) as readonly Cover[];

interface AgreementFormProps {
  /** The one that is to be worded otherwise; absent: a new one. */
  readonly agreement?: AgreementView;
  readonly facilities: readonly { readonly id: string; readonly name: string; readonly kind: string }[];
  readonly done: () => void;
  readonly cancel: () => void;
}

/** Makes an agreement from a day on, or words one otherwise with a reason; what it said before is kept. */
export function AgreementForm({ agreement, facilities, done, cancel }: AgreementFormProps) {
  const words = useWords(consortiumWords);
  const today = dateOf(useNow());
  const texts = useWords(agreementWords);
  const form = useForm({
    initial: agreementValues(agreement, today),
    pointers: { from: "/fromFacilityId", to: "/toFacilityId" },
    check: (values) => agreementFaults(values, agreement === undefined, today),
    send: (values) => ask("/api/agreements", agreementSchema, agreementBody(values, agreement)),
    done,
  });
  const choicesOf = (of: AgreementFormProps["facilities"]) => of.map(({ id, name }) => ({ value: id, label: name }));
  const asking = facilities.filter(({ kind }) => kind !== "external-hospital");
  const label = agreement === undefined ? words.make : words.change;
  return (
    <FormFrame form={form} label={label} submit={label} cancel={cancel}>
      <SelectField form={form} name="from" label={words.asks} choices={choicesOf(asking)} empty="—" />
      <SelectField form={form} name="to" label={words.gives} choices={choicesOf(facilities)} empty="—" />
      <TextField form={form} name="validFrom" label={words.first} type="date" />
      <TextField form={form} name="validUntil" label={words.last} type="date" />
      <TextField
        form={form}
        name="usualMinutes"
        type="number"
        min="1"
        max="1440"
        label={words.usualMinutes}
        hint={words.usualMinutesHint}
      />
      {everyCover.map((cover) => (
        <Check
          key={cover}
          label={words.covers[cover]}
          checked={form.values.covers.includes(cover)}
          change={(isChosen) =>
            form.set({
              covers: isChosen
                ? [...form.values.covers, cover]
                : form.values.covers.filter((chosen) => chosen !== cover),
            })
          }
        />
      ))}
      <TextField form={form} name="number" label={texts.numberOptional} />
      <TextField form={form} name="signedOn" label={texts.signedOn} type="date" max={today} />
      {writtenParts.map((part, n) => (
        <AreaField
          key={part}
          form={form}
          name={part}
          label={texts[part]}
          isWide
          {...(n === 0 && { hint: texts.contentHint })}
        />
      ))}
      {agreement !== undefined && <TextField form={form} name="reason" label={words.reason} isWide />}
    </FormFrame>
  );
}
