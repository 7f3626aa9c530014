import { useParams } from "wouter";
import { clockTime } from "../words/time-words.ts";
import { dateAfter, dateAt, dateWords } from "./dates.ts";
import classes from "./day-page.module.css";
import { type DayLine, dayOf } from "./family-day.ts";
import { useFamily } from "./family-store.ts";
import { useFamilyWords } from "./family-words.ts";
import { useLazyWords } from "./lazy-words.ts";
import { ActionLink, Actions, Card, Problem, Quiet, Title } from "./parts.tsx";
import { NotHere } from "./resident-page.tsx";
import { useReading } from "./use-reading.ts";
import { useServiceTime } from "./use-standing.ts";

const dayMs = 86_400_000;

/** The story of a day of the resident in the address; without a date, of today. */
export function DayRoute() {
  const { id = "", date } = useParams<{ readonly id: string; readonly date?: string }>();
  const today = dateAt(useServiceTime());
  const { family } = useFamily();
  const resident = family?.residents.find((one) => one.id === id);
  if (resident === undefined && family !== undefined) return <NotHere />;
  const day = date ?? today;
  return <DayPage key={`${id} ${day}`} id={id} name={resident?.name ?? ""} date={day} today={today} />;
}

interface DayPageProps {
  readonly id: string;
  readonly name: string;
  readonly date: string;
  readonly today: string;
}

function DayPage({ id, name, date, today }: DayPageProps) {
  const { words: general, language } = useFamilyWords();
  const words = useLazyWords();
  const { answers } = useFamily();
  const isToday = date === today;
  const path = `/api/family/${encodeURIComponent(id)}/days/${encodeURIComponent(date)}`;
  // Only today goes on.
  const { value, problem, again } = useReading(path, dayOf, isToday ? answers : 0);
  const before = dateAfter(date, -1);
  const after = isToday ? undefined : dateAfter(date, 1);
  const place = `#/r/${encodeURIComponent(id)}/day/`;
  return (
    <>
      <Title>
        {name} · {isToday ? words.today : dateWords(date, language)}
      </Title>
      {isToday && <Quiet>{dateWords(date, language)}</Quiet>}
      {problem !== undefined && <Problem problem={problem} again={again} />}
      {value === undefined && problem === undefined && <p aria-busy="true">{general.loading}</p>}
      {value !== undefined && (
        <Card>
          {value.lines.length === 0 && <p>{isToday ? words.emptySoFar : words.empty}</p>}
          <ol className={classes.lines}>
            {value.lines.map((line, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two things of one moment have nothing else of their own
              <Line key={`${line.at} ${place}`} line={line} />
            ))}
          </ol>
          {!value.isOver && <Quiet>{words.goesOn}</Quiet>}
          {value.withheld.length > 0 && <Quiet>{words.withheld}</Quiet>}
        </Card>
      )}
      <Actions>
        {before !== undefined && <ActionLink href={place + before}>{words.before}</ActionLink>}
        {after !== undefined && <ActionLink href={place + after}>{words.after}</ActionLink>}
      </Actions>
    </>
  );
}

/** A day ends at 24:00; midnight by the clock would read as its beginning. */
function endOfGap(to: number): string {
  const clock = clockTime(to);
  return clock === "00:00" ? "24:00" : clock;
}

function Line({ line }: { readonly line: DayLine }) {
  const { say } = useFamilyWords();
  const words = useLazyWords();
  if (line.kind === "gap") {
    const isWhole = line.to - line.at >= dayMs;
    return (
      <li className={classes.gap}>{isWhole ? words.wholeDay : words.gap(clockTime(line.at), endOfGap(line.to))}</li>
    );
  }
  return (
    <li className={classes.line}>
      <time className={classes.time}>{clockTime(line.at)}</time>
      <span>{say(line.sentence)}</span>
    </li>
  );
}
