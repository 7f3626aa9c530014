import type * as z from "zod/mini";
import type { noteList } from "../../contracts/http/notes.ts";
import type { routes } from "../../contracts/http/routes.ts";
import { noteView } from "../../contracts/note-view.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { readableOf } from "../shell/read-each.ts";

/** A page of a resident's care notes, newest first. */
export async function listNotes(
  { path, query }: HttpInput<(typeof routes)["list-notes"]>,
  deps: Deps<"list-notes">,
): Promise<z.input<typeof noteList>> {
  const page = await deps.notes.list(path.id, query);
  return {
    items: readableOf(page, deps.log).map(noteView),
    ...(page.next === undefined ? {} : { next: page.next }),
  };
}
