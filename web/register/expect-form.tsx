import { deviceKindLabel } from "../../contracts/descriptions.ts";
import { type DeviceView, expectationResult } from "../../contracts/http/devices.ts";
import type { ResidentView } from "../../contracts/http/residents.ts";
import { type Answer, ask } from "../data/api.ts";
import { SelectField, TextField } from "../parts/form/field.tsx";
import { FormFrame } from "../parts/form/form.tsx";
import { formWords } from "../parts/form/form-words.ts";
import { useForm } from "../parts/form/use-form.ts";
import { useSpeech, useWords } from "../words/language.tsx";
import { choicesOf } from "./assign-form.tsx";
import { registerWords } from "./register-words.ts";

const kinds = [
  "bed-sensor",
  "wristband",
  "radar",
  "room-sensor",
  "door-sensor",
  "smoke-detector",
  "gas-detector",
  "sos-button",
  "spot-check-monitor",
  "scale",
] as const satisfies readonly DeviceView["kind"][];
const missing = { zh: formWords.zh.missing, en: formWords.en.missing };

interface ExpectFormProps {
  readonly residents: readonly ResidentView[];
  readonly done: (id: string) => void;
}

/** Registers a device that will claim its certificate when it is first switched on. */
export function ExpectForm({ residents, done }: ExpectFormProps) {
  const words = useWords(registerWords);
  const common = useWords(formWords);
  const { say } = useSpeech();
  const form = useForm({
    initial: { id: "", kind: "", residentId: "" },
    pointers: { id: "/devices/0/id", kind: "/devices/0/kind", residentId: "/devices/0/residentId" },
    check: (values) =>
      Object.fromEntries(
        Object.entries(values).flatMap(([name, value]) =>
          value.trim() === "" ? [[`/devices/0/${name}`, missing]] : [],
        ),
      ),
    send: async ({ id, kind, residentId }): Promise<Answer<string>> => {
      const answer = await ask("/api/devices/expected", expectationResult, {
        devices: [{ id: id.trim(), kind, residentId }],
      });
      if (answer.kind === "problem") return answer;
      const refused = answer.value.items.find(({ outcome }) => outcome === "refused");
      if (refused === undefined) return { kind: "answer", value: id.trim() };
      const messages = refused.messages ?? missing;
      return {
        kind: "problem",
        problem: {
          kind: "refused",
          status: 422,
          code: "refused",
          messages,
          errors: [{ pointer: "#/devices/0/id", messages }],
        },
      };
    },
    done: (id) => {
      form.reset();
      done(id);
    },
  });
  return (
    <FormFrame form={form} label={words.expect} submit={words.register}>
      <TextField form={form} name="id" label={words.deviceNumber} />
      <SelectField
        form={form}
        name="kind"
        label={words.kind}
        empty={common.choose}
        choices={kinds.map((kind) => ({ value: kind, label: say(deviceKindLabel(kind)) }))}
      />
      <SelectField
        form={form}
        name="residentId"
        label={words.assignTo}
        empty={common.choose}
        choices={choicesOf(residents)}
      />
    </FormFrame>
  );
}
