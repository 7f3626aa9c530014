import { useState } from "react";
import { clockTime } from "../../words/time-words.ts";
import { dateWords } from "../dates.ts";
import { useFamily } from "../family-store.ts";
import { useFamilyWords } from "../family-words.ts";
import { Action, Actions, Card, Problem, Quiet, Title } from "../parts.tsx";
import { useReading } from "../use-reading.ts";
import classes from "./looks.module.css";
import { looksOf, type ShownLook } from "./looks-answer.ts";
import { useLooksWords } from "./looks-words.ts";
import { OpeningsCard } from "./openings-card.tsx";

/** Who opened the record in an emergency; and who looked at the data of those for whom one decides, a day at a time. */
export function LooksPage() {
  const words = useLooksWords();
  const { family } = useFamily();
  const own = family?.residents.filter(({ access }) => access.state === "guardian");
  // Whoever is to be called in an emergency hears of openings too, whatever else they see: the service knows who may.
  const shown = family?.residents.filter(({ access }) => access.state !== "not-granted");
  return (
    <>
      <Title>{words.title}</Title>
      <Quiet>{own?.length === 0 ? words.guardiansOnly : words.lead}</Quiet>
      {shown?.map(({ id, name }) => (
        <OpeningsCard key={id} residentId={id} name={name} />
      ))}
      {own?.map(({ id, name }) => (
        <LooksCard key={id} residentId={id} name={name} />
      ))}
    </>
  );
}

function LooksCard({ residentId, name }: { readonly residentId: string; readonly name: string }) {
  const words = useLooksWords();
  const { language } = useFamilyWords();
  const [date, setDate] = useState<string>();
  const query = date === undefined ? "" : `?date=${date}`;
  const { value, problem, again } = useReading(
    `/api/residents/${encodeURIComponent(residentId)}/looks${query}`,
    looksOf,
  );
  if (problem !== undefined && value === undefined) return <Problem problem={problem} again={again} />;
  if (value === undefined) return null;
  const inLists = value.looks.filter(({ inList }) => inList);
  return (
    <Card heading={value.date === undefined ? name : `${name} · ${dateWords(value.date, language)}`}>
      {value.looks.length === 0 && <p>{words.none}</p>}
      <LookList looks={value.looks.filter(({ inList }) => !inList)} />
      {inLists.length > 0 && (
        <details className={classes.more}>
          <summary>{words.more}</summary>
          <LookList looks={inLists} />
        </details>
      )}
      <Quiet>{words.kept(value.keptDays)}</Quiet>
      <Actions>
        {value.earlier !== undefined && <Action onClick={() => setDate(value.earlier)}>{words.earlier}</Action>}
        {date !== undefined && <Action onClick={() => setDate(undefined)}>{words.latest}</Action>}
      </Actions>
    </Card>
  );
}

function LookList({ looks }: { readonly looks: readonly ShownLook[] }) {
  const { say } = useFamilyWords();
  return (
    <ul className={classes.list}>
      {looks.map(({ name, role, facility, what, why, firstAt, lastAt }) => (
        <li key={`${name} ${what.en} ${why.en} ${lastAt}`}>
          <span className={classes.name}>
            {[name, say(role), facility].filter((part) => part !== undefined && part !== "").join(" · ")}
          </span>
          <span>
            {spanOf(firstAt, lastAt)} {say(what)}
          </span>
          <span>{say(why)}</span>
        </li>
      ))}
    </ul>
  );
}

function spanOf(firstAt: number, lastAt: number): string {
  const [first, last] = [clockTime(firstAt), clockTime(lastAt)];
  return first === last ? first : `${first}–${last}`;
}
