import type { VisitNoteView } from "../../contracts/http/visit-notes.ts";
import type { visitRoutes } from "../../contracts/http/visit-routes.ts";
import { visitNoteView } from "../../contracts/visit-views.ts";
import { nameOf } from "../../domain/access/caller.ts";
import { mostAddenda } from "../../domain/visits/note.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { visitChangedByOthers, visitNotSo } from "../visits/visit-refusals.ts";
import { writableVisit } from "../visits/writable-visit.ts";

const maxTries = 20;

/** Adds words to a signed note; nothing that was signed changes. The same words again by the same person are there already. */
export async function addToVisit(
  { path, body, caller }: HttpInput<(typeof visitRoutes)["add-to-visit"]>,
  deps: Deps<"add-to-visit">,
): Promise<VisitNoteView> {
  await writableVisit(path.id, caller, "addend", deps);
  const by = nameOf(caller);
  for (let attempt = 1; attempt <= maxTries; attempt += 1) {
    const note = await deps.visits.findNote(path.id);
    if (note === undefined) throw visitNotSo("not-begun");
    if (note.addenda.some((one) => one.by.id === by.id && one.text === body.text)) return visitNoteView(note);
    if (note.addenda.length >= mostAddenda) throw visitNotSo("list-full");
    const addenda = [...note.addenda, { text: body.text, by, at: deps.now() }];
    const next = { ...note, addenda, version: note.version + 1 };
    if ((await deps.visits.annotate(next)) === "saved") return visitNoteView(next);
    await deps.backOff(attempt);
  }
  throw visitChangedByOthers();
}
