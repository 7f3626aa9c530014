import { useEffect } from "react";
import { Link } from "wouter";
import { type VisitView, visitList } from "../../contracts/http/visits.ts";
import { useAnswer } from "../data/use-answer.ts";
import { useOnClock } from "../parts/use-clock.ts";
import { useSpeech, useWords } from "../words/language.tsx";
import { inRoundOrder, nextOfRound } from "./round.ts";
import classes from "./round-panel.module.css";
import { visitWords } from "./visit-words.ts";

/** Of a ward round: whom it comes to, how each of them stands, and who is next. */
export function RoundPanel({ visit, roundId }: { readonly visit: VisitView; readonly roundId: string }) {
  const words = useWords(visitWords);
  const { words: general } = useSpeech();
  const minute = useOnClock((now) => Math.floor(now / 60_000));
  const path = `/api/visits?roundId=${encodeURIComponent(roundId)}`;
  const { value, again } = useAnswer(path, () => path, visitList);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked anew as time goes by, and when this visit goes on
  useEffect(again, [visit.state, minute]);
  const visits = (value?.items ?? []).toSorted(inRoundOrder);
  const next = nextOfRound(visits, visit);
  const at = visits.findIndex(({ id }) => id === visit.id) + 1;
  if (at === 0) return null;
  return (
    <section className={classes.panel} aria-label={words.round(at, visits.length)} data-round={roundId}>
      <details>
        <summary>{words.round(at, visits.length)}</summary>
        <ol className={classes.list}>
          {visits.map((one) => (
            <li key={one.id} data-state={one.state}>
              <Link
                className={classes.one}
                href={`/visits/${encodeURIComponent(one.id)}`}
                aria-current={one.id === visit.id ? "page" : undefined}
              >
                <strong>{one.resident.name}</strong> <span>{one.resident.bed}</span>
                <span>{words.states[one.state]}</span>
              </Link>
            </li>
          ))}
        </ol>
      </details>
      {next !== undefined && (
        <Link className={classes.next} href={`/visits/${encodeURIComponent(next.id)}`}>
          {words.next}
          {general.colon}
          {next.resident.name} {next.resident.bed} →
        </Link>
      )}
    </section>
  );
}
