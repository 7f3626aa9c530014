import { Suspense } from "react";
import { ErrorBoundary } from "../parts/error-boundary.tsx";
import { whenIs } from "../words/time-words.ts";
import type { Resident } from "./answers.ts";
import { type FamilyState, readFamily, useFamily } from "./family-store.ts";
import { useFamilyWords } from "./family-words.ts";
import classes from "./home-page.module.css";
import { sentenceOf, wordOf } from "./light.tsx";
import { mounted } from "./mounts.ts";
import { rankOf, type Standing } from "./news.ts";
import { Card, Problem, Quiet, Title } from "./parts.tsx";
import { ResidentView } from "./resident-view.tsx";
import { lookOf, Shape } from "./shape.tsx";
import { useServiceTime, useStandings } from "./use-standing.ts";

const OpenNow = mounted("OpenNow", () => import("./looks/open-now.tsx"));

/** One resident: all about them. Several: each with their light, the most serious first. */
export function HomePage() {
  const { words } = useFamilyWords();
  const state = useFamily();
  const standingOf = useStandings();
  const { family, problem } = state;
  if (family === undefined)
    return problem === undefined ? (
      <p className={classes.opening} aria-busy="true">
        {words.loading}
      </p>
    ) : (
      <Trouble state={state} />
    );
  const [first, ...others] = family.residents;
  const isAlone = others.length === 0;
  const sorted = family.residents.toSorted((a, b) => rankOf(standingOf(a)) - rankOf(standingOf(b)));
  return (
    <>
      {first === undefined && family.unreadable === 0 && (
        <Card>
          <Title>{words.nobody}</Title>
          <p>{words.nobodyLead}</p>
        </Card>
      )}
      {family.unreadable > 0 && (
        <Card>
          <p>{words.unreadable(family.unreadable)}</p>
        </Card>
      )}
      {first !== undefined && isAlone && <ResidentView resident={first} />}
      {!isAlone && <Title>{words.residents}</Title>}
      {!isAlone && (
        <ul className={classes.list}>
          {sorted.map((resident) => (
            <Row key={resident.id} resident={resident} standing={standingOf(resident)} />
          ))}
        </ul>
      )}
      {/* It comes after the light, and where it does not come nothing else is lost. */}
      <ErrorBoundary fallback={null}>
        <Suspense fallback={null}>
          <OpenNow />
        </Suspense>
      </ErrorBoundary>
      <Trouble state={state} />
    </>
  );
}

/** What went wrong with the last question, and that one is on its way where what is shown is old. */
export function Trouble({ state }: { readonly state: FamilyState }) {
  const { words } = useFamilyWords();
  if (state.problem !== undefined) return <Problem problem={state.problem} again={() => void readFamily()} />;
  return state.heard === undefined ? <Quiet>{words.reading}</Quiet> : null;
}

function Row({ resident, standing }: { readonly resident: Resident; readonly standing: Standing }) {
  const { words, language, say } = useFamilyWords();
  const { family } = useFamily();
  const now = useServiceTime();
  const { id, name, light } = resident;
  const look = lookOf(standing);
  const asOf = family === undefined ? "" : whenIs(family.asOf, now, language);
  const said = light === undefined || standing.kind !== "current" ? "" : say(light.sentence);
  return (
    <li>
      <a
        className={`${classes.row} ${classes[look]}`}
        href={`#/r/${encodeURIComponent(id)}`}
        data-light={standing.kind === "current" ? standing.state : standing.kind}
      >
        <Shape look={look} />
        <span className={classes.text}>
          <span className={classes.name}>{said === "" ? name : sentenceOf(name, said, language)}</span>
          <span>{wordOf(standing, words, asOf)}</span>
        </span>
      </a>
    </li>
  );
}
