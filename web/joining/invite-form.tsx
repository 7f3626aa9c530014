import { useState } from "react";
import { type InvitedView, invited } from "../../contracts/http/kin.ts";
import {
  dataClassWords,
  guardianProofWords,
  type ShownClass,
  shownClasses,
  shownProofs,
} from "../../contracts/joining/joining-words.ts";
import { ask } from "../data/api.ts";
import { Check, SelectField, TextField } from "../parts/form/field.tsx";
import formClasses from "../parts/form/form.module.css";
import { FormFrame } from "../parts/form/form.tsx";
import { formWords } from "../parts/form/form-words.ts";
import { useForm } from "../parts/form/use-form.ts";
import { useSpeech, useWords } from "../words/language.tsx";
import { kinWords } from "./kin-words.ts";

const missing = { zh: formWords.zh.missing, en: formWords.en.missing };
const none: readonly ShownClass[] = [];

/** Asks a relative to come; the code that comes of it is shown once. */
export function InviteForm({ path, done }: { readonly path: string; readonly done: (made: InvitedView) => void }) {
  const words = useWords(kinWords);
  const { say } = useSpeech();
  const [intended, setIntended] = useState(none);
  const [isContact, setIsContact] = useState(false);
  const [isGuardian, setIsGuardian] = useState(false);
  const form = useForm({
    initial: { name: "", relation: "", proof: "household-register", number: "", until: "" },
    check: ({ name, relation }) => ({
      ...(name.trim() === "" && { "/name": missing }),
      ...(relation.trim() === "" && { "/relation": missing }),
    }),
    pointers: { proof: "/guardianship/proof/kind", number: "/guardianship/proof/number", until: "/guardianship/until" },
    send: ({ name, relation, proof, number, until }) => {
      const shown = { kind: proof, ...(number.trim() !== "" && { number: number.trim() }) };
      const end = until === "" ? {} : { until: `${until}T23:59:59+08:00` };
      return ask(path, invited, {
        do: "invite",
        name: name.trim(),
        relation: relation.trim(),
        isEmergencyContact: isContact,
        intended,
        ...(isGuardian && { guardianship: { proof: shown, ...end } }),
      });
    },
    done,
  });
  return (
    <FormFrame form={form} label={words.invite} submit={words.makeCode}>
      <TextField form={form} name="name" label={words.name} />
      <TextField form={form} name="relation" label={words.relation} placeholder={words.relationExample} />
      <fieldset className={formClasses.wide}>
        <legend className={formClasses.label}>{words.intended}</legend>
        {shownClasses.map((one) => (
          <Check
            key={one}
            label={say(dataClassWords[one].label)}
            checked={intended.includes(one)}
            change={(isTicked) =>
              setIntended((before) => (isTicked ? [...before, one] : before.filter((other) => other !== one)))
            }
          />
        ))}
      </fieldset>
      <Check label={words.isContact} checked={isContact} change={setIsContact} />
      <Check label={words.isGuardian} checked={isGuardian} change={setIsGuardian} />
      {isGuardian && (
        <>
          <SelectField
            form={form}
            name="proof"
            label={words.proof}
            choices={shownProofs.map((one) => ({ value: one, label: say(guardianProofWords[one]) }))}
          />
          <TextField form={form} name="number" label={words.proofNumber} isOptional />
          <TextField form={form} name="until" type="date" label={words.proofUntil} isOptional />
        </>
      )}
    </FormFrame>
  );
}
