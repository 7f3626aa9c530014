import { idInPath, noParameters } from "./fields.ts";
import { newNote, note, noteList, noteQuery } from "./notes.ts";
import type { Route } from "./route.ts";

/** Care notes: the routes, under the names of the functions that serve them. */
export const noteRoutes = {
  "list-notes": {
    method: "GET",
    path: "/api/residents/{id}/notes",
    parameters: idInPath,
    query: noteQuery,
    success: 200,
    answer: noteList,
    problems: ["unknown-resident"],
    summary: { zh: "护理记录，最新的在前", en: "Care notes, newest first" },
  },
  "add-note": {
    method: "POST",
    path: "/api/residents/{id}/notes",
    parameters: idInPath,
    query: noParameters,
    body: newNote,
    success: 201,
    answer: note,
    problems: ["unknown-resident", "unknown-note", "already-exists"],
    summary: { zh: "写护理记录；更正另写一条", en: "Write a care note; a correction is a note of its own" },
  },
} as const satisfies Record<string, Route>;
