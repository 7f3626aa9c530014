import type { ResidentDetailView } from "../../contracts/http/residents.ts";
import { residentDetail } from "../../contracts/http/residents.ts";
import { ask } from "../data/api.ts";
import { Button } from "../parts/button.tsx";
import { type Faults, faultAt } from "../parts/form/faults.ts";
import { AreaField, Check, Field, SelectField, TextField } from "../parts/form/field.tsx";
import formClasses from "../parts/form/form.module.css";
import { FormFrame } from "../parts/form/form.tsx";
import { formWords } from "../parts/form/form-words.ts";
import { useForm } from "../parts/form/use-form.ts";
import { useSpeech, useWords } from "../words/language.tsx";
import classes from "./register.module.css";
import { registerWords } from "./register-words.ts";
import { type Contact, changeOf, type ResidentValues, registrationOf, valuesOf } from "./resident-values.ts";

const careSettings = [
  "care-home",
  "day-care",
  "home",
  "hospital",
] as const satisfies readonly ResidentDetailView["careSetting"][];
const missing = { zh: formWords.zh.missing, en: formWords.en.missing };

interface ResidentFormProps {
  readonly facilityId: string;
  /** Absent: somebody new. */
  readonly resident?: ResidentDetailView;
  /** Beds that nobody uses. */
  readonly freeBeds: readonly { readonly id: string; readonly label: string }[];
  readonly done: (resident: ResidentDetailView) => void;
  readonly cancel?: () => void;
}

/** A resident's record, as the staff fill it in. Of somebody known only what was changed is sent. */
export function ResidentForm({ facilityId, resident, freeBeds, done, cancel }: ResidentFormProps) {
  const words = useWords(registerWords);
  const common = useWords(formWords);
  const { words: general, say } = useSpeech();
  const initial = valuesOf(resident);

  function check(values: ResidentValues): Faults {
    const faults: Record<string, typeof missing> = {};
    for (const name of ["name", "sex", "birthDate"] as const)
      if (values[name].trim() === "") faults[`/${name}`] = missing;
    const isAnotherLevel = resident !== undefined && values.disabilityLevel !== initial.disabilityLevel;
    if (isAnotherLevel && values.reason.trim() === "") faults["/reason"] = missing;
    values.contacts.forEach((contact, at) => {
      for (const name of ["name", "relation", "phone"] as const)
        if (contact[name].trim() === "") faults[`/contacts/${at}/${name}`] = missing;
    });
    return faults;
  }

  const form = useForm<ResidentValues, ResidentDetailView>({
    initial,
    check,
    send: (values) =>
      resident === undefined
        ? ask("/api/residents", residentDetail, registrationOf(values, facilityId))
        : ask(`/api/residents/${resident.id}`, residentDetail, changeOf(resident, values)),
    done,
  });
  const { values } = form;
  const setContact = (at: number, change: Partial<Contact>) =>
    form.set({ contacts: values.contacts.map((contact, n) => (n === at ? { ...contact, ...change } : contact)) });
  return (
    <FormFrame
      form={form}
      label={resident === undefined ? words.addResident : words.details}
      {...(resident === undefined && { submit: words.register })}
      {...(cancel !== undefined && { cancel })}
    >
      <TextField form={form} name="name" label={words.name} />
      <SelectField
        form={form}
        name="sex"
        label={words.sex}
        empty={common.choose}
        choices={(["female", "male"] as const).map((sex) => ({ value: sex, label: general.sexes[sex] }))}
      />
      <TextField form={form} name="birthDate" type="date" label={words.birthDate} min="1900-01-01" />
      {resident === undefined && (
        <SelectField
          form={form}
          name="bedId"
          label={words.bed}
          isOptional
          empty={words.noBed}
          choices={freeBeds.map(({ id, label }) => ({ value: id, label }))}
        />
      )}
      <SelectField
        form={form}
        name="careSetting"
        label={words.careSetting}
        choices={careSettings.map((setting) => ({ value: setting, label: words.careSettings[setting] }))}
      />
      <SelectField
        form={form}
        name="disabilityLevel"
        label={words.disability}
        choices={general.disabilityLevels.map((label, level) => ({ value: String(level), label }))}
      />
      {resident !== undefined && values.disabilityLevel !== initial.disabilityLevel && (
        <TextField form={form} name="reason" label={words.reason} hint={words.reasonHint} />
      )}
      <AreaField form={form} name="allergies" label={words.allergies} hint={words.allergiesHint} isOptional rows={2} />
      <TextField form={form} name="familyDoctor" label={words.familyDoctor} hint={words.familyDoctorHint} isOptional />
      <AreaField form={form} name="advanceWishes" label={words.advanceWishes} isOptional rows={2} isWide />
      {resident === undefined && (
        <Check label={words.palliative} checked={values.palliative} change={(palliative) => form.set({ palliative })} />
      )}
      <fieldset className={`${classes.group} ${formClasses.wide}`}>
        <legend className={formClasses.label}>{words.contacts}</legend>
        {values.contacts.map((contact, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name of their own, and keep their place while typed in
          <div className={classes.contact} key={at}>
            {(["name", "relation", "phone"] as const).map((name) => {
              const fault = faultAt(form.faults, `/contacts/${at}/${name}`);
              return (
                <Field key={name} label={name === "name" ? words.contactName : words[name]} {...(fault && { fault })}>
                  {(ties) => (
                    <input
                      {...ties}
                      className={formClasses.control}
                      type={name === "phone" ? "tel" : "text"}
                      value={contact[name]}
                      onChange={(event) => setContact(at, { [name]: event.currentTarget.value })}
                    />
                  )}
                </Field>
              );
            })}
            <Button
              aria-label={words.removeContact(contact.name)}
              onClick={() => form.set({ contacts: values.contacts.filter((_, n) => n !== at) })}
            >
              {common.remove}
            </Button>
          </div>
        ))}
        {faultAt(form.faults, "/contacts") !== undefined && values.contacts.length === 0 && (
          <p className={formClasses.fault}>{say(faultAt(form.faults, "/contacts") ?? missing)}</p>
        )}
        <div>
          <Button onClick={() => form.set({ contacts: [...values.contacts, { name: "", relation: "", phone: "" }] })}>
            {words.addContact}
          </Button>
        </div>
      </fieldset>
    </FormFrame>
  );
}
