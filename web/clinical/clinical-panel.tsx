import type { ReactNode } from "react";
import { Link } from "wouter";
import { isolationWords, mobilityWords, tubeWords } from "../../contracts/clinical-words.ts";
import type { ClinicalFactsView } from "../../contracts/http/clinical-facts.ts";
import type { NoneKnownFact } from "../../contracts/none-known.ts";
import { useSpeech, useWords } from "../words/language.tsx";
import classes from "./clinical.module.css";
import { clinicalWords } from "./clinical-words.ts";

interface ClinicalPanelProps {
  readonly residentId: string;
  readonly clinical: ClinicalFactsView;
  readonly mayChange: boolean;
}

/** What was recorded for whoever treats the person; that diagnoses or medicines are not known is shown too, since it is not none. */
export function ClinicalPanel({ residentId, clinical, mayChange }: ClinicalPanelProps) {
  const words = useWords(clinicalWords);
  const { say } = useSpeech();
  const noneOf = (name: NoneKnownFact): readonly string[] => {
    const said = clinical.noneKnown?.[name];
    return said === undefined ? [words.unknown] : [words.noneBy(said.by, said.at.slice(0, 10))];
  };
  const facts: readonly (readonly [string, readonly string[]])[] = [
    [
      words.diagnoses,
      listed(clinical.diagnoses)?.map(({ name, icd10, since, past }) =>
        [name, icd10, since, past === true ? words.isPast : undefined].filter((part) => part !== undefined).join(" · "),
      ) ?? noneOf("diagnoses"),
    ],
    [words.pastHistory, textOf(clinical.pastHistory)],
    [
      words.medicines,
      listed(clinical.medicines)?.map(({ name, dosage, since }) =>
        [name, dosage, since].filter((part) => part !== undefined).join(" · "),
      ) ?? noneOf("medicines"),
    ],
    [words.infections, clinical.infections ?? []],
    [words.isolation, (clinical.isolation ?? []).map((kind) => say(isolationWords[kind]))],
    [
      words.tubes,
      (clinical.tubes ?? []).map(({ kind, note, since }) =>
        [say(tubeWords[kind]), note, since].filter((part) => part !== undefined).join(" · "),
      ),
    ],
    [words.pressureInjuries, clinical.pressureInjuries ?? []],
    [words.mobility, clinical.mobility === undefined ? [] : [say(mobilityWords[clinical.mobility])]],
    [words.recordNumber, textOf(clinical.recordNumber)],
    [words.address, textOf(clinical.address)],
    [words.phone, textOf(clinical.phone)],
  ];
  const told = facts.filter(([, lines]) => lines.length > 0);
  return (
    <>
      <dl className={classes.facts}>
        {told.map(([label, lines]) => (
          <Fact key={label} label={label}>
            {lines.join("\n")}
          </Fact>
        ))}
      </dl>
      {mayChange && (
        <Link className={classes.link} href={`/residents/${residentId}/clinical`}>
          {words.change}
        </Link>
      )}
    </>
  );
}

/** An empty list says nothing. */
function listed<Each>(list: readonly Each[] | undefined): readonly Each[] | undefined {
  return list === undefined || list.length === 0 ? undefined : list;
}

function textOf(text: string | undefined): readonly string[] {
  return text === undefined ? [] : [text];
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
