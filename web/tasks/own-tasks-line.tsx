import { Link } from "wouter";
import { mayOf, useMe } from "../data/me.ts";
import { useWords } from "../words/language.tsx";
import { taskWords } from "./task-words.ts";
import classes from "./tasks.module.css";
import { useTasks } from "./use-tasks.ts";

/** How many tasks wait for whoever is here, in sight of their first page; nothing where none does. */
export function OwnTasksLine() {
  const words = useWords(taskWords);
  const me = useMe();
  const { value } = useTasks(undefined, me.kind === "known" && mayOf(me, "visit.report"));
  const own = (value?.items ?? []).filter(({ isMine }) => isMine);
  if (own.length === 0) return null;
  return (
    <p className={classes.own} data-own-tasks={own.length}>
      <span>{words.own(own.length, own.filter(({ isLate }) => isLate).length)}</span>
      <Link className={classes.open} href="/tasks">
        {words.open}
      </Link>
    </p>
  );
}
