import type { VisitRecord } from "../../contracts/http/visit-between.ts";
import type { VisitView } from "../../contracts/http/visits.ts";
import { Button } from "../parts/button.tsx";
import { AreaField, Check, SelectField, TextField } from "../parts/form/field.tsx";
import { FormFrame } from "../parts/form/form.tsx";
import { useForm } from "../parts/form/use-form.ts";
import { Notice } from "../parts/notice.tsx";
import { useSpeech, useWords } from "../words/language.tsx";
import { eligibilityWords } from "./eligibility-words.ts";
import type { KnownVisit } from "./use-visit.ts";
import classes from "./visit-page.module.css";

/** Whether this may be treated by video; and the stop for when it may not. */
export function EligibilityPanel({
  known,
  visit,
  record,
}: {
  readonly known: KnownVisit;
  readonly visit: VisitView;
  /** Once it was opened: its diagnoses can be taken over. */
  readonly record: VisitRecord | undefined;
}) {
  const words = useWords(eligibilityWords);
  const { words: general } = useSpeech();
  const { eligibility } = visit;
  const canAssess =
    visit.may.includes("assess") && ["requested", "scheduled", "waiting", "in-call"].includes(visit.state);
  const canStop =
    visit.may.includes("stop") &&
    visit.stopped?.cause === undefined &&
    ["requested", "scheduled", "waiting", "in-call", "notes"].includes(visit.state);
  const form = useForm({
    initial: {
      priorDiagnosis: eligibility?.priorDiagnosis ?? "",
      isFirstVisit: eligibility?.isFirstVisit ?? false,
      hasChanged: eligibility?.hasChanged ?? false,
      needsExamination: eligibility?.needsExamination ?? false,
    },
    send: (values) => known.act("conduct", { kind: "assess", ...values }),
  });
  if (eligibility === undefined && !canAssess && !canStop && visit.cautions === undefined) return null;
  const isFine = eligibility?.unsuitable.length === 0;
  const diagnoses = (record?.clinical.diagnoses ?? []).map(({ name, since }) =>
    [name, since].filter(Boolean).join(" "),
  );
  return (
    <section className={classes.panel} aria-label={words.eligibility}>
      <h2 className={classes.heading}>{words.eligibility}</h2>
      {visit.lacks?.map((gap) => (
        <Notice key={gap}>{words.lacks[gap]}</Notice>
      ))}
      {visit.cautions?.map((caution) => (
        <Notice key={caution}>{words.cautions[caution]}</Notice>
      ))}
      {eligibility !== undefined && (
        <p data-eligible={isFine}>
          {isFine ? words.assessed : eligibility.unsuitable.map((cause) => words.causes[cause]).join(general.comma)}
          {eligibility.priorDiagnosis !== undefined && ` · ${eligibility.priorDiagnosis}`}
        </p>
      )}
      {canAssess && !isFine && (
        <>
          <p className={classes.hint}>{words.eligibilityLead}</p>
          <FormFrame form={form} label={words.eligibility} submit={words.assess}>
            <TextField form={form} name="priorDiagnosis" label={words.priorDiagnosis} isWide />
            {diagnoses.length > 0 && form.values.priorDiagnosis === "" && (
              <Button look="quiet" onClick={() => form.set({ priorDiagnosis: diagnoses.join("；") })}>
                {words.takeOver(diagnoses.join("；"))}
              </Button>
            )}
            <Check
              label={words.firstVisit}
              checked={form.values.isFirstVisit}
              change={(isFirstVisit) => form.set({ isFirstVisit })}
            />
            <Check
              label={words.hasChanged}
              checked={form.values.hasChanged}
              change={(hasChanged) => form.set({ hasChanged })}
            />
            <Check
              label={words.needsExamination}
              checked={form.values.needsExamination}
              change={(needsExamination) => form.set({ needsExamination })}
            />
          </FormFrame>
        </>
      )}
      {canStop && <StopForm known={known} visit={visit} />}
    </section>
  );
}

/** Not suitable, come in: ends the call at once. */
function StopForm({ known, visit }: { readonly known: KnownVisit; readonly visit: VisitView }) {
  const words = useWords(eligibilityWords);
  const form = useForm({
    initial: { cause: visit.eligibility?.unsuitable[0] ?? "condition-changed", reason: "" },
    send: ({ cause, reason }) => known.act("conduct", { kind: "stop", cause, ...(reason.trim() !== "" && { reason }) }),
  });
  const choices = Object.entries(words.causes).map(([value, label]) => ({ value, label }));
  return (
    <details className={classes.stop}>
      <summary>{words.stop}</summary>
      <FormFrame form={form} label={words.stop} submit={words.stop}>
        <SelectField form={form} name="cause" label={words.stopCause} choices={choices} />
        <AreaField form={form} name="reason" label={words.stopReason} rows={2} isWide isOptional />
      </FormFrame>
    </details>
  );
}
