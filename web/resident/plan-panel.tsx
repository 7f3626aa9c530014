import { useState } from "react";
import { type ResidentDetailView, residentDetail } from "../../contracts/http/residents.ts";
import { ask } from "../data/api.ts";
import { labelOf, unitOf } from "../data/codes.ts";
import { mayOf, useMe } from "../data/me.ts";
import { settingsStore } from "../data/settings.ts";
import { sayRecorded } from "../parts/announcements.ts";
import { Button } from "../parts/button.tsx";
import { SelectField, TextField } from "../parts/form/field.tsx";
import { FormFrame } from "../parts/form/form.tsx";
import { useForm } from "../parts/form/use-form.ts";
import { useSpeech, useWords } from "../words/language.tsx";
import {
  draftOf,
  faultsOfDraft,
  type LimitDraft,
  type LimitedCode,
  limitedCodes,
  limitOf,
  pointersOf,
} from "./limit-draft.ts";
import classes from "./plan-panel.module.css";
import { planWords } from "./plan-words.ts";
import { limitText } from "./present-vitals.tsx";

interface PlanPanelProps {
  readonly detail: ResidentDetailView;
  readonly changed: (detail: ResidentDetailView) => void;
}

/** The limits that hold for this resident and where each comes from; changed in place by whoever may, with a reason. */
export function PlanPanel({ detail, changed }: PlanPanelProps) {
  const speech = useSpeech();
  const words = useWords(planWords);
  const me = useMe();
  const [editing, setEditing] = useState<LimitedCode>();
  const may = mayOf(me, "plan.change", detail.facilityId);
  const own = detail.plan.overrides.limits ?? {};
  return (
    <ul className={classes.limits}>
      {limitedCodes.map((code) => {
        const limit = detail.limits[code];
        const label = labelOf(code, speech);
        return (
          <li key={code} className={classes.item} data-limit={code}>
            <div className={classes.row}>
              <span className={classes.label}>{label}</span>
              <strong>
                {limit === undefined ? (code in own ? words.off : words.none) : limitText(code, detail.limits, speech)}{" "}
                {limit !== undefined && <span className={classes.small}>{unitOf(code, speech)}</span>}
              </strong>
              <span className={classes.small}>
                {limit !== undefined &&
                  `${speech.words.priorities[limit.priority]} · ${words.seconds(limit.delaySeconds)} · `}
                {code in own ? words.own : words.byDefault}
              </span>
              {may && (
                <Button
                  look="quiet"
                  aria-expanded={editing === code}
                  aria-label={`${words.change} ${label}`}
                  onClick={() => setEditing(editing === code ? undefined : code)}
                >
                  {words.change}
                </Button>
              )}
            </div>
            {editing === code && (
              <LimitForm
                code={code}
                detail={detail}
                done={(next) => {
                  setEditing(undefined);
                  sayRecorded(words.saved(label));
                  changed(next);
                }}
                cancel={() => setEditing(undefined)}
              />
            )}
          </li>
        );
      })}
    </ul>
  );
}

interface LimitFormProps {
  readonly code: LimitedCode;
  readonly detail: ResidentDetailView;
  readonly done: (detail: ResidentDetailView) => void;
  readonly cancel: () => void;
}

function LimitForm({ code, detail, done, cancel }: LimitFormProps) {
  const { words: common } = useSpeech();
  const words = useWords(planWords);
  const me = useMe();
  const send = (change: object, { reason }: LimitDraft) =>
    ask(`/api/residents/${encodeURIComponent(detail.id)}/plan`, residentDetail, {
      ...change,
      reason,
      ...(me.kind === "known" ? {} : { by: settingsStore.read().person ?? "staff" }),
    });
  const form = useForm({
    initial: draftOf(detail.limits[code]),
    check: (draft) => faultsOfDraft(code, draft),
    send: (draft) => send({ limits: { [code]: limitOf(draft) } }, draft),
    done,
    pointers: pointersOf(code),
  });
  const isOwn = code in (detail.plan.overrides.limits ?? {});
  /** The other changes need a reason as well, and no numbers. */
  async function change(body: object): Promise<void> {
    if (form.values.reason.trim() === "") return form.submit();
    const answer = await send(body, form.values);
    if (answer.kind === "answer") done(answer.value);
    else form.submit();
  }
  return (
    <FormFrame
      form={form}
      label={words.change}
      submit={words.save}
      cancel={cancel}
      extra={
        <>
          {isOwn && <Button onClick={() => void change({ defaults: [code] })}>{words.back}</Button>}
          {detail.limits[code] !== undefined && (
            <Button look="quiet" onClick={() => void change({ limits: { [code]: null } })}>
              {words.switchOff}
            </Button>
          )}
        </>
      }
    >
      <TextField form={form} name="low" type="number" label={words.low} isOptional />
      <TextField form={form} name="high" type="number" label={words.high} isOptional />
      <TextField form={form} name="delaySeconds" type="number" label={words.delaySeconds} />
      <TextField form={form} name="hysteresis" type="number" label={words.hysteresis} hint={words.hysteresisHint} />
      <SelectField
        form={form}
        name="priority"
        label={words.priority}
        choices={(["high", "medium", "low"] as const).map((value) => ({ value, label: common.priorities[value] }))}
      />
      <TextField form={form} name="reason" label={words.why} hint={words.whyHint} isWide />
    </FormFrame>
  );
}
