import { useState } from "react";
import { Link } from "wouter";
import { type VisitPlanView, visitPlan, visitPlanList } from "../../contracts/http/visit-plans.ts";
import { type AskProblem, ask } from "../data/api.ts";
import { mayOf, useMe } from "../data/me.ts";
import { useAnswer } from "../data/use-answer.ts";
import { Button } from "../parts/button.tsx";
import { ConfirmedButton } from "../parts/form/form.tsx";
import { Notice, problemText } from "../parts/notice.tsx";
import { useSpeech, useWords } from "../words/language.tsx";
import { PlanForm } from "./plan-form.tsx";
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
          <PlanRow
            key={plan.id}
            plan={plan}
            residentId={residentId}
            mayPlan={mayPlan}
            become={(kind) => void become(plan.id, kind)}
          />
        ))}
      </ul>
      {mayPlan && !isPlanning && <Button onClick={() => setIsPlanning(true)}>{words.plan}</Button>}
      {mayPlan && isPlanning && (
        <PlanForm
          path={path}
          residentId={residentId}
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
  readonly residentId: string;
  readonly plan: VisitPlanView;
  readonly mayPlan: boolean;
  readonly become: (kind: "pause" | "resume" | "end") => void;
}

function PlanRow({ plan, residentId, mayPlan, become }: RowProps) {
  const words = useWords(planWords);
  const { kinds } = useWords(visitWords);
  const { every, state, nextOn, lastVisitId, leadFacility, reason, leftOut, lacksDoctor } = plan;
  const others = plan.residents.filter(({ id }) => id !== residentId);
  return (
    <li className={classes.row} data-plan={plan.id} data-state={state}>
      <span>
        <strong>{kinds[plan.kind]}</strong> · {words.every(every.count, every.unit)} · {leadFacility.name} · {reason}
      </span>
      <span>
        {state === "active" && nextOn !== undefined ? words.next(nextOn) : words.states[state]}
        {plan.endedBecause === "left" && ` · ${words.left}`}
      </span>
      {others.length > 0 && <span>{words.together(others.map(({ name }) => name))}</span>}
      {leftOut.map(({ resident, on, why }) => (
        <span key={resident.id} className={classes.leftOut} data-left-out={why}>
          {words.leftOut(resident.name, on, words.whys[why])}
        </span>
      ))}
      {lacksDoctor === true && <span className={classes.leftOut}>{words.lacksDoctor(leadFacility.name)}</span>}
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
