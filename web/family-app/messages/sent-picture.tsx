import { Quiet } from "../parts.tsx";
import { useReading } from "../use-reading.ts";
import { useMessageWords } from "./message-words.ts";
import classes from "./messages.module.css";
import { pictureOf } from "./thread-answer.ts";

/** A picture from the care team, asked for when it is shown and kept nowhere. */
export function SentPicture({ residentId, id }: { readonly residentId: string; readonly id: string }) {
  const words = useMessageWords();
  const path = `/api/residents/${encodeURIComponent(residentId)}/family-picture?picture=${encodeURIComponent(id)}`;
  const { value, problem } = useReading(path, pictureOf);
  if (problem !== undefined) return <Quiet>{words.noPicture}</Quiet>;
  if (value === undefined) return <p aria-busy="true">…</p>;
  return <img className={classes.picture} src={value} alt={words.picture} />;
}
