import { clinicalView } from "../../contracts/clinical-view.ts";
import type { VisitRecord } from "../../contracts/http/visit-between.ts";
import type { visitBetweenRoutes } from "../../contracts/http/visit-between-routes.ts";
import { isoTimeOf } from "../../contracts/iso-time.ts";
import { type Caller, nameOf } from "../../domain/access/caller.ts";
import { mayDo } from "../../domain/access/decide.ts";
import { isInCare, showsVitals } from "../../domain/visits/in-care.ts";
import { partyOf } from "../../domain/visits/parties.ts";
import { withReader } from "../../domain/visits/readers.ts";
import type { Visit } from "../../domain/visits/visit.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { readableOf } from "../shell/read-each.ts";
import { unknown } from "../shell/refusals.ts";
import { visitChangedByOthers, visitNotSo, visitNotYours } from "../visits/visit-refusals.ts";

const maxTries = 20;
const mostLookedAt = 100;
const mostNotes = 3;

/**
 * Diagnoses, medicines, allergies, wishes and the last signed notes, for the nurse or doctor who takes part, as long as the vital
 * signs are shown: before somebody came, after the signature, a day after the call, after the consent was withdrawn, and of a
 * resident who moved or left it is closed. That somebody reads it who has no say over the record otherwise stands in the
 * visit's story before they do.
 */
export async function showVisitRecord(
  { path, caller }: HttpInput<(typeof visitBetweenRoutes)["show-visit-record"]>,
  deps: Deps<"show-visit-record">,
): Promise<VisitRecord> {
  const visit = await noted(path.id, caller, deps);
  const [resident, facilities] = await Promise.all([deps.residents.find(visit.residentId), deps.facilities.list()]);
  if (!isInCare(visit, resident)) throw visitNotSo("not-in-care");
  const names = new Map(readableOf(facilities, deps.log).map(({ id, name }) => [id, name]));
  const { allergies, advanceWishes, disabilityLevel, palliative } = resident;
  const {
    identityNumber: _,
    insuranceNumber: __,
    recordNumber: ___,
    address: ____,
    phone: _____,
    ...clinical
  } = clinicalView(resident);
  return {
    allergies: [...allergies],
    clinical,
    disabilityLevel,
    palliative,
    ...(advanceWishes === undefined ? {} : { advanceWishes }),
    notes: await signedNotes(visit, names, deps),
    at: isoTimeOf(deps.now()),
  };
}

/** The visit, when the caller may read what is known of the resident, with that they do. */
async function noted(id: string, caller: Caller, deps: Deps<"show-visit-record">): Promise<Visit> {
  for (let attempt = 1; attempt <= maxTries; attempt += 1) {
    const visit = await deps.visits.find(id);
    if (visit === undefined) throw unknown("visit", id);
    if (partyOf(caller, "consent", visit) === undefined) throw visitNotYours();
    const now = deps.now();
    if (!showsVitals(visit, now))
      throw visitNotSo(visit.state === "requested" || visit.state === "scheduled" ? "not-begun" : "over");
    if (mayDo(caller, "clinical.read", { kind: "facility", facilityId: visit.facilityId })) return visit;
    const read = withReader(visit, nameOf(caller), now);
    if (read === visit || (await deps.visits.save(read)) === "saved") return read;
    await deps.backOff(attempt);
  }
  throw visitChangedByOthers();
}

async function signedNotes(
  { id, residentId }: Visit,
  names: ReadonlyMap<string, string>,
  deps: Deps<"show-visit-record">,
): Promise<VisitRecord["notes"]> {
  const visits = readableOf(await deps.visits.listByResident(residentId, mostLookedAt), deps.log);
  const signed = visits.filter((one) => one.id !== id && one.state === "signed").slice(0, mostNotes);
  const notes = await Promise.all(
    signed.map(async ({ id: visitId, kind, leadFacilityId, signedAt, signedBy }) => {
      const note = await deps.visits.findNote(visitId);
      if (note === undefined || signedAt === undefined || signedBy === undefined) return [];
      const facility = { id: leadFacilityId, name: names.get(leadFacilityId) ?? leadFacilityId };
      const by = { id: signedBy.id, name: signedBy.name };
      const { form, parts } = note;
      return [{ visitId, kind, facility, signedBy: by, signedAt: isoTimeOf(signedAt), form, parts: { ...parts } }];
    }),
  );
  return notes.flat();
}
