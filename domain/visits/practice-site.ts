import type { Caller } from "../access/caller.ts";
import { type EpochMs, hour, midnightInShanghai } from "../model/time.ts";
import { partyOf } from "./parties.ts";
import { isMedical, type Visit } from "./visit.ts";

/** What is to be looked into before a doctor treats or advises for a facility; it keeps nobody from it. */
export const practiceCautions = ["site-not-filed", "site-filing-ended"] as const;
export type PracticeCaution = (typeof practiceCautions)[number];

/**
 * Whether a doctor is recorded as one who may practise at the facility for which they take part: where sites are recorded and
 * this one is not among them, or its filing (多点执业备案) has ended. Art. 25 of 互联网诊疗管理办法（试行） asks for the consent of
 * the institution of registration; how filings are kept differs by province, so that this warns and refuses nothing. Where
 * nothing is recorded nothing is said.
 */
export function practiceCautionsOf(caller: Caller, visit: Visit, now: EpochMs): readonly PracticeCaution[] {
  if (caller.kind !== "person" || !isMedical(visit.kind)) return [];
  const sites = caller.person.licence?.practisesAt ?? [];
  const party = partyOf(caller, "note", visit);
  const facilityId = party === "consulted" ? visit.consultedFacilityId : visit.leadFacilityId;
  if (party === undefined || sites.length === 0) return [];
  const here = sites.filter((site) => site.facilityId === facilityId);
  if (here.length === 0) return ["site-not-filed"];
  const day = new Date(midnightInShanghai(now) + 12 * hour).toISOString().slice(0, 10);
  return here.some(({ until }) => until === undefined || day <= until) ? [] : ["site-filing-ended"];
}
