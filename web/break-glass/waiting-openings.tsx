import { Link } from "wouter";
import { openingList } from "../../contracts/http/openings.ts";
import { mayOf, useMe } from "../data/me.ts";
import { useAnswer } from "../data/use-answer.ts";
import { useWords } from "../words/language.tsx";
import classes from "./break-glass.module.css";
import { openingWords } from "./opening-words.ts";
import { usePolled } from "./use-polled.ts";

/** How many openings wait to be judged by whoever is here, in sight of their first page; nothing where none does. */
export function WaitingOpenings() {
  const words = useWords(openingWords);
  const me = useMe();
  const isTheirs = me.kind === "known" && mayOf(me, "opening.read");
  const path = "/api/openings";
  const { value, again } = useAnswer(path, isTheirs ? () => path : undefined, openingList);
  usePolled(again, isTheirs);
  const waiting = (value?.items ?? []).filter(({ review }) => review === undefined);
  if (waiting.length === 0) return null;
  const mayReview = mayOf(me, "opening.review");
  return (
    <p className={classes.line} data-waiting-openings={waiting.length}>
      <span>{words.line(waiting.length, waiting.filter(({ isLate }) => isLate).length)}</span>
      <Link href="/break-glass">{mayReview ? words.toWorklist : words.toBeSeen}</Link>
    </p>
  );
}
