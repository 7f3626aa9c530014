import { useState } from "react";
import { type MyRelationsView, myRelations } from "../../../contracts/http/joining.ts";
import { dataClassWords, shownClasses } from "../../../contracts/joining/joining-words.ts";
import { type AskProblem, ask } from "../../data/api.ts";
import { dateOf } from "../../words/time-words.ts";
import { readFamily } from "../family-store.ts";
import { useFamilyWords } from "../family-words.ts";
import joinClasses from "../join/join.module.css";
import { NoticePart } from "../join/notice-part.tsx";
import { Action, ActionLink, Card, Problem, Quiet, Title } from "../parts.tsx";
import { useReading } from "../use-reading.ts";
import { GuardianPart } from "./guardian-part.tsx";
import { useRightsWords } from "./rights-words.ts";

type Relation = MyRelationsView["items"][number];

function relationsIn(value: unknown): MyRelationsView | undefined {
  const parsed = myRelations.safeParse(value);
  return parsed.success ? parsed.data : undefined;
}

/** Whose relative one is, what one may see of each and until when; leaving; what a guardian decides; the notice. */
export function RightsPage() {
  const words = useRightsWords();
  const { words: general } = useFamilyWords();
  const { value, problem, again } = useReading("/api/me/relations", relationsIn);
  const left = (): void => {
    again();
    void readFamily();
  };
  return (
    <>
      <Title>{words.title}</Title>
      {problem !== undefined && <Problem problem={problem} again={again} />}
      {value === undefined && problem === undefined && <p aria-busy="true">{general.loading}</p>}
      {value?.items.length === 0 && <p>{words.nobody}</p>}
      {value?.items.map((relation) => (
        <RelationCard key={relation.residentId} relation={relation} left={left} />
      ))}
      <ActionLink href="#/join">{words.join}</ActionLink>
      <Card heading={words.ask}>
        <p>{words.askLead}</p>
      </Card>
      <NoticePart heading={words.notice} />
    </>
  );
}

function RelationCard({ relation, left }: { readonly relation: Relation; readonly left: () => void }) {
  const words = useRightsWords();
  const { residentId, residentName, facilityName, state, ended, isEmergencyContact, guardian } = relation;
  return (
    <Card heading={`${residentName}（${relation.relation}）`}>
      <Quiet>{facilityName}</Quiet>
      {ended === undefined ? (
        <>
          <p data-consent={state}>
            <strong>{words.states[state]}</strong>
          </p>
          {state === "standing" && <MaySee relation={relation} />}
          {isEmergencyContact && <p>{words.contact}</p>}
          {guardian !== undefined && state === "standing" && <GuardianLine until={guardian.until} />}
        </>
      ) : (
        <p data-consent={ended}>{ended === "died" ? words.died(residentName) : words.discharged(residentName)}</p>
      )}
      {guardian !== undefined && state === "standing" && ended === undefined && (
        <GuardianPart residentId={residentId} />
      )}
      <Leaving residentId={residentId} name={residentName} left={left} />
    </Card>
  );
}

function GuardianLine({ until }: { readonly until: string | undefined }) {
  const words = useRightsWords();
  const { language } = useFamilyWords();
  return <p>{words.guardian(until === undefined ? undefined : dateOf(Date.parse(until), language))}</p>;
}

/** Every class, those too that one may not see: nothing is left to guess. */
function MaySee({ relation: { classes, until, givenBy } }: { readonly relation: Relation }) {
  const words = useRightsWords();
  const { say, language } = useFamilyWords();
  return (
    <>
      <ul className={joinClasses.list}>
        {shownClasses.map((one) => (
          <li key={one} data-class={one} data-may={classes.includes(one)}>
            {classes.includes(one) ? "✓ " : "✕ "}
            {say(dataClassWords[one].label)}：{classes.includes(one) ? say(dataClassWords[one].hint) : words.mayNot}
          </li>
        ))}
      </ul>
      {givenBy !== undefined && (
        <Quiet>
          {words.givenBy[givenBy]}，
          {until === undefined ? words.noEnd : words.until(dateOf(Date.parse(until), language))}
        </Quiet>
      )}
    </>
  );
}

/** Two taps: what was left comes back only by another invitation. */
function Leaving({
  residentId,
  name,
  left,
}: {
  readonly residentId: string;
  readonly name: string;
  readonly left: () => void;
}) {
  const words = useRightsWords();
  const [isSure, setIsSure] = useState(false);
  const [problem, setProblem] = useState<AskProblem>();
  const leave = async (): Promise<void> => {
    const answer = await ask("/api/me/relations/leave", myRelations, { residentId });
    if (answer.kind === "answer") left();
    else setProblem(answer.problem);
  };
  if (!isSure) return <Action onClick={() => setIsSure(true)}>{words.leave}</Action>;
  return (
    <>
      <p>{words.leaveLead(name)}</p>
      {problem !== undefined && <Problem problem={problem} again={() => void leave()} />}
      <Action weight="urgent" onClick={() => void leave()}>
        {words.leaveSure}
      </Action>
      <Action onClick={() => setIsSure(false)}>{words.stay}</Action>
    </>
  );
}
