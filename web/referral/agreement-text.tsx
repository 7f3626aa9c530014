import { useState } from "react";
import { agreementList, type ConsortiumView } from "../../contracts/http/consortium.ts";
import { writtenParts } from "../consortium/agreement-values.ts";
import { agreementWords } from "../consortium/agreement-words.ts";
import { useAnswer } from "../data/use-answer.ts";
import { ProblemNotice } from "../parts/notice.tsx";
import { PanelSkeleton } from "../parts/skeleton.tsx";
import { useWords } from "../words/language.tsx";
import classes from "./agreement-text.module.css";

type Route = ConsortiumView["routes"][number];

/** What was signed with the house that is chosen, to be read beside the choice; nothing where no agreement opens this way. */
export function AgreementText({ houses, kind, from, to }: AgreementTextProps) {
  const words = useWords(agreementWords);
  const [isOpen, setIsOpen] = useState(false);
  const route = houses.routes.find(
    ({ kind: its, fromFacilityId, toFacilityId }) => its === kind && fromFacilityId === from && toFacilityId === to,
  );
  if (route === undefined) return null;
  const nameOf = (id: string) => houses.facilities.find((house) => house.id === id)?.name ?? id;
  return (
    <details
      className={classes.text}
      data-agreement={route.agreementId}
      onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}
    >
      <summary>{words.openOf(nameOf(from), nameOf(to))}</summary>
      {isOpen && <Whole id={route.agreementId} facilityId={from} />}
    </details>
  );
}

interface AgreementTextProps {
  readonly houses: Pick<ConsortiumView, "facilities" | "routes">;
  readonly kind: Route["kind"];
  readonly from: string;
  readonly to: string;
}

function Whole({ id, facilityId }: { readonly id: string; readonly facilityId: string }) {
  const words = useWords(agreementWords);
  const path = `/api/agreements?facilityId=${encodeURIComponent(facilityId)}`;
  const { value, problem, again } = useAnswer(path, () => path, agreementList);
  if (problem !== undefined) return <ProblemNotice problem={problem} again={again} />;
  if (value === undefined) return <PanelSkeleton height={120} />;
  const agreement = value.items.find((each) => each.id === id);
  if (agreement === undefined) return <p>{words.unknown}</p>;
  const { number, signedOn } = agreement;
  const rows: readonly (readonly [string, string | undefined])[] = [
    [words.number, number],
    [words.signedOn, signedOn],
    ...writtenParts.map((part) => [words[part], agreement[part]] as const),
  ];
  return (
    <dl className={classes.parts}>
      {rows.map(([name, text]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{text ?? words.notSaid}</dd>
        </div>
      ))}
    </dl>
  );
}
