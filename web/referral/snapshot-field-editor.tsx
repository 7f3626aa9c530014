import { isolationWords, mobilityWords, tubeWords } from "../../contracts/clinical-words.ts";
import { noneKnownFacts } from "../../contracts/none-known.ts";
import { labelOf } from "../../contracts/papers/field-words.ts";
import clinicalClasses from "../clinical/clinical.module.css";
import { clinicalWords } from "../clinical/clinical-words.ts";
import { RowsField } from "../clinical/rows-field.tsx";
import { AreaField, Check, type Choice, SelectField, TextField } from "../parts/form/field.tsx";
import formClasses from "../parts/form/form.module.css";
import type { Form } from "../parts/form/use-form.ts";
import { useSpeech, useWords } from "../words/language.tsx";
import { type DraftField, kindOf, type SnapshotDraft } from "./snapshot-draft.ts";
import { snapshotWords } from "./snapshot-words.ts";

interface FieldEditorProps<T extends SnapshotDraft> {
  readonly form: Form<T>;
  readonly name: DraftField;
  /** On the way back, where some fields mean something else. */
  readonly isBack: boolean;
}

/** One field of a hand-over: words, rows of medicines or tubes, or what is chosen from a list. */
export function SnapshotFieldEditor<T extends SnapshotDraft>({ form: of, name, isBack }: FieldEditorProps<T>) {
  // What else the form holds is not this field's.
  const form = of as unknown as Form<SnapshotDraft>;
  const words = useWords(snapshotWords);
  const clinical = useWords(clinicalWords);
  const { say } = useSpeech();
  const label = say(labelOf(name, isBack ? "down" : "up"));
  const hint = useHint(name);
  const { values } = form;
  if (name === "isolation")
    return (
      <fieldset className={`${clinicalClasses.choices} ${formClasses.wide}`}>
        <legend className={formClasses.label}>{label}</legend>
        {choicesOf(isolationWords, say).map(({ value, label: kind }) => (
          <Check
            key={value}
            label={kind}
            checked={values.isolation.includes(value)}
            change={(checked) =>
              form.set({
                isolation: checked ? [...values.isolation, value] : values.isolation.filter((each) => each !== value),
              })
            }
          />
        ))}
      </fieldset>
    );
  if (name === "mobility")
    return (
      <SelectField
        form={form}
        name="mobility"
        label={label}
        empty={words.unknown}
        choices={choicesOf(mobilityWords, say)}
        isOptional
      />
    );
  if (name === "tubes")
    return (
      <>
        <RowsField
          label={label}
          hint={clinical.sinceHint}
          columns={[
            { name: "kind", label: clinical.tubeKind, choices: choicesOf(tubeWords, say) },
            { name: "note", label: clinical.note },
            { name: "since", label: clinical.since },
          ]}
          rows={values.tubes}
          change={(tubes) => form.set({ tubes })}
          add={clinical.addTube}
          pointer={form.pointerOf("tubes")}
          faults={form.faults}
        />
        {values.tubes.length === 0 && (
          <div className={formClasses.wide} data-none="tubes">
            <Check label={words.noTubes} checked={values.noTubes} change={(noTubes) => form.set({ noTubes })} />
          </div>
        )}
      </>
    );
  if (name === "medicines")
    return (
      <>
        <RowsField
          label={label}
          columns={[
            { name: "name", label: clinical.medicineName },
            { name: "dosage", label: clinical.dosage },
          ]}
          rows={values.medicines}
          change={(medicines) => form.set({ medicines })}
          add={clinical.addMedicine}
          pointer={form.pointerOf("medicines")}
          faults={form.faults}
        />
        {values.medicines.length === 0 && (
          <div className={formClasses.wide} data-none="medicines">
            <Check
              label={clinical.noneOf.medicines}
              checked={values.noMedicines}
              change={(noMedicines) => form.set({ noMedicines })}
            />
          </div>
        )}
      </>
    );
  if (kindOf(name) === "line") return <TextField form={form} name={name} label={label} isOptional />;
  return (
    <AreaField form={form} name={name} label={label} rows={2} isWide isOptional {...(hint !== undefined && { hint })} />
  );
}

function useHint(name: DraftField): string | undefined {
  const words = useWords(snapshotWords);
  const clinical = useWords(clinicalWords);
  if (name === "followUps") return words.followUpLines;
  if (name === "pressureInjuries") return `${clinical.pressureHint}；${words.writeNone}`;
  const kind = kindOf(name);
  if (kind !== "lines" && kind !== "diagnoses") return undefined;
  return noneKnownFacts.some((each) => each === name) ? `${words.onePerLine}；${words.writeNone}` : words.onePerLine;
}

function choicesOf<T extends { readonly zh: string; readonly en: string }>(
  of: Readonly<Record<string, T>>,
  say: (sentence: T) => string,
): readonly Choice[] {
  return Object.entries(of).map(([value, sentence]) => ({ value, label: say(sentence) }));
}
