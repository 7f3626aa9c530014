import { familyPicture } from "../../contracts/http/family-messages.ts";
import { useAnswer } from "../data/use-answer.ts";
import { useWords } from "../words/language.tsx";
import { familyMessageWords } from "./message-words.ts";
import classes from "./messages.module.css";

/** A picture that was sent to relatives, asked for when it is shown and kept nowhere. */
export function ShownPicture({ residentId, id }: { readonly residentId: string; readonly id: string }) {
  const words = useWords(familyMessageWords);
  const path = `/api/residents/${encodeURIComponent(residentId)}/family-picture?picture=${encodeURIComponent(id)}`;
  const { value, problem } = useAnswer(path, () => path, familyPicture);
  if (problem !== undefined) return <p>{words.noPicture}</p>;
  if (value === undefined) return <p aria-busy="true">…</p>;
  return <img className={classes.picture} src={`data:${value.type};base64,${value.data}`} alt={words.pictureAlt} />;
}
