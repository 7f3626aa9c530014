import { useState } from "react";
import type { RelativeView } from "../../contracts/http/kin.ts";
import { dataClassWords, type ShownClass, shownClasses } from "../../contracts/joining/joining-words.ts";
import { Button } from "../parts/button.tsx";
import { Check, Field, Select } from "../parts/form/field.tsx";
import formClasses from "../parts/form/form.module.css";
import { useSpeech, useWords } from "../words/language.tsx";
import classes from "./kin.module.css";
import { kinWords } from "./kin-words.ts";
import type { ChangeKin } from "./relative-card.tsx";

interface ConsentFormProps {
  readonly relative: RelativeView;
  readonly guardians: readonly RelativeView[];
  readonly change: ChangeKin;
  readonly done: () => void;
}

/** A yes as the resident or a guardian gave it, class by class; nothing is ticked that was not consented to before. */
export function ConsentForm({ relative: { person, consent }, guardians, change, done }: ConsentFormProps) {
  const words = useWords(kinWords);
  const { say } = useSpeech();
  const [ticked, setTicked] = useState<readonly ShownClass[]>(consent?.classes ?? []);
  const [until, setUntil] = useState(consent?.until?.slice(0, 10) ?? "");
  const [giver, setGiver] = useState("resident");
  const [how, setHow] = useState<"paper" | "spoken">("paper");
  const [witness, setWitness] = useState("");
  const [isCapable, setIsCapable] = useState(false);
  const [fault, setFault] = useState<string>();
  const isResident = giver === "resident";
  const save = async (): Promise<void> => {
    const isUnheard = isResident && how === "spoken" && witness.trim() === "";
    const wrong =
      ticked.length === 0
        ? words.tickOne
        : isUnheard
          ? `${words.missing}：${words.witnessField}`
          : isResident && !isCapable
            ? words.mustTick
            : undefined;
    setFault(wrong);
    if (wrong !== undefined) return;
    const heard = how === "spoken" ? { witness: witness.trim() } : {};
    const given = isResident
      ? { by: "resident", how, capacity: true, ...heard }
      : { by: "guardian", how, personId: giver };
    // Until the end of that day.
    const end = until === "" ? {} : { until: `${until}T23:59:59+08:00` };
    if (await change({ kind: "grant", classes: ticked, ...end, given }, words.saved)) done();
  };
  return (
    <fieldset className={classes.form}>
      <legend className={formClasses.label}>{words.consentOf(person.name)}</legend>
      <p className={classes.muted}>{words.which}</p>
      {shownClasses.map((one) => (
        <Check
          key={one}
          label={`${say(dataClassWords[one].label)}（${say(dataClassWords[one].hint)}）`}
          checked={ticked.includes(one)}
          change={(isTicked) =>
            setTicked((before) => (isTicked ? [...before, one] : before.filter((other) => other !== one)))
          }
        />
      ))}
      <Field label={words.untilField} hint={words.untilHint} isOptional>
        {(ties) => (
          <input
            {...ties}
            type="date"
            className={formClasses.control}
            value={until}
            onChange={(event) => setUntil(event.currentTarget.value)}
          />
        )}
      </Field>
      <Field label={words.giver}>
        {(ties) => (
          <Select
            {...ties}
            value={giver}
            change={setGiver}
            choices={[
              { value: "resident", label: words.giverResident },
              ...guardians.map(({ person: { id, name } }) => ({ value: id, label: words.giverGuardian(name) })),
            ]}
          />
        )}
      </Field>
      <Field label={words.howField}>
        {(ties) => (
          <Select
            {...ties}
            value={how}
            change={(value) => setHow(value === "spoken" ? "spoken" : "paper")}
            choices={[
              { value: "paper", label: words.how.paper },
              { value: "spoken", label: words.how.spoken },
            ]}
          />
        )}
      </Field>
      {isResident && how === "spoken" && (
        <Field label={words.witnessField}>
          {(ties) => (
            <input
              {...ties}
              className={formClasses.control}
              value={witness}
              maxLength={80}
              onChange={(event) => setWitness(event.currentTarget.value)}
            />
          )}
        </Field>
      )}
      {isResident && <Check label={words.capacity} checked={isCapable} change={setIsCapable} />}
      {fault !== undefined && (
        <p className={formClasses.fault} role="alert">
          {fault}
        </p>
      )}
      <div className={classes.actions}>
        <Button look="primary" onClick={() => void save()}>
          {words.record}
        </Button>
      </div>
    </fieldset>
  );
}
