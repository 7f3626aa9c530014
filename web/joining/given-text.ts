import type { ConsentEntryView } from "../../contracts/http/kin.ts";
import type { kinWords } from "./kin-words.ts";

/** Who said it, how, and who heard it, in one line. */
export function givenText(given: NonNullable<ConsentEntryView["given"]>, words: typeof kinWords.zh): string {
  const { by, how, witness, name, reason } = given;
  const who = name === undefined ? words.by[by] : `${words.by[by]} ${name}`;
  const parts = [
    who,
    how === undefined ? undefined : words.how[how],
    witness === undefined ? undefined : words.witness(witness),
    reason,
  ];
  return parts.filter((part) => part !== undefined).join(" · ");
}
