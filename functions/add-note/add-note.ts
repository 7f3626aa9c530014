import type { NoteView } from "../../contracts/http/notes.ts";
import type { routes } from "../../contracts/http/routes.ts";
import { noteView } from "../../contracts/note-view.ts";
import { nameOf } from "../../domain/access/caller.ts";
import type { Note } from "../../domain/register/note.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { unknown } from "../shell/refusals.ts";
import { noteExists, unknownNote } from "../shell/register-refusals.ts";

/** Writes a care note. It stays as it is for ever; whoever erred writes another one that names it. */
export async function addNote(
  { path, body, caller }: HttpInput<(typeof routes)["add-note"]>,
  deps: Deps<"add-note">,
): Promise<NoteView> {
  const resident = await deps.residents.find(path.id);
  if (resident === undefined) throw unknown("resident", path.id);
  const { text, corrects, id = deps.newId() } = body;
  if (corrects !== undefined && (await deps.notes.find(path.id, corrects)) === undefined) throw unknownNote(corrects);
  const author = nameOf(caller);
  const note: Note = {
    id,
    residentId: path.id,
    facilityId: resident.facilityId,
    at: deps.now(),
    by: author.name,
    byId: author.id,
    text,
    ...(corrects === undefined ? {} : { corrects }),
  };
  if ((await deps.notes.add(note)) === "added") return noteView(note);
  const there = await deps.notes.find(path.id, id);
  if (there === undefined || !saysTheSame(there, note)) throw noteExists(id);
  return noteView(there);
}

function saysTheSame(one: Note, other: Note): boolean {
  return one.text === other.text && one.byId === other.byId && one.corrects === other.corrects;
}
