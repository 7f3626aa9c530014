import { Link } from "wouter";
import { type DutyView, roster as rosterSchema } from "../../contracts/http/duties.ts";
import type { MeView } from "../../contracts/http/me.ts";
import { officeChoice } from "../data/office-choice.ts";
import { useAnswer } from "../data/use-answer.ts";
import { dutyWords } from "../duty/duty-words.ts";
import { openSwapsOf } from "../duty/open-swaps.ts";
import { useLabels } from "../office/labels.ts";
import { Panel } from "../office/office-page.tsx";
import { ProblemNotice } from "../parts/notice.tsx";
import { PanelSkeleton } from "../parts/skeleton.tsx";
import { useSpeech, useWords } from "../words/language.tsx";
import { clockTime, dateOf } from "../words/time-words.ts";
import classes from "./my-duties.module.css";

type Place = MeView["facilities"][number];

/** What the rosters say of whoever is here: duties to come, who comes instead, and swaps that wait for a word. */
export function MyDuties({ me }: { readonly me: MeView }) {
  const words = useWords(dutyWords);
  const places = me.facilities.filter(({ id }) => me.roles.some(({ facilityId }) => facilityId === id));
  if (places.length === 0) return null;
  return (
    <Panel heading={words.mine}>
      <p>{words.mineLead}</p>
      {places.map((place) => (
        <DutiesAt key={place.id} me={me} place={place} />
      ))}
    </Panel>
  );
}

function DutiesAt({ me, place }: { readonly me: MeView; readonly place: Place }) {
  const words = useWords(dutyWords);
  const { language } = useSpeech();
  const labels = useLabels();
  const path = `/api/facilities/${encodeURIComponent(place.id)}/duties`;
  const asked = useAnswer(path, place.may.includes("duty.read") ? () => path : undefined, rosterSchema);
  const roster = asked.value;
  if (!place.may.includes("duty.read")) return null;
  if (roster === undefined)
    return asked.problem === undefined ? (
      <PanelSkeleton height={120} />
    ) : (
      <ProblemNotice problem={asked.problem} again={asked.again} />
    );
  const concerned = roster.items.filter(({ person, insteadOf }) => person.id === me.id || insteadOf?.id === me.id);
  const look = () => officeChoice.choose(place.id);
  return (
    <div>
      <ul className={classes.list}>
        {concerned.length === 0 && <li>{words.mineNone}</li>}
        {concerned.map((duty) => (
          <li key={duty.id}>
            {dateOf(Date.parse(duty.from), language)} {clockTime(Date.parse(duty.from))}–
            {clockTime(Date.parse(duty.until))} · {words.mineAt(labels.roles[duty.role], place.name)}
            {howOf(duty, me.id, words) !== undefined && <strong> · {howOf(duty, me.id, words)}</strong>}
          </li>
        ))}
        {openSwapsOf(roster, me.id, words).map(({ id, text, isToAnswer }) => (
          <li key={id}>
            <strong>
              {isToAnswer && "! "}
              {text}
            </strong>{" "}
            {isToAnswer && (
              <Link href="/duty" onClick={look}>
                {words.answerNow}
              </Link>
            )}
          </li>
        ))}
      </ul>
      <Link href="/duty" onClick={look}>
        {words.seeRoster} · {place.name}
      </Link>
    </div>
  );
}

/** How a duty came to be theirs, or another's. */
function howOf(
  { kind, person, insteadOf }: DutyView,
  myId: string,
  words: (typeof dutyWords)["zh"],
): string | undefined {
  if (insteadOf === undefined) return undefined;
  const isMine = person.id === myId;
  if (kind === "swap") return isMine ? words.mineSwapped(insteadOf.name) : words.swappedAway(person.name);
  return isMine ? words.mineCovering(insteadOf.name) : words.coveredBy(person.name);
}
