import type { ConsentEntryView } from "../../contracts/http/kin.ts";
import { dataClassWords, guardianProofWords } from "../../contracts/joining/joining-words.ts";
import { useSpeech, useWords } from "../words/language.tsx";
import { givenText } from "./given-text.ts";
import classes from "./kin.module.css";
import { kinWords } from "./kin-words.ts";

/** Every yes and no, the newest first. */
export function History({ entries }: { readonly entries: readonly ConsentEntryView[] }) {
  const words = useWords(kinWords);
  if (entries.length === 0) return <p>{words.noHistory}</p>;
  return (
    <ol className={classes.lines}>
      {entries.map((entry) => (
        <Line key={entry.id} entry={entry} />
      ))}
    </ol>
  );
}

function Line({ entry }: { readonly entry: ConsentEntryView }) {
  const words = useWords(kinWords);
  const { say } = useSpeech();
  const { at, person, kind, classes: granted, until, given, by, guardianship, isEmergencyContact, reason } = entry;
  const what = [
    granted?.map((one) => say(dataClassWords[one].label)).join("、"),
    until === undefined ? undefined : words.until(until.slice(0, 10)),
    kind === "contact" ? (isEmergencyContact === true ? words.on : words.off) : undefined,
    guardianship === undefined ? undefined : say(guardianProofWords[guardianship.proof.kind]),
    given === undefined ? undefined : givenText(given, words),
    reason,
  ];
  return (
    <li className={classes.line} data-entry={kind}>
      <span>
        <time dateTime={at}>{`${at.slice(0, 10)} ${at.slice(11, 16)}`}</time> {person.name} ·{" "}
        <strong>{words.kinds[kind]}</strong>
        {what.filter((part) => part !== undefined).map((part) => ` · ${part}`)}
      </span>
      <span className={classes.muted}>
        {words.recordedBy(by.name)} · {words.notice(entry.noticeVersion)}
      </span>
    </li>
  );
}
