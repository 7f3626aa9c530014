import type { AgreementView } from "../../contracts/http/consortium.ts";
import { Stamp } from "../parts/moment.tsx";
import { useWords } from "../words/language.tsx";
import classes from "./consortium.module.css";
import { consortiumWords } from "./consortium-words.ts";

/** Who made, changed and ended an agreement, when and why; the oldest first. */
export function AgreementHistory({ agreement }: { readonly agreement: AgreementView }) {
  const words = useWords(consortiumWords);
  return (
    <ul className={classes.history}>
      {agreement.changes.map(({ at, by, what, reason }) => (
        <li key={`${at} ${what}`}>
          {words.whats[what]} {by === "anhu" ? words.preset : by} <Stamp at={Date.parse(at)} />
          {reason !== undefined && <span className={classes.small}> {reason}</span>}
        </li>
      ))}
    </ul>
  );
}
