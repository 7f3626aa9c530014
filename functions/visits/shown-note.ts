import type { VisitDetail } from "../../contracts/http/visits.ts";
import { visitNoteView } from "../../contracts/visit-views.ts";
import type { Caller } from "../../domain/access/caller.ts";
import { mayDo } from "../../domain/access/decide.ts";
import type { VisitNote } from "../../domain/visits/note.ts";
import { facilitiesOf, type Visit } from "../../domain/visits/visit.ts";

/** A visit's note, where there is one that the caller may read. */
export function shownNote(note: VisitNote | undefined, visit: Visit, caller: Caller): Pick<VisitDetail, "note"> {
  if (note === undefined) return {};
  const mayRead = facilitiesOf(visit).some((facilityId) =>
    mayDo(caller, "visit.read-note", { kind: "facility", facilityId }),
  );
  return mayRead ? { note: visitNoteView(note) } : {};
}
