import { type DeviceView, device as deviceSchema } from "../../contracts/http/devices.ts";
import type { ResidentView } from "../../contracts/http/residents.ts";
import { ask } from "../data/api.ts";
import { SelectField } from "../parts/form/field.tsx";
import { FormFrame } from "../parts/form/form.tsx";
import { useForm } from "../parts/form/use-form.ts";
import { useWords } from "../words/language.tsx";
import { registerWords } from "./register-words.ts";

interface AssignFormProps {
  readonly device: DeviceView;
  readonly residents: readonly ResidentView[];
  readonly cancel: () => void;
  readonly done: (who: string) => void;
}

/** Gives a device to somebody else, or takes it into stock. */
export function AssignForm({ device, residents, cancel, done }: AssignFormProps) {
  const words = useWords(registerWords);
  const form = useForm({
    initial: { residentId: device.residentId ?? "" },
    send: ({ residentId }) =>
      ask(`/api/devices/${encodeURIComponent(device.id)}/assign`, deviceSchema, {
        residentId: residentId === "" ? null : residentId,
      }),
    done: ({ residentId }) => done(residents.find(({ id }) => id === residentId)?.name ?? words.inStock),
  });
  return (
    <FormFrame form={form} label={words.assign} cancel={cancel}>
      <SelectField
        form={form}
        name="residentId"
        label={words.assignTo}
        empty={words.inStock}
        choices={choicesOf(residents)}
      />
    </FormFrame>
  );
}

/** By bed, as one walks the corridor. */
export function choicesOf(residents: readonly ResidentView[]): readonly { value: string; label: string }[] {
  return residents
    .toSorted((a, b) => (a.bed?.label ?? "~").localeCompare(b.bed?.label ?? "~", "zh-CN", { numeric: true }))
    .map(({ id, name, bed }) => ({ value: id, label: bed === undefined ? name : `${name} · ${bed.label}` }));
}
