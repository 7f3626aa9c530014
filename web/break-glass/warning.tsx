import { useWords } from "../words/language.tsx";
import classes from "./break-glass.module.css";
import { openingWords } from "./opening-words.ts";

/** What opening a record means, before it is done: what is seen, who is told, that it is reviewed. */
export function OpeningWarning({ name, house }: { readonly name?: string; readonly house?: string }) {
  const words = useWords(openingWords);
  return (
    <div className={classes.warning} role="note" aria-label={words.warningTitle}>
      <strong>▲ {words.warningTitle}</strong>
      <p>{words.warning(name ?? words.somebody, house ?? words.theirHouse)}</p>
    </div>
  );
}
