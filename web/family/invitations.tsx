import { useEffect, useState } from "react";
import { Link } from "wouter";
import { type VisitView, visitList, visit as visitSchema } from "../../contracts/http/visits.ts";
import { type AskProblem, ask } from "../data/api.ts";
import { clock } from "../data/clock.ts";
import { useMe } from "../data/me.ts";
import { useAnswer } from "../data/use-answer.ts";
import { Panel } from "../office/office-page.tsx";
import { Button } from "../parts/button.tsx";
import { ProblemNotice } from "../parts/notice.tsx";
import { useOnClock } from "../parts/use-clock.ts";
import { useSpeech, useWords } from "../words/language.tsx";
import { clockTime, dateOf } from "../words/time-words.ts";
import { invitationsWords } from "./invitations-words.ts";
import classes from "./relatives.module.css";

type Relatives = Extract<ReturnType<typeof useMe>, { kind: "known" }>["me"]["residents"];

const readEveryMs = 15_000;
/** The service lets nobody in earlier. */
const earliestMs = 60 * 60_000;

/** Video calls to which the relative is invited, each with one way in; and the wish for another one. */
export function Invitations({ relatives }: { readonly relatives: Relatives }) {
  const words = useWords(invitationsWords);
  const round = useOnClock((now) => Math.floor(now / readEveryMs));
  const { value, problem, again } = useAnswer("invitations", () => "/api/visits?invited=me", visitList);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asks again as time goes by
  useEffect(again, [round]);
  if (value === undefined && problem === undefined) return null;
  const visits = (value?.items ?? []).filter(({ state }) => state !== "notes");
  const others = relatives.filter(
    ({ id, may }) =>
      may.includes("visit.request") &&
      !visits.some(({ resident, kind }) => resident.id === id && kind === "family-call"),
  );
  return (
    <Panel heading={words.heading}>
      {problem !== undefined && <ProblemNotice problem={problem} again={again} />}
      {visits.length === 0 && problem === undefined && <p>{words.none}</p>}
      <ul className={classes.invitations}>
        {visits.toSorted(byTime).map((visit) => (
          <Invitation key={visit.id} visit={visit} />
        ))}
      </ul>
      {value !== undefined && others.map(({ id, name }) => <Wish key={id} residentId={id} name={name} asked={again} />)}
    </Panel>
  );
}

function Invitation({ visit }: { readonly visit: VisitView }) {
  const words = useWords(invitationsWords);
  const me = useMe();
  const { language } = useSpeech();
  const minute = useOnClock((now) => Math.floor(now / 60_000));
  const at = visit.scheduledAt === undefined ? undefined : Date.parse(visit.scheduledAt);
  const isUnderWay = visit.state === "waiting" || visit.state === "in-call";
  const isNear = at !== undefined && at - earliestMs <= minute * 60_000;
  const when =
    at === undefined
      ? words.noTime
      : words.at(dateOf(at, language) === dateOf(clock.now(), language), dateOf(at, language), clockTime(at));
  const isAwaited = visit.present.some(({ personId }) => me.kind !== "known" || personId !== me.me.id);
  const stands = { waiting: isAwaited ? words.waiting : words.canEnter, "in-call": words.inCall };
  return (
    <li data-invitation={visit.id} data-state={visit.state}>
      <p className={classes.sentence}>{words.with(visit.resident.name, visit.kind === "family-call")}</p>
      <p>{isUnderWay ? stands[visit.state as keyof typeof stands] : when}</p>
      {isUnderWay || isNear ? (
        <Link className={classes.join} href={`/visits/${encodeURIComponent(visit.id)}`}>
          {words.join}
        </Link>
      ) : (
        at !== undefined && <p>{words.later}</p>
      )}
    </li>
  );
}

/** One tap asks for a call; the facility finds a time. */
function Wish({
  residentId,
  name,
  asked,
}: {
  readonly residentId: string;
  readonly name: string;
  readonly asked: () => void;
}) {
  const words = useWords(invitationsWords);
  const [problem, setProblem] = useState<AskProblem>();
  const [isAsking, setIsAsking] = useState(false);
  // The same wish again, after an answer that was not heard, asks for nothing new.
  const [id] = useState(() => crypto.randomUUID());
  const send = async (): Promise<void> => {
    setIsAsking(true);
    const wish = { id, kind: "family-call", residentId, reason: words.reason };
    const answer = await ask("/api/visits", visitSchema, wish);
    setIsAsking(false);
    if (answer.kind === "problem") setProblem(answer.problem);
    else asked();
  };
  return (
    <div>
      {problem !== undefined && <ProblemNotice problem={problem} again={() => void send()} />}
      <Button className={classes.wish} disabled={isAsking} onClick={() => void send()}>
        {words.ask(name)}
      </Button>
    </div>
  );
}

/** What can be joined comes first, then by time; what has no time yet comes last. */
function byTime(one: VisitView, other: VisitView): number {
  const rank = ({ state, scheduledAt }: VisitView): number => {
    if (state === "waiting" || state === "in-call") return 0;
    return scheduledAt === undefined ? Number.POSITIVE_INFINITY : Date.parse(scheduledAt);
  };
  const [a, b] = [rank(one), rank(other)];
  return a === b ? 0 : a - b;
}
