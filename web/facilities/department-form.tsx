import { type FacilityView, facility } from "../../contracts/http/facilities.ts";
import { ask } from "../data/api.ts";
import { Check, SelectField, TextField } from "../parts/form/field.tsx";
import { FormFrame } from "../parts/form/form.tsx";
import { formWords } from "../parts/form/form-words.ts";
import { useForm } from "../parts/form/use-form.ts";
import { useWords } from "../words/language.tsx";
import { type Department, type DepartmentText, departmentFaults, withDepartment } from "./department-values.ts";
import { facilityPageWords } from "./facility-page-words.ts";

interface DepartmentFormProps {
  readonly home: FacilityView;
  /** Absent: a new one. */
  readonly department?: Department;
  readonly done: () => void;
  readonly cancel: () => void;
}

/** A department, new or changed. */
export function DepartmentForm({ home, department, done, cancel }: DepartmentFormProps) {
  const words = useWords(facilityPageWords);
  const common = useWords(formWords);
  const initial: DepartmentText = {
    name: department?.name ?? "",
    kind: department?.kind ?? "",
    phone: department?.phone ?? "",
    isReferralDesk: department?.isReferralDesk === true,
  };
  const form = useForm({
    initial,
    check: departmentFaults,
    send: (text) =>
      ask(`/api/facilities/${encodeURIComponent(home.id)}`, facility, {
        departments: withDepartment(home.departments ?? [], text, department?.id),
        departmentsVersion: home.departmentsVersion ?? 0,
      }),
    done,
  });
  const label = department === undefined ? words.addDepartment : words.changeOf(department.name);
  const kinds = Object.entries(words.departmentKinds).map(([value, called]) => ({ value, label: called }));
  return (
    <FormFrame form={form} label={label} cancel={cancel}>
      <TextField form={form} name="name" label={words.departmentName} />
      <SelectField form={form} name="kind" label={words.departmentKind} choices={kinds} empty={common.choose} />
      <TextField form={form} name="phone" type="tel" label={words.phone} hint={words.phoneHint} isOptional />
      <Check
        label={words.isDesk}
        checked={form.values.isReferralDesk}
        change={(isReferralDesk) => form.set({ isReferralDesk })}
      />
    </FormFrame>
  );
}
