import { consentGiverWords, consentWayWords } from "../../contracts/referral-words.ts";
import { AreaField, SelectField, TextField } from "../parts/form/field.tsx";
import type { Form } from "../parts/form/use-form.ts";
import { useSpeech, useWords } from "../words/language.tsx";
import type { ConsentDraft } from "./consent-draft.ts";
import { consentWords } from "./consent-words.ts";

/** Who agreed to the transfer, how and when; or why nobody could be asked, and who approved. */
export function ConsentFields<T extends ConsentDraft>({ form: whole }: { readonly form: Form<T> }) {
  const words = useWords(consentWords);
  const { say } = useSpeech();
  const form = whole as unknown as Form<ConsentDraft>;
  const { consent, consentWho, consentHow } = form.values;
  return (
    <>
      <SelectField
        form={form as unknown as Form<{ readonly consent: string }>}
        name="consent"
        label={words.consent}
        isOptional
        empty={words.notSaid}
        choices={[
          { value: "given", label: words.given },
          { value: "emergency", label: words.emergency },
        ]}
      />
      {consent === "given" && (
        <>
          <SelectField
            form={form}
            name="consentWho"
            label={words.who}
            choices={Object.entries(consentGiverWords).map(([value, title]) => ({ value, label: say(title) }))}
          />
          <TextField form={form} name="consentName" label={words.name} />
          {consentWho !== "resident" && (
            <TextField
              form={form}
              name="consentRelation"
              label={words.relation}
              placeholder={words.relationHere}
              isOptional
            />
          )}
          <SelectField
            form={form}
            name="consentHow"
            label={words.how}
            choices={Object.entries(consentWayWords).map(([value, title]) => ({ value, label: say(title) }))}
          />
        </>
      )}
      {consent === "emergency" && (
        <>
          <AreaField form={form} name="consentReason" label={words.reason} rows={2} isWide />
          <TextField form={form} name="consentApprovedBy" label={words.approvedBy} hint={words.approvedHint} />
        </>
      )}
      {consent !== "" && (
        <>
          <TextField form={form} name="consentAt" type="datetime-local" label={words.at} />
          <TextField
            form={form}
            name="consentWitness"
            label={words.witness}
            isOptional
            {...(consentHow === "phone" || consent === "emergency" ? { hint: words.witnessHint } : {})}
          />
        </>
      )}
    </>
  );
}
