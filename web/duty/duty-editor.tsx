import { useState } from "react";
import { type DutyView, dutyChanges, dutySwap, type RosterView } from "../../contracts/http/duties.ts";
import type { Bilingual } from "../../contracts/http/fields.ts";
import { ask } from "../data/api.ts";
import { clock } from "../data/clock.ts";
import { useMe } from "../data/me.ts";
import { Button } from "../parts/button.tsx";
import { Field, SelectField, TextField } from "../parts/form/field.tsx";
import formClasses from "../parts/form/form.module.css";
import { ConfirmedButton, FormFrame } from "../parts/form/form.tsx";
import { formWords } from "../parts/form/form-words.ts";
import { useForm } from "../parts/form/use-form.ts";
import { problemText } from "../parts/notice.tsx";
import { useSpeech, useWords } from "../words/language.tsx";
import { clockTime, dateOf } from "../words/time-words.ts";
import { departmentName, type RosterDepartment } from "./departments.ts";
import classes from "./duty.module.css";
import { dutyWords } from "./duty-words.ts";
import { coverBegins, dateText, endMoved, spanOf, swappable } from "./week.ts";

const missing: Bilingual = { zh: formWords.zh.missing, en: formWords.en.missing };
const endsFirst: Bilingual = { zh: dutyWords.zh.endsFirst, en: dutyWords.en.endsFirst };
const notATime: Bilingual = { zh: formWords.zh.notATime, en: formWords.en.notATime };

interface DutyEditorProps {
  readonly facilityId: string;
  readonly duty: DutyView;
  readonly roster: RosterView;
  /** Duties to come, beyond the week that is shown. */
  readonly ahead: readonly DutyView[];
  readonly mayManage: boolean;
  readonly cancel: () => void;
  readonly done: (sentence: string) => void;
}

/** What can be done with one duty: change it, let somebody cover, propose a swap, remove it. */
export function DutyEditor({ facilityId, duty, roster, ahead, mayManage, cancel, done }: DutyEditorProps) {
  const words = useWords(dutyWords);
  const speech = useSpeech();
  const who = useMe();
  const [refusal, setRefusal] = useState<string>();
  const myId = who.kind === "known" ? who.me.id : undefined;
  const facility = `/api/facilities/${encodeURIComponent(facilityId)}`;
  const people = roster.people.filter(({ roles }) => roles.includes(duty.role));
  const myRoles = roster.people.find(({ id }) => id === myId)?.roles ?? [];
  const isOwn = duty.person.id === myId;

  async function remove(): Promise<void> {
    const body = { do: "remove", dutyId: duty.id, version: duty.version };
    const answer = await ask(`${facility}/duties`, dutyChanges, body);
    if (answer.kind === "problem") setRefusal(problemText(answer.problem, speech));
    else done(words.removed);
  }

  const from = Date.parse(duty.from);
  const until = Date.parse(duty.until);
  return (
    <>
      <p>
        {duty.departmentId !== undefined && `${departmentName(roster, duty.departmentId)} · `}
        {dateOf(from, speech.language)} {clockTime(from)} – {dateOf(until, speech.language)} {clockTime(until)}
        {duty.insteadOf !== undefined &&
          ` · ${duty.kind === "swap" ? words.swapped(duty.insteadOf.name) : words.insteadOf(duty.insteadOf.name)}`}
      </p>
      {refusal !== undefined && (
        <p className={classes.refusal} role="alert">
          {refusal}
        </p>
      )}
      {mayManage && (
        <>
          <SpanForm
            what="change"
            facility={facility}
            duty={duty}
            departments={roster.departments ?? []}
            people={people}
            done={() => done(words.saved)}
          />
          <SpanForm
            what="cover"
            facility={facility}
            duty={duty}
            departments={[]}
            people={people.filter(({ id }) => id !== duty.person.id)}
            done={() => done(words.saved)}
          />
        </>
      )}
      {myId !== undefined && myRoles.includes(duty.role) && (
        <SwapForm
          facility={facility}
          duty={duty}
          isOwn={isOwn}
          others={swappable(duty, ahead, myId, clock.now())}
          done={() => done(words.proposed)}
        />
      )}
      <div className={classes.row}>
        <Button look="quiet" onClick={cancel}>
          {useWords(formWords).cancel}
        </Button>
        {mayManage && (
          <ConfirmedButton label={words.remove} question={words.removeQuestion} act={() => void remove()} />
        )}
      </div>
    </>
  );
}

interface SpanFormProps {
  readonly what: "change" | "cover";
  readonly facility: string;
  readonly duty: DutyView;
  /** From which it can be chosen whose duty it is; none: it stays whose it is. */
  readonly departments: readonly RosterDepartment[];
  readonly people: RosterView["people"];
  readonly done: () => void;
}

function SpanForm({ what, facility, duty, departments, people, done }: SpanFormProps) {
  const words = useWords(dutyWords);
  const common = useWords(formWords);
  const [begins] = useState(() => (what === "cover" ? coverBegins(duty, clock.now()) : Date.parse(duty.from)));
  const until = Date.parse(duty.until);
  const form = useForm({
    initial: {
      personId: what === "change" ? duty.person.id : "",
      departmentId: duty.departmentId ?? "",
      date: dateText(begins),
      from: clockTime(begins),
      untilDate: dateText(until),
      until: clockTime(until),
    },
    check: (values) => ({
      ...(values.personId === "" && { "/personId": missing }),
      ...(values.from === "" && { "/from": notATime }),
      ...(values.until === "" && { "/until": notATime }),
      ...(values.date === "" && { "/date": missing }),
      ...(values.untilDate === "" && { "/untilDate": missing }),
      ...([values.date, values.from, values.untilDate, values.until].every((text) => text !== "") &&
        spanOf(values.date, values.from, values.untilDate, values.until) === undefined && { "/until": endsFirst }),
    }),
    send: (values) => {
      const span = spanOf(values.date, values.from, values.untilDate, values.until);
      return ask(`${facility}/duties`, dutyChanges, {
        do: what,
        dutyId: duty.id,
        version: duty.version,
        personId: values.personId,
        ...(values.departmentId !== (duty.departmentId ?? "") && { departmentId: values.departmentId || null }),
        ...(span !== undefined && {
          from: new Date(span.from).toISOString(),
          until: new Date(span.until).toISOString(),
        }),
      });
    },
    done,
  });
  return (
    <div className={classes.group}>
      <h3>{words[what]}</h3>
      {what === "cover" && <p className={classes.muted}>{words.coverLead}</p>}
      <FormFrame form={form} label={words[what]} {...(what === "cover" && { submit: words.cover })}>
        <SelectField
          form={form}
          name="personId"
          label={words.person}
          {...(what === "cover" && { empty: common.choose })}
          choices={people.map(({ id, name }) => ({ value: id, label: name }))}
        />
        {departments.length > 0 && (
          <SelectField
            form={form}
            name="departmentId"
            label={words.department}
            empty={words.wholeHouse}
            choices={departments.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
        <Field label={words.date} fault={form.faultOf("date")}>
          {(ties) => (
            <input
              {...ties}
              className={formClasses.control}
              type="date"
              name="date"
              value={form.values.date}
              onChange={({ currentTarget: { value: date } }) =>
                form.set({ date, untilDate: endMoved(form.values.date, date, form.values.untilDate) })
              }
            />
          )}
        </Field>
        <TextField form={form} name="from" type="time" label={words.from} />
        <TextField form={form} name="untilDate" type="date" label={words.untilDate} />
        <TextField form={form} name="until" type="time" label={words.until} />
      </FormFrame>
    </div>
  );
}

interface SwapFormProps {
  readonly facility: string;
  readonly duty: DutyView;
  readonly isOwn: boolean;
  readonly others: readonly DutyView[];
  readonly done: () => void;
}

function SwapForm({ facility, duty, isOwn, others, done }: SwapFormProps) {
  const words = useWords(dutyWords);
  const common = useWords(formWords);
  const { language } = useSpeech();
  const form = useForm({
    initial: { dutyId: "" },
    check: ({ dutyId }) => (dutyId === "" ? { "/dutyId": missing } : {}),
    send: ({ dutyId }) =>
      ask(`${facility}/duty-swaps`, dutySwap, {
        do: "propose",
        ...(isOwn ? { dutyId: duty.id, withDutyId: dutyId } : { dutyId, withDutyId: duty.id }),
      }),
    done,
  });
  if (others.length === 0)
    return (
      <div className={classes.group}>
        <h3>{words.swap}</h3>
        <p className={classes.muted}>{isOwn ? words.nobodyToSwap : words.noneToSwap}</p>
      </div>
    );
  return (
    <div className={classes.group}>
      <h3>{words.swap}</h3>
      <p className={classes.muted}>{words.swapLead}</p>
      <FormFrame form={form} label={words.swap} submit={words.propose}>
        <SelectField
          form={form}
          name="dutyId"
          label={isOwn ? words.swapTheirs : words.swapMine}
          empty={common.choose}
          choices={others.map(({ id, person, from, until }) => ({
            value: id,
            label: `${isOwn ? `${person.name} ` : ""}${dateOf(Date.parse(from), language)} ${clockTime(Date.parse(from))}–${clockTime(Date.parse(until))}`,
          }))}
        />
      </FormFrame>
    </div>
  );
}
