import { type OpeningListView, openingList } from "../../contracts/http/openings.ts";
import { useMe } from "../data/me.ts";
import { useAnswer } from "../data/use-answer.ts";
import { FacilityChoice, useFacilitiesFor } from "../office/facility-choice.tsx";
import { OfficePage, Panel } from "../office/office-page.tsx";
import { ProblemNotice } from "../parts/notice.tsx";
import { PanelSkeleton } from "../parts/skeleton.tsx";
import { useNow } from "../parts/use-clock.ts";
import { useSpeech, useWords } from "../words/language.tsx";
import { whenIs } from "../words/time-words.ts";
import classes from "./break-glass.module.css";
import { OpeningCard } from "./opening-card.tsx";
import { openingWords } from "./opening-words.ts";
import { PolicyForm } from "./policy-form.tsx";
import { usePolled } from "./use-polled.ts";

/** Records of a house's residents that were opened in an emergency: what waits to be judged, and what was. */
export function OpeningsPage() {
  const words = useWords(openingWords);
  const me = useMe();
  const chosen = useFacilitiesFor("opening.read");
  const path = chosen === "all" ? "/api/openings" : `/api/openings?facilityId=${encodeURIComponent(chosen ?? "")}`;
  const { value, problem, again } = useAnswer(path, chosen === undefined ? undefined : () => path, openingList);
  usePolled(again, chosen !== undefined);
  const waiting = value?.items.filter(({ review }) => review === undefined) ?? [];
  const judged = value?.items.filter(({ review }) => review !== undefined) ?? [];
  const ownId = me.kind === "known" ? me.me.id : undefined;
  const card = (opening: OpeningListView["items"][number]) => (
    <OpeningCard key={opening.id} opening={opening} isOwn={opening.person.id === ownId} changed={again} />
  );
  return (
    <OfficePage title={words.worklist} lead={words.lead} aside={<FacilityChoice needs="opening.read" withAll />}>
      {problem !== undefined && <ProblemNotice problem={problem} again={again} />}
      {value === undefined && problem === undefined && <PanelSkeleton height={320} />}
      {value !== undefined && (
        <>
          <Panel heading={words.waiting}>
            {waiting.length === 0 && <p>{words.none}</p>}
            <ul className={classes.list}>{waiting.map(card)}</ul>
          </Panel>
          {judged.length > 0 && (
            <Panel heading={words.judged}>
              <ul className={classes.list}>{judged.map(card)}</ul>
            </Panel>
          )}
          {value.policy !== undefined && (
            <PolicyForm key={value.policy.facilityId} policy={value.policy} saved={again} />
          )}
          {value.attempts !== undefined && value.attempts.length > 0 && <Attempts attempts={value.attempts} />}
        </>
      )}
    </OfficePage>
  );
}

function Attempts({ attempts }: { readonly attempts: NonNullable<OpeningListView["attempts"]> }) {
  const words = useWords(openingWords);
  const { language } = useSpeech();
  const now = useNow();
  return (
    <Panel heading={words.attempts}>
      <ul className={classes.list}>
        {attempts.map(({ at, person, by, outcome }) => (
          <li key={`${at} ${person.id}`} className={classes.facts}>
            <span>{whenIs(Date.parse(at), now, language)}</span>
            <span>{person.name}</span>
            <span>{words.ways[by]}</span>
            <strong>{words.attempt[outcome]}</strong>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
