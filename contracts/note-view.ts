import type { Note } from "../domain/register/note.ts";
import type { NoteView } from "./http/notes.ts";
import { isoTimeOf } from "./iso-time.ts";

/** A care note as the API shows it. */
export function noteView({ id, residentId, facilityId, at, by, text, corrects }: Note): NoteView {
  return {
    id,
    residentId,
    facilityId,
    at: isoTimeOf(at),
    by,
    text,
    ...(corrects === undefined ? {} : { corrects }),
  };
}
