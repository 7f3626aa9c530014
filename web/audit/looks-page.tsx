import { useState } from "react";
import { Link } from "wouter";
import { type LooksView, looks } from "../../contracts/http/looks.ts";
import { residentDetail } from "../../contracts/http/residents.ts";
import { useAnswer } from "../data/use-answer.ts";
import { OfficePage, Panel } from "../office/office-page.tsx";
import { Button } from "../parts/button.tsx";
import { DataTable } from "../parts/data-table.tsx";
import { ProblemNotice } from "../parts/notice.tsx";
import { PanelSkeleton } from "../parts/skeleton.tsx";
import { useSpeech, useWords } from "../words/language.tsx";
import { clockTime } from "../words/time-words.ts";
import classes from "./looks.module.css";
import { looksWords } from "./looks-words.ts";

/** Who looked at a resident's data and who changed it, a day at a time, the last day first. */
export function LooksPage({ id }: { readonly id: string }) {
  const words = useWords(looksWords);
  const [date, setDate] = useState<string>();
  const path = `/api/residents/${encodeURIComponent(id)}`;
  const asked = `${path}/looks${date === undefined ? "" : `?date=${date}`}`;
  const resident = useAnswer(path, () => path, residentDetail);
  const { value: view, problem, again } = useAnswer(asked, () => asked, looks);
  const name = resident.value?.name;
  return (
    <OfficePage title={name === undefined ? words.short : words.title(name)} lead={words.lead}>
      <nav className={classes.walk} aria-label={words.pick}>
        <Link className={classes.link} href={`/residents/${encodeURIComponent(id)}`}>
          ← {words.page}
        </Link>
        {view?.earlier !== undefined && <Button onClick={() => setDate(view.earlier)}>{words.earlier}</Button>}
        {date !== undefined && <Button onClick={() => setDate(undefined)}>{words.latest}</Button>}
      </nav>
      {problem !== undefined && <ProblemNotice problem={problem} again={again} />}
      {view === undefined && problem === undefined && <PanelSkeleton height={320} />}
      {view !== undefined && (view.date === undefined ? <p>{words.none}</p> : <LooksOfDay view={view} />)}
    </OfficePage>
  );
}

function LooksOfDay({ view }: { readonly view: LooksView }) {
  const words = useWords(looksWords);
  const { say } = useSpeech();
  return (
    <>
      <Panel heading={words.day(view.date ?? "")}>
        <DataTable
          label={words.people}
          columns={[
            { key: "who", head: words.who, isName: true, cell: ({ who }) => <Who who={who} /> },
            { key: "what", head: words.what, cell: ({ what }) => say(what) },
            { key: "why", head: words.why, cell: ({ why }) => say(why) },
            {
              key: "when",
              head: words.when,
              cell: ({ firstAt, lastAt }) => words.span(clockTime(Date.parse(firstAt)), clockTime(Date.parse(lastAt))),
            },
            { key: "times", head: words.times, cell: ({ times }) => times },
          ]}
          rows={view.people}
          keyOf={({ who, what, why, firstAt }) => [who.name, what.en, why.en, firstAt].join(" ")}
          empty={words.noneThat}
        />
        {view.isCut && <p>{words.isCut}</p>}
      </Panel>
      {view.entries.length > 0 && (
        <details className={classes.entries}>
          <summary>{words.entries(view.entries.length)}</summary>
          <ol>
            {view.entries.map((entry, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: entries never move, and two of one moment may be alike
              <li key={place}>
                <span>
                  <time dateTime={entry.at}>{clockTime(Date.parse(entry.at))}</time> · {entry.who.name} ·{" "}
                  {say(entry.what)}
                </span>
                <span className={classes.muted}>
                  {[say(entry.why), entry.from?.ip, entry.from?.agent].filter((part) => part !== undefined).join(" · ")}
                  {entry.windowSeconds !== undefined && ` · ${words.window(Math.round(entry.windowSeconds / 60))}`}
                </span>
              </li>
            ))}
          </ol>
        </details>
      )}
      <p className={classes.muted}>{words.kept(view.keptDays)}</p>
    </>
  );
}

function Who({ who }: { readonly who: LooksView["people"][number]["who"] }) {
  const { say } = useSpeech();
  return (
    <span className={classes.who}>
      {who.name}
      <span className={classes.muted}>
        {[say(who.role), who.facility?.name].filter((part) => part !== undefined).join(" · ")}
      </span>
    </span>
  );
}
