import type { ResidentDetailView } from "../../contracts/http/residents.ts";
import {
  type ErasedPartView,
  erasureAnswer,
  type RetentionState,
  retentionState,
} from "../../contracts/http/retention.ts";
import { ask } from "../data/api.ts";
import { useAnswer } from "../data/use-answer.ts";
import { Panel } from "../office/office-page.tsx";
import { sayRecorded } from "../parts/announcements.ts";
import { DataTable } from "../parts/data-table.tsx";
import { TextField } from "../parts/form/field.tsx";
import classes from "../parts/form/form.module.css";
import { ConfirmedButton, FormRefusal } from "../parts/form/form.tsx";
import { formWords } from "../parts/form/form-words.ts";
import { useForm } from "../parts/form/use-form.ts";
import { ProblemNotice } from "../parts/notice.tsx";
import { useSpeech, useWords } from "../words/language.tsx";
import { retentionWords } from "./retention-words.ts";

const missing = { zh: formWords.zh.missing, en: formWords.en.missing };

interface RetentionPanelProps {
  readonly resident: ResidentDetailView;
  /** Nothing of them is here any more. */
  readonly erased: () => void;
}

/** How long a resident's data are kept, whether a legal hold stands, and, once the care has ended, their erasure. */
export function RetentionPanel({ resident, erased }: RetentionPanelProps) {
  const words = useWords(retentionWords);
  const path = `/api/residents/${encodeURIComponent(resident.id)}/retention`;
  const asked = useAnswer(path, () => path, retentionState);
  const state = asked.value;
  return (
    <Panel heading={words.heading}>
      {asked.problem !== undefined && <ProblemNotice problem={asked.problem} again={asked.again} />}
      {state !== undefined && (
        <>
          <p>
            {state.hold === undefined
              ? words.notHeld
              : `${words.held(state.hold.setBy, state.hold.setAt.slice(0, 10))} ${state.hold.reason}`}
          </p>
          {state.parts === undefined ? <p>{words.inCare}</p> : <PartsTable parts={state.parts} />}
          <HoldForm key={String(state.hold === undefined)} residentId={resident.id} state={state} done={asked.again} />
          {state.parts !== undefined && state.hold === undefined && <EraseForm resident={resident} erased={erased} />}
        </>
      )}
    </Panel>
  );
}

function PartsTable({ parts }: { readonly parts: readonly ErasedPartView[] }) {
  const words = useWords(retentionWords);
  const { say } = useSpeech();
  return (
    <DataTable
      label={words.heading}
      empty=""
      rows={parts}
      keyOf={({ part, end, until }) => `${part} ${end} ${until ?? ""}`}
      columns={[
        { key: "what", head: words.what, cell: ({ holds }) => say(holds) },
        { key: "end", head: words.end, cell: ({ end }) => words.ends[end] },
        { key: "until", head: words.until, cell: ({ until }) => until?.slice(0, 10) ?? "–" },
        { key: "rule", head: words.rule, cell: ({ rule, until }) => (until === undefined ? "–" : rule.source) },
      ]}
    />
  );
}

interface HoldFormProps {
  readonly residentId: string;
  readonly state: RetentionState;
  readonly done: () => void;
}

function HoldForm({ residentId, state, done }: HoldFormProps) {
  const words = useWords(retentionWords);
  const isHeld = state.hold !== undefined;
  const form = useForm({
    initial: { reason: "" },
    check: ({ reason }) => (reason.trim().length < 2 ? { "/reason": missing } : {}),
    send: ({ reason }) =>
      ask(`/api/residents/${encodeURIComponent(residentId)}/legal-hold`, retentionState, { hold: !isHeld, reason }),
    done: () => {
      sayRecorded(words.saved);
      done();
    },
  });
  const label = isHeld ? words.lift : words.hold;
  return (
    <form className={classes.form} aria-label={label} noValidate onSubmit={(event) => event.preventDefault()}>
      <div className={classes.fields}>
        <TextField form={form} name="reason" label={words.reason} hint={words.reasonHint} />
      </div>
      <FormRefusal form={form} />
      <div className={classes.actions}>
        <ConfirmedButton
          label={label}
          question={isHeld ? words.liftQuestion : words.holdQuestion}
          disabled={form.isSending}
          act={() => form.submit()}
        />
      </div>
    </form>
  );
}

function EraseForm({ resident, erased }: RetentionPanelProps) {
  const words = useWords(retentionWords);
  const { id, name } = resident;
  const form = useForm({
    initial: { confirm: "" },
    check: ({ confirm }) => (confirm.trim() === id ? {} : { "/confirm": missing }),
    send: ({ confirm }) =>
      ask(`/api/residents/${encodeURIComponent(id)}/erasure`, erasureAnswer, { confirm: confirm.trim() }),
    done: () => {
      sayRecorded(words.erased(name));
      erased();
    },
  });
  return (
    <form className={classes.form} aria-label={words.erase} noValidate onSubmit={(event) => event.preventDefault()}>
      <p>{words.eraseLead}</p>
      <p>{id}</p>
      <div className={classes.fields}>
        <TextField form={form} name="confirm" label={words.confirm} />
      </div>
      <FormRefusal form={form} />
      <div className={classes.actions}>
        <ConfirmedButton
          label={words.erase}
          question={words.eraseQuestion(name)}
          disabled={form.isSending}
          act={() => form.submit()}
        />
      </div>
    </form>
  );
}
