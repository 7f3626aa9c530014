import type { Caller } from "../access/caller.ts";
import { grantsFor } from "../access/consent.ts";
import { mayAct, type VisitAction } from "./transitions.ts";
import type { Visit, VisitParty } from "./visit.ts";

type Sides = Pick<Visit, "kind" | "facilityId" | "leadFacilityId" | "consultedFacilityId" | "invited" | "residentId">;

/**
 * On whose behalf the caller does it; undefined: they may not. Of several sides the leading one comes first, so that a
 * doctor of the resident's own facility who leads is not taken for a bystander. Relatives have to be invited, and to be let see the resident. The operators'
 * command, whose user can read the disk, does everything for the leading side.
 */
export function partyOf(caller: Caller, action: VisitAction, visit: Sides): VisitParty | undefined {
  if (caller.kind === "operators-command") return "lead";
  const { person } = caller;
  if (person.disabledAt !== undefined) return undefined;
  const sides: readonly (readonly [VisitParty, string | undefined])[] = [
    ["lead", visit.leadFacilityId],
    ["consulted", visit.consultedFacilityId],
    ["resident", visit.facilityId],
  ];
  for (const [party, at] of sides) {
    if (at === undefined) continue;
    const held = person.roles.filter(({ facilityId }) => facilityId === at);
    if (held.some(({ role }) => mayAct(action, visit.kind, party, role))) return party;
  }
  const isInvited = visit.invited.includes(person.id);
  const isRelative = grantsFor(caller, visit.residentId).has("video");
  return isInvited && isRelative && mayAct(action, visit.kind, "family", "family") ? "family" : undefined;
}

/**
 * As whom the others see somebody in the call: at a facility that leads and cares for the resident at once, its doctors
 * lead and everybody else is with the resident. Undefined: they may not take part.
 */
export function partyInCall(caller: Caller, visit: Sides): VisitParty | undefined {
  const party = partyOf(caller, "arrive", visit);
  const isBoth = party === "lead" && visit.facilityId === visit.leadFacilityId;
  return isBoth && partyOf(caller, "assess", visit) === undefined ? "resident" : party;
}
