import type { visitRoutes } from "../../contracts/http/visit-routes.ts";
import type { VisitDetail } from "../../contracts/http/visits.ts";
import { nameOf } from "../../domain/access/caller.ts";
import { actOnVisit } from "../../domain/visits/act.ts";
import { missingParts, type VisitNote } from "../../domain/visits/note.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { checkQualified } from "../visits/check-qualified.ts";
import { shownNote } from "../visits/shown-note.ts";
import { shownVisit } from "../visits/shown-visit.ts";
import { visitChangedByOthers, visitNotSo } from "../visits/visit-refusals.ts";
import { writableVisit } from "../visits/writable-visit.ts";

const maxTries = 20;

type Input = HttpInput<(typeof visitRoutes)["sign-visit"]>;

/**
 * Signs the very version of the note that the person saw, and locks it with the visit in one write: what somebody saves at
 * the same moment comes before the signature, which is then refused, or is refused itself.
 */
export async function signVisit({ path, body, caller }: Input, deps: Deps<"sign-visit">): Promise<VisitDetail> {
  for (let attempt = 1; attempt <= maxTries; attempt += 1) {
    const stored = await writableVisit(path.id, caller, "sign", deps);
    const note = await deps.visits.findNote(path.id);
    const now = deps.now();
    const answer = actOnVisit(stored, { kind: "sign" }, nameOf(caller), now);
    if (answer.kind === "refused") throw visitNotSo(answer.because);
    if (answer.kind === "unchanged") return detail(stored, note);
    checkQualified(caller, stored, now);
    if (note === undefined || missingParts(note).length > 0) throw visitNotSo("note-incomplete");
    if (note.version !== body.version) throw visitChangedByOthers();
    const signed: VisitNote = { ...note, signedAt: now, version: note.version + 1 };
    if ((await deps.visits.save(answer.visit, signed)) === "saved") return detail(answer.visit, signed);
    await deps.backOff(attempt);
  }
  throw visitChangedByOthers();

  async function detail(visit: Parameters<typeof shownVisit>[0], note: VisitNote | undefined): Promise<VisitDetail> {
    return { visit: await shownVisit(visit, caller, deps), ...shownNote(note, visit, caller) };
  }
}
