import type { ReactNode } from "react";
import { useParams } from "wouter";
import type { Resident } from "./answers.ts";
import { BandStrip, Columns } from "./charts.tsx";
import { dateWords } from "./dates.ts";
import { useFamily } from "./family-store.ts";
import { type ActivityDay, daysBetween, type Trends, trendsOf, type VitalTrend } from "./family-trends.ts";
import { useFamilyWords } from "./family-words.ts";
import { useLazyWords } from "./lazy-words.ts";
import { Card, Problem, Quiet, Title } from "./parts.tsx";
import { NotHere } from "./resident-page.tsx";
import classes from "./trends-page.module.css";
import { useReading } from "./use-reading.ts";

const periods = ["week", "month"] as const;

/** Sleep, activity and vital signs of a week or a month of the resident in the address. */
export function TrendsRoute() {
  const { id = "", period } = useParams<{ readonly id: string; readonly period?: string }>();
  const { family } = useFamily();
  const resident = family?.residents.find((one) => one.id === id);
  if (resident === undefined && family !== undefined) return <NotHere />;
  const shown = period === "month" ? "month" : "week";
  return <TrendsPage key={`${id} ${shown}`} id={id} resident={resident} period={shown} />;
}

interface TrendsPageProps {
  readonly id: string;
  readonly resident: Resident | undefined;
  readonly period: (typeof periods)[number];
}

function TrendsPage({ id, resident, period }: TrendsPageProps) {
  const { words: general } = useFamilyWords();
  const words = useLazyWords();
  const at = encodeURIComponent(id);
  const { value, problem, again } = useReading(`/api/family/${at}/trends?period=${period}`, trendsOf);
  const isGranted = resident === undefined || resident.access.classes.includes("vitals");
  return (
    <>
      <Title>{resident?.name ?? ""}</Title>
      <div className={classes.periods}>
        {periods.map((one) => (
          <a key={one} href={`#/r/${at}/trends/${one}`} aria-current={one === period ? "true" : undefined}>
            {words.periods[one]}
          </a>
        ))}
      </div>
      {problem !== undefined && <Problem problem={problem} again={again} />}
      {value === undefined && problem === undefined && <p aria-busy="true">{general.loading}</p>}
      {value !== undefined && (isGranted ? <Pictures trends={value} /> : <Quiet>{words.nothingGranted}</Quiet>)}
    </>
  );
}

function hoursOf(minutes: number): string {
  return (minutes / 60).toFixed(1).replace(/\.0$/, "");
}

function Pictures({ trends }: { readonly trends: Trends }) {
  const { say } = useFamilyWords();
  const words = useLazyWords();
  const { nights, activity, vitals, from, to } = trends;
  const days = daysBetween(from, to);
  const nightOn = new Map(nights.map((night) => [night.date, night]));
  const activityOn = new Map(activity.map((day) => [day.date, day]));
  const hasSteps = activity.some(({ steps }) => steps !== undefined);
  const activityWords = (day: ActivityDay | undefined): string => {
    const said = [
      ...(day?.upMinutes === undefined ? [] : [words.upHours(hoursOf(day.upMinutes))]),
      ...(day?.steps === undefined ? [] : [words.steps(day.steps)]),
    ].join(" · ");
    return said === "" ? words.noValue : said + (day?.isPartly === true ? words.partly : "");
  };
  return (
    <>
      <Card heading={words.sleep}>
        <Columns
          days={days}
          values={days.map((date) => {
            const night = nightOn.get(date);
            return night?.hasData === true ? (night.inBedMinutes ?? 0) / 60 : undefined;
          })}
          say={(hours) => words.hours(hoursOf(hours * 60))}
        />
        <InWords isKnown={nights.some(({ hasData }) => hasData)}>
          {days.map((date) => (
            <Row key={date} date={date}>
              {nightOn.has(date) ? say(nightOn.get(date)?.sentence ?? { zh: "", en: "" }) : words.noValue}
            </Row>
          ))}
        </InWords>
      </Card>
      <Card heading={words.activity}>
        <Columns
          days={days}
          values={days.map((date) => {
            const day = activityOn.get(date);
            return hasSteps ? day?.steps : day?.upMinutes === undefined ? undefined : day.upMinutes / 60;
          })}
          say={(value) => (hasSteps ? words.steps(value) : words.hours(hoursOf(value * 60)))}
        />
        <InWords isKnown={activity.some(({ upMinutes, steps }) => (upMinutes ?? steps) !== undefined)}>
          {days.map((date) => (
            <Row key={date} date={date}>
              {activityWords(activityOn.get(date))}
            </Row>
          ))}
        </InWords>
      </Card>
      {vitals.map((vital) => (
        <Vital key={vital.code} vital={vital} days={days} />
      ))}
    </>
  );
}

function Vital({ vital, days }: { readonly vital: VitalTrend; readonly days: readonly string[] }) {
  const { say } = useFamilyWords();
  const words = useLazyWords();
  const { low, high, unit, label, sentence } = vital;
  const on = new Map(vital.days.map((day) => [day.date, day]));
  return (
    <Card heading={say(label)}>
      {say(sentence) !== "" && <p>{say(sentence)}</p>}
      <BandStrip days={days} bands={days.map((date) => on.get(date)?.band)} />
      {low !== undefined && high !== undefined && (
        <Quiet>
          {words.bands.usual} {words.range(low, high, say(unit))}
        </Quiet>
      )}
      <InWords isKnown={vital.days.length > 0}>
        {days.map((date) => {
          const day = on.get(date);
          return (
            <Row key={date} date={date}>
              {day === undefined ? words.noValue : `${words.bands[day.band]} · ${day.middle} ${say(unit)}`}
            </Row>
          );
        })}
      </InWords>
    </Card>
  );
}

/** The same as the picture, for whoever does not see it or does not trust it. */
function InWords({ isKnown, children }: { readonly isKnown: boolean; readonly children: ReactNode }) {
  const words = useLazyWords();
  if (!isKnown) return null;
  return (
    <details className={classes.words}>
      <summary>{words.inWords}</summary>
      <dl>{children}</dl>
    </details>
  );
}

function Row({ date, children }: { readonly date: string; readonly children: ReactNode }) {
  const { language } = useFamilyWords();
  return (
    <div className={classes.row}>
      <dt>{dateWords(date, language)}</dt>
      <dd>{children}</dd>
    </div>
  );
}
