import { isolationWords, mobilityWords, tubeWords } from "../../contracts/clinical-words.ts";
import { type ResidentDetailView, residentDetail } from "../../contracts/http/residents.ts";
import type { NoneKnownFact } from "../../contracts/none-known.ts";
import { ask } from "../data/api.ts";
import type { Faults } from "../parts/form/faults.ts";
import { AreaField, Check, type Choice, SelectField, TextField } from "../parts/form/field.tsx";
import formClasses from "../parts/form/form.module.css";
import { FormFrame } from "../parts/form/form.tsx";
import { formWords } from "../parts/form/form-words.ts";
import { useForm } from "../parts/form/use-form.ts";
import { useSpeech, useWords } from "../words/language.tsx";
import classes from "./clinical.module.css";
import { type ClinicalValues, clinicalChangeOf, clinicalValuesOf } from "./clinical-values.ts";
import { clinicalWords } from "./clinical-words.ts";
import { RowsField } from "./rows-field.tsx";

const missing = { zh: formWords.zh.missing, en: formWords.en.missing };

interface ClinicalFormProps {
  readonly resident: ResidentDetailView;
  readonly done: (resident: ResidentDetailView) => void;
}

/** What another house must know of a resident, as the staff fill it in. Only what was changed is sent. */
export function ClinicalForm({ resident, done }: ClinicalFormProps) {
  const words = useWords(clinicalWords);
  const { say } = useSpeech();
  const known = resident.clinical ?? {};
  const form = useForm<ClinicalValues, ResidentDetailView>({
    initial: clinicalValuesOf(known),
    check,
    send: (values) =>
      ask(`/api/residents/${resident.id}`, residentDetail, clinicalChangeOf(known, resident.version, values)),
    done,
  });
  const { values } = form;
  const choicesOf = (of: Readonly<Record<string, { readonly zh: string; readonly en: string }>>): readonly Choice[] =>
    Object.entries(of).map(([value, sentence]) => ({ value, label: say(sentence) }));
  /** Where nothing is listed, somebody can say that there is none: an empty list alone says nothing. */
  const noneCheck = (name: NoneKnownFact, isEmpty: boolean) =>
    isEmpty && (
      <div className={formClasses.wide} data-none={name}>
        <Check
          label={words.noneOf[name]}
          checked={values.none.includes(name)}
          change={(checked) =>
            form.set({ none: checked ? [...values.none, name] : values.none.filter((each) => each !== name) })
          }
        />
      </div>
    );
  const sinceColumn = { name: "since", label: words.since };
  return (
    <FormFrame form={form} label={words.title}>
      <RowsField
        label={words.diagnoses}
        hint={words.sinceHint}
        columns={[
          { name: "name", label: words.diagnosisName },
          { name: "icd10", label: words.icd10 },
          sinceColumn,
          {
            name: "past",
            label: words.past,
            choices: [
              { value: "", label: words.isPresent },
              { value: "past", label: words.isPast },
            ],
          },
        ]}
        rows={values.diagnoses}
        change={(diagnoses) => form.set({ diagnoses })}
        add={words.addDiagnosis}
        pointer="/diagnoses"
        faults={form.faults}
      />
      {noneCheck("diagnoses", values.diagnoses.length === 0)}
      <AreaField
        form={form}
        name="pastHistory"
        label={words.pastHistory}
        hint={words.pastHistoryHint}
        isOptional
        isWide
        rows={3}
      />
      <RowsField
        label={words.medicines}
        columns={[{ name: "name", label: words.medicineName }, { name: "dosage", label: words.dosage }, sinceColumn]}
        rows={values.medicines}
        change={(medicines) => form.set({ medicines })}
        add={words.addMedicine}
        pointer="/medicines"
        faults={form.faults}
      />
      {noneCheck("medicines", values.medicines.length === 0)}
      {noneCheck("allergies", resident.allergies.length === 0)}
      <RowsField
        label={words.tubes}
        columns={[
          { name: "kind", label: words.tubeKind, choices: choicesOf(tubeWords) },
          { name: "note", label: words.note },
          sinceColumn,
        ]}
        rows={values.tubes}
        change={(tubes) => form.set({ tubes })}
        add={words.addTube}
        pointer="/tubes"
        faults={form.faults}
      />
      <AreaField form={form} name="infections" label={words.infections} hint={words.linesHint} isOptional rows={2} />
      <AreaField
        form={form}
        name="pressureInjuries"
        label={words.pressureInjuries}
        hint={words.pressureHint}
        isOptional
        rows={2}
      />
      <fieldset className={`${classes.choices} ${formClasses.wide}`}>
        <legend className={formClasses.label}>{words.isolation}</legend>
        {Object.entries(isolationWords).map(([kind, sentence]) => (
          <Check
            key={kind}
            label={say(sentence)}
            checked={values.isolation.includes(kind)}
            change={(checked) =>
              form.set({
                isolation: checked ? [...values.isolation, kind] : values.isolation.filter((each) => each !== kind),
              })
            }
          />
        ))}
      </fieldset>
      <SelectField
        form={form}
        name="mobility"
        label={words.mobility}
        empty={words.unknown}
        choices={choicesOf(mobilityWords)}
      />
      <TextField form={form} name="identityNumber" label={words.identityNumber} isOptional />
      <TextField form={form} name="insuranceNumber" label={words.insuranceNumber} isOptional />
      <TextField form={form} name="recordNumber" label={words.recordNumber} isOptional />
      <TextField form={form} name="phone" type="tel" label={words.phone} isOptional />
      <TextField form={form} name="address" label={words.address} isOptional isWide />
    </FormFrame>
  );
}

/** A row without its name says nothing. */
function check({ diagnoses, medicines }: ClinicalValues): Faults {
  const faults: Record<string, typeof missing> = {};
  for (const [name, rows] of Object.entries({ diagnoses, medicines }))
    for (const [at, row] of rows.entries()) if ((row.name ?? "").trim() === "") faults[`/${name}/${at}/name`] = missing;
  return faults;
}
