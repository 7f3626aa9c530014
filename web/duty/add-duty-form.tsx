import { dutyChanges, type RosterView } from "../../contracts/http/duties.ts";
import type { Bilingual } from "../../contracts/http/fields.ts";
import { type Answer, ask } from "../data/api.ts";
import { useLabels } from "../office/labels.ts";
import { Button } from "../parts/button.tsx";
import { SelectField, TextField } from "../parts/form/field.tsx";
import formClasses from "../parts/form/form.module.css";
import { FormFrame } from "../parts/form/form.tsx";
import { formWords } from "../parts/form/form-words.ts";
import { useForm } from "../parts/form/use-form.ts";
import { useWords } from "../words/language.tsx";
import { clockTime } from "../words/time-words.ts";
import classes from "./duty.module.css";
import { dutyWords } from "./duty-words.ts";
import { dateText, dutyOf } from "./week.ts";

/** Where a new duty begins. */
export interface DutyDraft {
  readonly role: string;
  readonly departmentId?: string;
  readonly from: number;
  readonly until: number;
}

interface AddDutyFormProps {
  readonly base: string;
  readonly roster: RosterView;
  readonly draft: DutyDraft;
  readonly cancel: () => void;
  readonly done: (added: number) => void;
}

const roles = ["carer", "nurse", "doctor", "referral-coordinator", "facility-manager"] as const;
const presets = {
  early: ["07:00", "15:00"],
  late: ["15:00", "23:00"],
  night: ["23:00", "07:00"],
  day: ["08:00", "20:00"],
  long: ["20:00", "08:00"],
} as const;
const day = 86_400_000;
const missing: Bilingual = { zh: formWords.zh.missing, en: formWords.en.missing };
const notATime: Bilingual = { zh: formWords.zh.notATime, en: formWords.en.notATime };

/** Puts somebody on duty, on one day or on several in a row. */
export function AddDutyForm({ base, roster, draft, cancel, done }: AddDutyFormProps) {
  const words = useWords(dutyWords);
  const common = useWords(formWords);
  const labels = useLabels();
  const form = useForm({
    initial: {
      role: draft.role,
      departmentId: draft.departmentId ?? "",
      personId: "",
      date: dateText(draft.from),
      from: clockTime(draft.from),
      until: clockTime(draft.until),
      times: "1",
    },
    check: ({ role, personId, date, from, until, times }) => ({
      ...(role === "" && { "/role": missing }),
      ...(personId === "" && { "/personId": missing }),
      ...(date === "" && { "/date": missing }),
      ...(from === "" && { "/from": notATime }),
      ...(until === "" && { "/until": notATime }),
      ...(!/^([1-9]|1[0-4])$/.test(times) && { "/times": { zh: "请填写 1 到 14", en: "Enter 1 to 14" } }),
    }),
    send: ({ role, departmentId, personId, date, from, until, times }) =>
      addAll(
        base,
        { role, personId, ...(departmentId !== "" && { departmentId }) },
        dutyOf(date, from, until) ?? draft,
        Number(times),
      ),
    done,
  });
  const { role } = form.values;
  const fitting = roster.people.filter((person) => person.roles.some((held) => held === role));
  return (
    <FormFrame form={form} label={words.add} submit={words.add} cancel={cancel}>
      <SelectField
        form={form}
        name="role"
        label={words.role}
        empty={common.choose}
        choices={roles.map((name) => ({ value: name, label: labels.roles[name] }))}
      />
      <SelectField
        form={form}
        name="personId"
        label={words.person}
        empty={common.choose}
        choices={fitting.map(({ id, name }) => ({ value: id, label: name }))}
        {...(role !== "" && fitting.length === 0 && { hint: words.empty })}
      />
      {roster.departments !== undefined && (
        <SelectField
          form={form}
          name="departmentId"
          label={words.department}
          empty={words.wholeHouse}
          hint={words.wholeHouseHint}
          choices={roster.departments.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      <TextField form={form} name="date" type="date" label={words.date} />
      <TextField form={form} name="from" type="time" label={words.from} />
      <TextField form={form} name="until" type="time" label={words.until} hint={words.nextDay} />
      <TextField
        form={form}
        name="times"
        type="number"
        min="1"
        max="14"
        label={words.repeatDays}
        hint={words.repeatHint}
      />
      <fieldset className={`${classes.row} ${formClasses.wide} ${formClasses.confirm}`}>
        <legend className={formClasses.label}>{words.presets}</legend>
        {(Object.keys(presets) as (keyof typeof presets)[]).map((name) => (
          <Button
            key={name}
            aria-pressed={form.values.from === presets[name][0] && form.values.until === presets[name][1]}
            onClick={() => form.set({ from: presets[name][0], until: presets[name][1] })}
          >
            {words.presetNames[name]}
          </Button>
        ))}
      </fieldset>
    </FormFrame>
  );
}

/** One after the other: what was added stays when a later one is refused, and is said by the roster itself. */
async function addAll(
  base: string,
  who: { readonly role: string; readonly personId: string; readonly departmentId?: string },
  span: { readonly from: number; readonly until: number },
  times: number,
): Promise<Answer<number>> {
  for (let n = 0; n < times; n++) {
    const at = {
      from: new Date(span.from + n * day).toISOString(),
      until: new Date(span.until + n * day).toISOString(),
    };
    const answer = await ask(base, dutyChanges, { do: "add", ...who, ...at });
    if (answer.kind === "problem") return answer;
  }
  return { kind: "answer", value: times };
}
