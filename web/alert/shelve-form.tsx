import { useState } from "react";
import type { AlertView } from "../../contracts/http/alerts.ts";
import { actOn } from "../data/board-store.ts";
import { useMe } from "../data/me.ts";
import { settingsStore } from "../data/settings.ts";
import { Button } from "../parts/button.tsx";
import { SelectField, TextField } from "../parts/form/field.tsx";
import { FormFrame } from "../parts/form/form.tsx";
import { useForm } from "../parts/form/use-form.ts";
import { useWords } from "../words/language.tsx";
import classes from "./alert-page.module.css";
import { alertPageWords } from "./alert-page-words.ts";

const spans = [15, 30, 60, 120, 240] as const;

/** A time-limited silence with its reason; never offered for what must not be silenced. */
export function ShelveForm({ alert }: { readonly alert: AlertView }) {
  const own = useWords(alertPageWords);
  const me = useMe();
  const [isOpen, setIsOpen] = useState(false);
  const form = useForm({
    initial: { minutes: "30", reason: "" },
    check: ({ reason }) => (reason.trim() === "" ? { "/reason": own.shelveNeedsWhy } : {}),
    send: ({ minutes, reason }) =>
      actOn(
        alert,
        { kind: "shelve", minutes: Number(minutes), reason },
        me.kind === "known" ? undefined : settingsStore.read().person,
      ),
    done: () => setIsOpen(false),
  });
  if (!isOpen) {
    return (
      <p className={classes.tools}>
        <Button onClick={() => setIsOpen(true)}>{own.shelve}…</Button>
      </p>
    );
  }
  return (
    <FormFrame form={form} label={own.shelve} submit={own.shelve} cancel={() => setIsOpen(false)}>
      <SelectField
        form={form}
        name="minutes"
        label={own.shelveFor}
        hint={own.shelveHint}
        choices={spans.map((minutes) => ({ value: String(minutes), label: own.shelveMinutes(minutes) }))}
      />
      <TextField form={form} name="reason" label={own.shelveWhy} />
    </FormFrame>
  );
}
