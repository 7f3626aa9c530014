import { useState } from "react";
import type { RelativeView } from "../../contracts/http/kin.ts";
import { dataClassWords, guardianProofWords, shownClasses } from "../../contracts/joining/joining-words.ts";
import { Button } from "../parts/button.tsx";
import { useSpeech, useWords } from "../words/language.tsx";
import { ConsentForm } from "./consent-form.tsx";
import { givenText } from "./given-text.ts";
import classes from "./kin.module.css";
import { kinWords } from "./kin-words.ts";

/** Changes something between the resident and this relative; true when it was written. */
export type ChangeKin = (what: object, sentence: string) => Promise<boolean>;

interface RelativeCardProps {
  readonly relative: RelativeView;
  /** Others who decide for the resident now. */
  readonly guardians: readonly RelativeView[];
  readonly mayChange: boolean;
  readonly change: ChangeKin;
}

/** One relative: marks, each class with yes or no, by whose word, and what can be done. */
export function RelativeCard({ relative, guardians, mayChange, change }: RelativeCardProps) {
  const words = useWords(kinWords);
  const { say } = useSpeech();
  const [isOpen, setIsOpen] = useState(false);
  const [before, setBefore] = useState<RelativeView["consent"]>();
  const { person, relation, state, isEmergencyContact, isGuardian, guardianship, consent } = relative;
  const staff = { by: "staff", reason: words.whyStaff };
  const revoke = async (): Promise<void> => {
    if (await change({ kind: "revoke", given: staff }, words.revoked)) setBefore(consent);
  };
  const undo = async (): Promise<void> => {
    if (before === undefined) return;
    const { classes: granted, until, given } = before;
    const again = { kind: "grant", classes: granted, ...(until !== undefined && { until }), given: givenAgain(given) };
    if (await change(again, words.saved)) setBefore(undefined);
  };
  return (
    <article className={classes.card} data-relative={person.id} data-state={state}>
      <h3 className={classes.name}>
        {person.name} <span className={classes.muted}>{relation}</span>
        {isGuardian && <span className={classes.mark}>{words.guardian}</span>}
        {isEmergencyContact && <span className={classes.mark}>{words.contact}</span>}
        <span className={classes.state}>{words.states[state]}</span>
      </h3>
      {isGuardian && guardianship !== undefined && (
        <p className={classes.muted}>
          {words.guardianBy(
            say(guardianProofWords[guardianship.proof.kind]),
            guardianship.proof.number ?? "",
            guardianship.checkedBy.name,
          )}
          {guardianship.until !== undefined && ` · ${words.until(guardianship.until.slice(0, 10))}`}
        </p>
      )}
      <ul className={classes.classes}>
        {shownClasses.map((one) => {
          const may = isGuardian || (state === "standing" && consent?.classes.includes(one) === true);
          return (
            <li key={one} className={classes.class} data-class={one} data-may={may}>
              <span aria-hidden="true">{may ? "✓" : "✕"}</span> {say(dataClassWords[one].label)}{" "}
              {may ? words.yes : words.no}
            </li>
          );
        })}
      </ul>
      {consent !== undefined && (
        <p className={classes.muted}>
          {words.since(consent.from.slice(0, 10))} ·{" "}
          {consent.until === undefined ? words.noEnd : words.until(consent.until.slice(0, 10))}
          {consent.given !== undefined && ` · ${givenText(consent.given, words)}`}
          {consent.by !== undefined && ` · ${words.recordedBy(consent.by.name)}`}
        </p>
      )}
      {mayChange && (
        <div className={classes.actions}>
          {!isGuardian && <Button onClick={() => setIsOpen(!isOpen)}>{words.change}</Button>}
          {consent !== undefined && <Button onClick={() => void revoke()}>{words.revoke}</Button>}
          {consent === undefined && before !== undefined && <Button onClick={() => void undo()}>{words.undo}</Button>}
          <Button
            look="quiet"
            onClick={() => void change({ kind: "contact", isEmergencyContact: !isEmergencyContact }, words.saved)}
          >
            {isEmergencyContact ? words.endContact : words.makeContact}
          </Button>
          {isGuardian && (
            <Button
              look="quiet"
              onClick={() => void change({ kind: "end-guardianship", reason: words.whyStaff }, words.saved)}
            >
              {words.endGuardian}
            </Button>
          )}
        </div>
      )}
      {isOpen && (
        <ConsentForm
          key={relative.number}
          relative={relative}
          guardians={guardians}
          change={change}
          done={() => setIsOpen(false)}
        />
      )}
    </article>
  );
}

/** The yes that stood before, as it was given then. */
function givenAgain(given: NonNullable<RelativeView["consent"]>["given"]): object {
  if (given?.by === "guardian") return { by: "guardian", how: given.how, personId: given.personId };
  return {
    by: "resident",
    how: given?.how ?? "paper",
    capacity: true,
    ...(given?.witness !== undefined && { witness: given.witness }),
  };
}
