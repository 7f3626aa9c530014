import { type FacilityView, facility } from "../../contracts/http/facilities.ts";
import { ask } from "../data/api.ts";
import { SelectField, TextField } from "../parts/form/field.tsx";
import { FormFrame } from "../parts/form/form.tsx";
import { formWords } from "../parts/form/form-words.ts";
import { useForm } from "../parts/form/use-form.ts";
import { useWords } from "../words/language.tsx";
import { facilityWords } from "./facility-words.ts";

const missing = { zh: formWords.zh.missing, en: formWords.en.missing };
const notAnId = { zh: facilityWords.zh.notAnId, en: facilityWords.en.notAnId };

interface FormProps {
  readonly done: (facility: FacilityView) => void;
  readonly cancel: () => void;
}

/** A facility that is not there yet; its beds are added afterwards. */
export function RegisterFacilityForm({ done, cancel }: FormProps) {
  const words = useWords(facilityWords);
  const common = useWords(formWords);
  const form = useForm({
    initial: { name: "", kind: "", id: "" },
    check: ({ name, kind, id }) => ({
      ...(name.trim() === "" && { "/name": missing }),
      ...(kind === "" && { "/kind": missing }),
      ...(id.trim() !== "" && !/^[A-Za-z0-9_-]{1,64}$/.test(id.trim()) && { "/id": notAnId }),
    }),
    send: ({ name, kind, id }) =>
      ask("/api/facilities", facility, { name: name.trim(), kind, ...(id.trim() !== "" && { id: id.trim() }) }),
    done,
  });
  return (
    <FormFrame form={form} label={words.register} submit={words.register} cancel={cancel}>
      <TextField form={form} name="name" label={words.name} />
      <SelectField
        form={form}
        name="kind"
        label={words.kind}
        empty={common.choose}
        choices={facility.shape.kind.options.map((value) => ({ value, label: words.kinds[value] ?? value }))}
      />
      <TextField form={form} name="id" label={words.id} hint={words.idHint} isOptional />
    </FormFrame>
  );
}

/** Another name for a facility; whatever names it elsewhere shows the new one from then on. */
export function RenameFacilityForm({
  home,
  done,
  cancel,
}: Pick<FormProps, "done"> & Partial<FormProps> & { readonly home: FacilityView }) {
  const words = useWords(facilityWords);
  const form = useForm({
    initial: { name: home.name },
    check: ({ name }) => (name.trim() === "" ? { "/name": missing } : {}),
    send: ({ name }) => ask(`/api/facilities/${encodeURIComponent(home.id)}`, facility, { name: name.trim() }),
    done,
  });
  return (
    <FormFrame form={form} label={words.rename(home.name)} {...(cancel !== undefined && { cancel })}>
      <TextField form={form} name="name" label={words.name} />
    </FormFrame>
  );
}
