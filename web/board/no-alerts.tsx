import { Link } from "wouter";
import type { ResidentView } from "../../contracts/http/residents.ts";
import { presenceAt } from "../data/freshness.ts";
import { useResidentsEachSecond } from "../data/use-board.ts";
import { alertWords } from "../inbox/alert-words.ts";
import { isRaised, raisedText } from "../parts/news2-chip.tsx";
import { useOnClock } from "../parts/use-clock.ts";
import { useSpeech, useWords } from "../words/language.tsx";
import classes from "./no-alerts.module.css";

/** How many are named before the others are counted. */
const namedAtMost = 8;

/** Whoever has a NEWS2 above the low band though no alert is open, the highest first. */
export function raisedAmong(residents: readonly ResidentView[]): readonly ResidentView[] {
  return residents.filter(({ news2 }) => isRaised(news2)).toSorted((a, b) => b.news2.min - a.news2.min);
}

interface NoAlertsProps {
  /** Others are open that are listed apart: about devices, or silenced for a time. */
  readonly apart: "devices" | "shelved" | undefined;
}

/**
 * No alert is open, and no more than that: nobody is called well. Whose score is raised all the same is named, and
 * those whom nobody listens to are counted.
 */
export function NoAlerts({ apart }: NoAlertsProps) {
  const residents = useResidentsEachSecond();
  const { words } = useSpeech();
  const own = useWords(alertWords);
  const unmonitored = useOnClock((now) => countOf("unmonitored", residents, now));
  const partly = useOnClock((now) => countOf("partly-monitored", residents, now));
  const raised = raisedAmong(residents);
  return (
    <div className={classes.none}>
      <p className={classes.title}>
        {apart === "devices" ? words.noAlertsButDevices : apart === "shelved" ? own.noneButApart : words.noAlerts}
      </p>
      {raised.length > 0 && (
        <ul className={classes.raised}>
          {raised.slice(0, namedAtMost).map(({ id, name, news2 }) => (
            <li key={id}>
              <Link href={`/residents/${id}`}>{name}</Link> {raisedText(news2, words)}
            </li>
          ))}
          {raised.length > namedAtMost && <li>{words.morePeople(raised.length - namedAtMost)}</li>}
        </ul>
      )}
      {unmonitored > 0 && <p>{words.howManyUnmonitored(unmonitored)}</p>}
      {partly > 0 && <p>{words.howManyPartly(partly)}</p>}
    </div>
  );
}

function countOf(presence: ReturnType<typeof presenceAt>, residents: readonly ResidentView[], now: number): number {
  return residents.filter((resident) => presenceAt(resident, now) === presence).length;
}
