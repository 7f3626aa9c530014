import { useState } from "react";
import { type FacilityView, facility } from "../../contracts/http/facilities.ts";
import { dateOf } from "../../contracts/iso-time.ts";
import { ask } from "../data/api.ts";
import { mayOf, useMe } from "../data/me.ts";
import { Panel } from "../office/office-page.tsx";
import { Button } from "../parts/button.tsx";
import { SelectField, TextField } from "../parts/form/field.tsx";
import { FormFrame } from "../parts/form/form.tsx";
import { useForm } from "../parts/form/use-form.ts";
import { useNow } from "../parts/use-clock.ts";
import { useWords } from "../words/language.tsx";
import { membershipWords } from "./membership-words.ts";

const { zh, en } = membershipWords;
const missing = { zh: zh.missing, en: en.missing };
const notBeforeToday = { zh: zh.notBeforeToday, en: en.notBeforeToday };

interface IntakeProps {
  readonly home: FacilityView;
  readonly changed: () => void;
}

/** Whether a facility takes anybody: ended at once or after a day, and begun again, by those who manage the consortium. */
export function IntakePanel({ home, changed }: IntakeProps) {
  const words = useWords(membershipWords);
  const today = dateOf(useNow());
  const mayManage = mayOf(useMe(), "consortium.manage");
  const [doing, setDoing] = useState<"close" | "reopen">();
  const { closing } = home;
  const done = () => {
    setDoing(undefined);
    changed();
  };
  const cancel = () => setDoing(undefined);
  return (
    <Panel heading={words.intake}>
      {closing === undefined ? (
        <p>{words.takes}</p>
      ) : (
        <p>
          <strong>▲ {closing.from <= today ? words.closedSince(closing.from) : words.closesFrom(closing.from)}</strong>{" "}
          {words.because(closing.reason, closing.by)}
        </p>
      )}
      {mayManage && doing === undefined && (
        <div>
          {closing === undefined ? (
            <Button onClick={() => setDoing("close")}>{words.close}</Button>
          ) : (
            <Button onClick={() => setDoing("reopen")}>{words.reopen}</Button>
          )}
        </div>
      )}
      {doing === "close" && <CloseForm home={home} done={done} cancel={cancel} today={today} />}
      {doing === "reopen" && <ReopenForm home={home} done={done} cancel={cancel} />}
    </Panel>
  );
}

interface FormProps {
  readonly home: FacilityView;
  readonly done: () => void;
  readonly cancel: () => void;
}

function CloseForm({ home, done, cancel, today }: FormProps & { readonly today: string }) {
  const words = useWords(membershipWords);
  const form = useForm({
    initial: { when: "now", lastDay: today, reason: "" },
    pointers: { lastDay: "/close/lastDay", reason: "/close/reason" },
    check: ({ when, lastDay, reason }) => ({
      ...(when === "day" && lastDay === "" && { "/close/lastDay": missing }),
      ...(when === "day" && lastDay !== "" && lastDay < today && { "/close/lastDay": notBeforeToday }),
      ...(reason.trim() === "" && { "/close/reason": missing }),
    }),
    send: ({ when, lastDay, reason }) =>
      ask(`/api/facilities/${encodeURIComponent(home.id)}`, facility, {
        close: { ...(when === "day" && { lastDay }), reason: reason.trim() },
      }),
    done,
  });
  return (
    <FormFrame form={form} label={words.close} submit={words.close} cancel={cancel}>
      <SelectField
        form={form}
        name="when"
        label={words.when}
        hint={words.closeLead}
        choices={[
          { value: "now", label: words.atOnce },
          { value: "day", label: words.afterDay },
        ]}
      />
      {form.values.when === "day" && (
        <TextField form={form} name="lastDay" label={words.lastDay} type="date" min={today} />
      )}
      <TextField form={form} name="reason" label={words.reason} />
    </FormFrame>
  );
}

function ReopenForm({ home, done, cancel }: FormProps) {
  const words = useWords(membershipWords);
  const form = useForm({
    initial: { reason: "" },
    pointers: { reason: "/reopen/reason" },
    check: ({ reason }) => (reason.trim() === "" ? { "/reopen/reason": missing } : {}),
    send: ({ reason }) =>
      ask(`/api/facilities/${encodeURIComponent(home.id)}`, facility, { reopen: { reason: reason.trim() } }),
    done,
  });
  return (
    <FormFrame form={form} label={words.reopen} submit={words.reopen} cancel={cancel}>
      <TextField form={form} name="reason" label={words.reason} hint={words.reopenLead} />
    </FormFrame>
  );
}
