import { useState } from "react";
import { type VisitView, visitList, visit as visitSchema } from "../../contracts/http/visits.ts";
import { type AskProblem, ask } from "../data/api.ts";
import { clockTime, dateOf } from "../words/time-words.ts";
import classes from "./calls-page.module.css";
import { useFamily } from "./family-store.ts";
import { useFamilyWords } from "./family-words.ts";
import { useLazyWords } from "./lazy-words.ts";
import { Action, ActionLink, Problem, Quiet, Title } from "./parts.tsx";
import { useReading } from "./use-reading.ts";
import { useServiceTime } from "./use-standing.ts";

/** The service lets nobody in earlier. */
const earliestMs = 60 * 60_000;

function visitsOf(value: unknown): readonly VisitView[] | undefined {
  const parsed = visitList.safeParse(value);
  return parsed.success ? parsed.data.items : undefined;
}

/** Video calls to which one is invited, each with one way in; and the wish for another one. */
export function CallsPage() {
  const { words: general } = useFamilyWords();
  const words = useLazyWords();
  const { family, answers } = useFamily();
  const { value, problem, again } = useReading("/api/visits?invited=me", visitsOf, answers);
  const visits = (value ?? []).filter(({ state }) => state !== "notes");
  const others = (family?.residents ?? []).filter(
    ({ id, access, left }) =>
      left === undefined &&
      access.classes.includes("video") &&
      !visits.some(({ resident, kind }) => resident.id === id && kind === "family-call"),
  );
  return (
    <>
      <Title>{words.calls}</Title>
      {problem !== undefined && <Problem problem={problem} again={again} />}
      {value === undefined && problem === undefined && <p aria-busy="true">{general.loading}</p>}
      {value !== undefined && visits.length === 0 && <p>{words.noCalls}</p>}
      <ul className={classes.calls}>
        {visits.toSorted(byTime).map((visit) => (
          <Invitation key={visit.id} visit={visit} />
        ))}
      </ul>
      {value !== undefined && others.map(({ id, name }) => <Wish key={id} residentId={id} name={name} asked={again} />)}
    </>
  );
}

function Invitation({ visit }: { readonly visit: VisitView }) {
  const words = useLazyWords();
  const { language } = useFamilyWords();
  const now = useServiceTime();
  const at = visit.scheduledAt === undefined ? undefined : Date.parse(visit.scheduledAt);
  const isUnderWay = visit.state === "waiting" || visit.state === "in-call";
  const isNear = at !== undefined && at - earliestMs <= now;
  const when =
    at === undefined
      ? words.noTime
      : words.at(dateOf(at, language) === dateOf(now, language), dateOf(at, language), clockTime(at));
  // Whoever is there oneself stands there with the name of the page.
  const isAwaited = visit.present.some(({ peerId }) => peerId === undefined);
  const underWay = visit.state === "in-call" ? words.inCall : isAwaited ? words.waiting : words.canEnter;
  const title = visit.kind === "family-call" ? words.familyCall : words.doctorCall;
  return (
    <li className={classes.call} data-invitation={visit.id} data-state={visit.state}>
      <h2 className={classes.title}>{title(visit.resident.name)}</h2>
      <p>{isUnderWay ? underWay : when}</p>
      {isUnderWay || isNear ? (
        <ActionLink weight="first" href={`/visits/${encodeURIComponent(visit.id)}`}>
          {words.join}
        </ActionLink>
      ) : (
        at !== undefined && <Quiet>{words.later}</Quiet>
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
  const words = useLazyWords();
  const [problem, setProblem] = useState<AskProblem>();
  const [isAsking, setIsAsking] = useState(false);
  // The same wish again, after an answer that was not heard, asks for nothing new.
  const [id] = useState(() => crypto.randomUUID());
  const send = async (): Promise<void> => {
    setIsAsking(true);
    const wish = { id, kind: "family-call", residentId, reason: words.reason };
    const answer = await ask("/api/visits", visitSchema, wish);
    setIsAsking(false);
    setProblem(answer.kind === "problem" ? answer.problem : undefined);
    if (answer.kind === "answer") asked();
  };
  return (
    <>
      {problem !== undefined && <Problem problem={problem} again={() => void send()} />}
      <Action disabled={isAsking} onClick={() => void send()}>
        {words.ask(name)}
      </Action>
    </>
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
