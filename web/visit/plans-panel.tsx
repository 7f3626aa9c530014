import { useState } from "react";
import { Link } from "wouter";
import { facilityList } from "../../contracts/http/facilities.ts";
import { type VisitPlanView, visitPlan, visitPlanList } from "../../contracts/http/visit-plans.ts";
import { type AskProblem, ask } from "../data/api.ts";
import { mayOf, useMe } from "../data/me.ts";
import { useAnswer } from "../data/use-answer.ts";
import { Button } from "../parts/button.tsx";
import { SelectField, TextField } from "../parts/form/field.tsx";
import { ConfirmedButton, FormFrame } from "../parts/form/form.tsx";
import { useForm } from "../parts/form/use-form.ts";
import { Notice, problemText } from "../parts/notice.tsx";
import { useSpeech, useWords } from "../words/language.tsx";
import { planWords } from "./plan-words.ts";
import classes from "./plans-panel.module.css";
import { visitWords } from "./visit-words.ts";

interface PlansProps {
  readonly residentId: string;
  readonly facilityId: string;
}

/** Visits to a resident that come again: when the next one is, and to plan, pause or end them. */
export function PlansPanel({ residentId, facilityId }: PlansProps) {
  const words = useWords(planWords);
  const speech = useSpeech();
  const me = useMe();
  const mayRead = mayOf(me, "visit.read-note", facilityId);
  const path = `/api/residents/${encodeURIComponent(residentId)}/visit-plans`;
  const { value, again } = useAnswer(path, mayRead ? () => path : undefined, visitPlanList);
  const [isPlanning, setIsPlanning] = useState(false);
  const [problem, setProblem] = useState<AskProblem>();
  const mayPlan = mayOf(me, "visit.request", facilityId);
  if (!mayRead || value === undefined) return null;
  const become = async (planId: string, kind: "pause" | "resume" | "end"): Promise<void> => {
    const answer = await ask(path, visitPlan, { kind, planId });
    setProblem(answer.kind === "problem" ? answer.problem : undefined);
    again();
  };
  return (
    <section className={classes.panel} aria-label={words.title} data-plans={value.items.length}>
      <h2 className={classes.heading}>{words.title}</h2>
      {problem !== undefined && <Notice>{problemText(problem, speech)}</Notice>}
      {value.items.length === 0 && <p>{words.none}</p>}
      <ul className={classes.list}>
        {value.items.map((plan) => (
          <PlanRow key={plan.id} plan={plan} mayPlan={mayPlan} become={(kind) => void become(plan.id, kind)} />
        ))}
      </ul>
      {mayPlan && !isPlanning && <Button onClick={() => setIsPlanning(true)}>{words.plan}</Button>}
      {mayPlan && isPlanning && (
        <PlanForm
          path={path}
          facilityId={facilityId}
          cancel={() => setIsPlanning(false)}
          done={() => {
            setIsPlanning(false);
            again();
          }}
        />
      )}
    </section>
  );
}

interface RowProps {
  readonly plan: VisitPlanView;
  readonly mayPlan: boolean;
  readonly become: (kind: "pause" | "resume" | "end") => void;
}

function PlanRow({ plan, mayPlan, become }: RowProps) {
  const words = useWords(planWords);
  const { kinds } = useWords(visitWords);
  const { every, state, nextOn, lastVisitId, leadFacility, reason } = plan;
  return (
    <li className={classes.row} data-plan={plan.id} data-state={state}>
      <span>
        <strong>{kinds[plan.kind]}</strong> · {words.every(every.count, every.unit)} · {leadFacility.name} · {reason}
      </span>
      <span>
        {state === "active" && nextOn !== undefined ? words.next(nextOn) : words.states[state]}
        {plan.endedBecause === "left" && ` · ${words.left}`}
      </span>
      {lastVisitId !== undefined && (
        <Link className={classes.link} href={`/visits/${encodeURIComponent(lastVisitId)}`}>
          {words.last}
        </Link>
      )}
      {mayPlan && state !== "ended" && (
        <span className={classes.acts}>
          <Button look="quiet" onClick={() => become(state === "active" ? "pause" : "resume")}>
            {state === "active" ? words.pause : words.resume}
          </Button>
          <ConfirmedButton label={words.end} question={words.endAsk} act={() => become("end")} />
        </span>
      )}
    </li>
  );
}

function PlanForm({
  path,
  facilityId,
  done,
  cancel,
}: {
  readonly path: string;
  readonly facilityId: string;
  readonly done: () => void;
  readonly cancel: () => void;
}) {
  const words = useWords(planWords);
  const { kinds, lead_ } = useWords(visitWords);
  const [planId] = useState(() => crypto.randomUUID());
  const facilities = useAnswer("facilities", () => "/api/facilities", facilityList).value?.items ?? [];
  const form = useForm({
    initial: { visitKind: "contracted-follow-up", rhythm: "1 month", firstOn: "", leadId: facilityId, reason: "" },
    send: ({ rhythm, leadId, ...values }) => {
      const [count, unit] = rhythm.split(" ");
      return ask(path, visitPlan, {
        kind: "make",
        planId,
        ...values,
        every: { count: Number(count), unit },
        ...(leadId !== facilityId && { leadId }),
      });
    },
    done,
  });
  return (
    <FormFrame form={form} label={words.plan} submit={words.save} cancel={cancel}>
      <SelectField
        form={form}
        name="visitKind"
        label={words.kind}
        choices={(["contracted-follow-up", "ward-round"] as const).map((value) => ({ value, label: kinds[value] }))}
      />
      <SelectField
        form={form}
        name="rhythm"
        label={words.rhythm}
        choices={(
          [
            [1, "week"],
            [2, "week"],
            [1, "month"],
            [3, "month"],
            [6, "month"],
            [12, "month"],
          ] as const
        ).map(([count, unit]) => ({ value: `${count} ${unit}`, label: words.every(count, unit) }))}
      />
      <TextField form={form} name="firstOn" type="date" label={words.firstOn} />
      <SelectField
        form={form}
        name="leadId"
        label={lead_}
        choices={facilities.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <TextField form={form} name="reason" label={words.reason} isWide />
    </FormFrame>
  );
}
