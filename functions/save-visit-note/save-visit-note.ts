import type { VisitNoteView } from "../../contracts/http/visit-notes.ts";
import type { visitRoutes } from "../../contracts/http/visit-routes.ts";
import { visitNoteView } from "../../contracts/visit-views.ts";
import { nameOf } from "../../domain/access/caller.ts";
import type { VisitNote } from "../../domain/visits/note.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { saysTheSame, textOf } from "../visits/note-text.ts";
import { visitChangedByOthers } from "../visits/visit-refusals.ts";
import { writableVisit } from "../visits/writable-visit.ts";

type Input = HttpInput<(typeof visitRoutes)["save-visit-note"]>;

/**
 * Saves a draft as the next version. What another person wrote meanwhile is not overwritten: the page keeps its own text,
 * shows both, and saves on the newer version. The same text again, from a page that did not hear the answer, is saved
 * already.
 */
export async function saveVisitNote(
  { path, body, caller }: Input,
  deps: Deps<"save-visit-note">,
): Promise<VisitNoteView> {
  await writableVisit(path.id, caller, "note", deps);
  const before = await deps.visits.findNote(path.id);
  const text = textOf(body);
  if (before !== undefined && saysTheSame(before, text)) return visitNoteView(before);
  if ((before?.version ?? 0) !== body.version) throw visitChangedByOthers();
  const note: VisitNote = {
    visitId: path.id,
    ...text,
    savedAt: deps.now(),
    savedBy: nameOf(caller),
    addenda: before?.addenda ?? [],
    version: body.version + 1,
  };
  if ((await deps.visits.annotate(note)) === "conflict") throw visitChangedByOthers();
  return visitNoteView(note);
}
