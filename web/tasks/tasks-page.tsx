import { useState } from "react";
import { Link } from "wouter";
import type { VisitTaskView } from "../../contracts/http/visit-tasks.ts";
import { useFacilities, useFacilityId } from "../data/use-board.ts";
import { OfficePage, Panel } from "../office/office-page.tsx";
import { Field, Select } from "../parts/form/field.tsx";
import { ProblemNotice } from "../parts/notice.tsx";
import { PanelSkeleton } from "../parts/skeleton.tsx";
import { useWords } from "../words/language.tsx";
import { OrderLine } from "./order-line.tsx";
import { taskWords } from "./task-words.ts";
import classes from "./tasks.module.css";
import { useTasks } from "./use-tasks.ts";

/** What was ordered in visits and is still to be done: one's own first, or everybody's. */
export function TasksPage() {
  const words = useWords(taskWords);
  const [whose, setWhose] = useState("mine");
  const { value, problem, again } = useTasks(useFacilityId(), true);
  const all = value?.items;
  const shown = all?.filter((task) => isOf(task, whose));
  const named = new Map(
    (all ?? []).flatMap(({ order }) =>
      order.assignee === undefined ? [] : [[order.assignee.id, order.assignee.name]],
    ),
  );
  const choices = [
    { value: "mine", label: words.mine },
    { value: "all", label: words.all },
    ...Object.entries(words.roles).map(([role, label]) => ({ value: `role ${role}`, label })),
    ...[...named].map(([id, name]) => ({ value: `person ${id}`, label: name })),
  ];
  return (
    <OfficePage title={words.title} lead={words.lead}>
      <Field label={words.whose}>
        {(ties) => <Select {...ties} value={whose} change={setWhose} choices={choices} />}
      </Field>
      {problem !== undefined && <ProblemNotice problem={problem} again={again} />}
      {all === undefined && problem === undefined && <PanelSkeleton height={320} />}
      {shown !== undefined && (
        <Panel heading={words.title}>
          {shown.length === 0 && <p>{whose === "mine" ? words.noneMine : words.none}</p>}
          <ul className={classes.list}>
            {shown.map((task) => (
              <OrderLine
                key={`${task.visitId} ${task.order.id}`}
                visitId={task.visitId}
                order={task.order}
                mayReport={task.mayReport}
                mayRevoke={task.mayRevoke}
                done={again}
              >
                <TaskSubject task={task} />
              </OrderLine>
            ))}
          </ul>
        </Panel>
      )}
    </OfficePage>
  );
}

/** Whom it is about and where they are; the visit is one tap away. */
function TaskSubject({ task: { resident, facility, visitId } }: { readonly task: VisitTaskView }) {
  const words = useWords(taskWords);
  const facilities = useFacilities() ?? [];
  return (
    <p className={classes.who}>
      <strong>{resident.name}</strong>
      {resident.bed !== undefined && <span>{resident.bed}</span>}
      {facilities.length > 1 && <span>{facility.name}</span>}
      <Link href={`/visits/${encodeURIComponent(visitId)}`}>{words.toVisit}</Link>
    </p>
  );
}

function isOf({ isMine, order }: VisitTaskView, whose: string): boolean {
  if (whose === "all") return true;
  if (whose === "mine") return isMine;
  const [kind, id] = [whose.slice(0, whose.indexOf(" ")), whose.slice(whose.indexOf(" ") + 1)];
  return kind === "role" ? order.role === id : order.assignee?.id === id;
}
