import { useState } from "react";
import { roster } from "../../contracts/http/duties.ts";
import { type HandOverResultView, type HandOverSheetView, handOverResult } from "../../contracts/http/hand-overs.ts";
import { ask } from "../data/api.ts";
import { readAll } from "../data/board-store.ts";
import { useMe } from "../data/me.ts";
import { useAnswer } from "../data/use-answer.ts";
import { sayRecorded } from "../parts/announcements.ts";
import { AreaField, Check, SelectField } from "../parts/form/field.tsx";
import formClasses from "../parts/form/form.module.css";
import { FormFrame } from "../parts/form/form.tsx";
import { formWords } from "../parts/form/form-words.ts";
import { useForm } from "../parts/form/use-form.ts";
import { useSpeech, useWords } from "../words/language.tsx";
import classes from "./hand-over.module.css";
import { handOverWords } from "./hand-over-words.ts";

const missing = { zh: formWords.zh.missing, en: formWords.en.missing };

interface GiveFormProps {
  readonly facilityId: string;
  readonly sheet: HandOverSheetView;
  readonly done: () => void;
}

/** Gives open alerts to whoever comes next. Those that the giver holds are chosen already. */
export function GiveForm({ facilityId, sheet, done }: GiveFormProps) {
  const words = useWords(handOverWords);
  const common = useWords(formWords);
  const { say, words: general } = useSpeech();
  const who = useMe();
  const myId = who.kind === "known" ? who.me.id : undefined;
  const facility = `/api/facilities/${encodeURIComponent(facilityId)}`;
  const people = useAnswer(`${facility}/duties`, () => `${facility}/duties`, roster).value?.people ?? [];
  const next = new Set(sheet.next.map(({ person }) => person.id));
  const takers = people
    .filter(({ id }) => id !== myId)
    .toSorted((a, b) => Number(next.has(b.id)) - Number(next.has(a.id)) || a.name.localeCompare(b.name, "zh-CN"));
  const held = sheet.open.filter(({ holder }) => holder !== undefined);
  const [notGiven, setNotGiven] = useState<HandOverResultView["alerts"]>([]);
  const form = useForm({
    initial: {
      to: "",
      note: "",
      alerts: held
        .filter(({ holder }) => myId === undefined || holder?.personId === myId)
        .map(({ id }) => id) as readonly string[],
    },
    check: ({ to }) => (to === "" ? { "/to": missing } : {}),
    send: ({ to, note, alerts }) =>
      ask(`${facility}/hand-overs`, handOverResult, {
        to,
        ...(note.trim() !== "" && { note: note.trim() }),
        alerts: sheet.open.flatMap(({ id, version }) => (alerts.includes(id) ? [{ id, version }] : [])),
      }),
    done: ({ to, alerts: results }) => {
      const left = results.filter(({ outcome }) => outcome !== "handed-over");
      setNotGiven(left);
      if (left.length < results.length || results.length === 0) sayRecorded(words.given(to.name));
      void readAll();
      done();
    },
  });
  const { alerts, to } = form.values;
  const taker = takers.find(({ id }) => id === to);
  const isOffDuty = taker !== undefined && !sheet.onDuty.some(({ person }) => person.id === taker.id);
  return (
    <FormFrame form={form} label={words.give} submit={words.giveNow(alerts.length)}>
      <p className={`${classes.muted} ${formClasses.wide}`}>{words.giveLead}</p>
      <fieldset className={`${classes.choices} ${formClasses.wide}`}>
        <legend className="said">{words.give}</legend>
        {held.map((alert) => (
          <Check
            key={alert.id}
            label={`${say(alert.title)} ${alert.residentName} · ${alert.bed ?? general.noBed}`}
            checked={alerts.includes(alert.id)}
            change={(isOn) =>
              form.set({ alerts: isOn ? [...alerts, alert.id] : alerts.filter((id) => id !== alert.id) })
            }
          />
        ))}
        {held.length === 0 && <p className={classes.muted}>{words.noOpen}</p>}
      </fieldset>
      <SelectField
        form={form}
        name="to"
        label={words.to}
        empty={common.choose}
        choices={takers.map(({ id, name }) => ({ value: id, label: next.has(id) ? `${name} · ${words.next}` : name }))}
        {...(takers.length === 0 && { hint: words.nobodyToGive })}
      />
      {isOffDuty && (
        <p className={`${classes.warning} ${formClasses.wide}`} role="status">
          ! {words.notOnDuty(taker.name)}
        </p>
      )}
      {notGiven.length > 0 && (
        <div className={`${classes.warning} ${formClasses.wide}`} role="alert">
          <p>{words.notGiven(notGiven.length)}</p>
          <ul>
            {notGiven.map(({ alertId, outcome }) => {
              const alert = sheet.open.find(({ id }) => id === alertId);
              return (
                <li key={alertId}>
                  {alert === undefined ? "" : `${say(alert.title)} ${alert.residentName} · `}
                  {words.outcome[outcome] ?? outcome}
                </li>
              );
            })}
          </ul>
        </div>
      )}
      <AreaField form={form} name="note" label={words.note} hint={words.noteHint} isOptional isWide />
    </FormFrame>
  );
}
