import { useState } from "react";
import { type ResidentDetailView, residentDetail } from "../../contracts/http/residents.ts";
import { ask } from "../data/api.ts";
import { AreaField, SelectField } from "../parts/form/field.tsx";
import classes from "../parts/form/form.module.css";
import { ConfirmedButton, FormRefusal } from "../parts/form/form.tsx";
import { formWords } from "../parts/form/form-words.ts";
import { useForm } from "../parts/form/use-form.ts";
import { useSpeech, useWords } from "../words/language.tsx";
import { registerWords } from "./register-words.ts";

const dischargeReasons = ["home", "hospital", "other-facility", "deceased", "other"] as const;
const outcomes = ["real", "false", "test", "device-fault"] as const;
const missing = { zh: formWords.zh.missing, en: formWords.en.missing };

interface DischargeFormProps {
  readonly resident: ResidentDetailView;
  readonly hasOpenAlerts: boolean;
  readonly done: () => void;
}

/** How somebody leaves the care. Asked twice, because nobody watches afterwards. */
export function DischargeForm({ resident, hasOpenAlerts, done }: DischargeFormProps) {
  const words = useWords(registerWords);
  const common = useWords(formWords);
  const { words: general } = useSpeech();
  const [mustSay, setMustSay] = useState(false);
  const form = useForm({
    initial: { reason: "", note: "", openAlerts: "" },
    check: ({ reason, openAlerts }) => ({
      ...(reason === "" && { "/reason": missing }),
      ...((hasOpenAlerts || mustSay) && openAlerts === "" && { "/openAlerts": missing }),
    }),
    send: async ({ reason, note, openAlerts }) => {
      const answer = await ask(`/api/residents/${encodeURIComponent(resident.id)}/discharge`, residentDetail, {
        reason,
        ...(note.trim() !== "" && { note: note.trim() }),
        ...(openAlerts !== "" && { openAlerts }),
      });
      if (answer.kind === "problem" && answer.problem.kind === "refused" && answer.problem.status === 409)
        setMustSay(true);
      return answer;
    },
    done,
  });
  return (
    <form className={classes.form} aria-label={words.discharge} noValidate onSubmit={(event) => event.preventDefault()}>
      <div className={classes.fields}>
        <SelectField
          form={form}
          name="reason"
          label={words.dischargeReason}
          empty={common.choose}
          choices={dischargeReasons.map((reason) => ({
            value: reason,
            label: words.dischargeReasons[reason] ?? reason,
          }))}
        />
        {(hasOpenAlerts || mustSay) && (
          <SelectField
            form={form}
            name="openAlerts"
            label={words.openAlerts}
            hint={words.openAlertsHint}
            empty={common.choose}
            choices={outcomes.map((outcome) => ({ value: outcome, label: general.outcomes[outcome] }))}
          />
        )}
        <AreaField form={form} name="note" label={words.note} rows={2} isOptional isWide />
      </div>
      <FormRefusal form={form} />
      <div className={classes.actions}>
        <ConfirmedButton
          label={words.discharge}
          question={words.dischargeQuestion(resident.name)}
          disabled={form.isSending}
          act={() => form.submit()}
        />
      </div>
    </form>
  );
}
