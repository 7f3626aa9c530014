import { type FormEvent, useState } from "react";
import { joiningPurposeWords, type ShownPurpose, shownPurposes } from "../../../contracts/joining/joining-words.ts";
import { phoneOf } from "../../parts/form/phone.ts";
import { useFamilyWords } from "../family-words.ts";
import { Action } from "../parts.tsx";
import classes from "./join.module.css";
import { useJoinWords } from "./join-words.ts";

/** What somebody who joins says of themselves. */
export interface Agreed {
  readonly name: string;
  readonly birthDate: string;
  readonly isAdult: true;
  readonly accepted: readonly ShownPurpose[];
  readonly noticeVersion: string;
  readonly phone?: string;
}

interface AgreeFormProps {
  /** As the invitation calls them. */
  readonly name: string;
  readonly noticeVersion: string;
  readonly isAsking: boolean;
  readonly agree: (agreed: Agreed) => void;
}

/** Who joins, that they are of age, and what they agree to; nothing is ticked beforehand. */
export function AgreeForm({ name: invited, noticeVersion, isAsking, agree }: AgreeFormProps) {
  const words = useJoinWords();
  const { say } = useFamilyWords();
  const [name, setName] = useState(invited);
  const [birthDate, setBirthDate] = useState("");
  const [isAdult, setIsAdult] = useState(false);
  const [accepted, setAccepted] = useState<readonly ShownPurpose[]>([]);
  const [phone, setPhone] = useState("");
  const [fault, setFault] = useState<string>();
  const isTold = accepted.includes("messages");

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const number = phoneOf(phone);
    const isMissing = name.trim() === "" || birthDate === "" || !isAdult || !accepted.includes("relation");
    const isBad = isTold && phone !== "" && !/^\+[1-9]\d{6,14}$/.test(number);
    setFault(isMissing ? words.missing : isBad ? words.badPhone : undefined);
    if (isMissing || isBad || !isAdult) return;
    agree({
      name: name.trim(),
      birthDate,
      isAdult,
      accepted,
      noticeVersion,
      ...(isTold && phone !== "" && { phone: number }),
    });
  };

  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <label className={classes.field}>
        {words.yourName}
        <input
          name="name"
          value={name}
          maxLength={80}
          autoComplete="name"
          onChange={(event) => setName(event.currentTarget.value)}
        />
      </label>
      <label className={classes.field}>
        {words.birthDate}
        <input
          name="birthDate"
          type="date"
          value={birthDate}
          autoComplete="bday"
          onChange={(event) => setBirthDate(event.currentTarget.value)}
        />
        <span>{words.birthHint}</span>
      </label>
      <label className={classes.tick}>
        <input
          type="checkbox"
          name="isAdult"
          checked={isAdult}
          onChange={(event) => setIsAdult(event.currentTarget.checked)}
        />
        {words.adult}
      </label>
      <fieldset className={classes.ticks}>
        <legend>{words.agree}</legend>
        {shownPurposes.map((one) => (
          <label key={one} className={classes.tick}>
            <input
              type="checkbox"
              name={one}
              checked={accepted.includes(one)}
              onChange={({ currentTarget: { checked } }) =>
                setAccepted((before) => (checked ? [...before, one] : before.filter((other) => other !== one)))
              }
            />
            {say(joiningPurposeWords[one].label)}
          </label>
        ))}
      </fieldset>
      {isTold && (
        <label className={classes.field}>
          {words.phone}
          <input
            name="phone"
            type="tel"
            value={phone}
            autoComplete="tel"
            onChange={(event) => setPhone(event.currentTarget.value)}
          />
        </label>
      )}
      {fault !== undefined && <p role="alert">{fault}</p>}
      <Action type="submit" weight="first" disabled={isAsking}>
        {words.join}
      </Action>
    </form>
  );
}
