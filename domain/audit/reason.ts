import { type Action, ruleOf } from "../access/actions.ts";
import type { Caller } from "../access/caller.ts";
import { grantsOf } from "../access/consent.ts";
import { opensNow } from "../access/opening.ts";
import { type Role, type RoleAt, serviceWideRoles } from "../model/person.ts";
import type { AuditReason } from "./entry.ts";

/** Of whom something is known, and the houses that have to do with it. */
export interface Concerned {
  readonly residentId?: string;
  readonly facilityIds: readonly string[];
  /** The houses have a part in a case or a visit; absent: they care for the resident. */
  readonly partIn?: "referral" | "visit";
}

/**
 * By what right somebody whom the table of access let in did it: a role at one of the houses before a role for the whole
 * service, that before a relation, and an opened record last, so that it is named only where nothing else would have done.
 * Who has none of these was let in by a house's part in a case, as partners of a visit are.
 */
export function auditReasonOf(
  caller: Caller,
  action: Action,
  { residentId, facilityIds, partIn }: Concerned,
): AuditReason {
  if (caller.kind === "operators-command") return { kind: "operators-command" };
  const { roles: granted, relatives, inEmergency, everybody } = ruleOf(action);
  const { person, at } = caller;
  const held = person.roles.filter(({ role }) => granted.includes(role));
  const here = held.find(({ facilityId }) => facilityId !== undefined && facilityIds.includes(facilityId));
  if (here !== undefined && partIn === undefined) return { kind: "duty", ...here };
  if (here !== undefined && partIn !== undefined) return { kind: "part", ...here, in: partIn };
  const wide = held.find(isForAll);
  if (wide !== undefined) return { kind: "duty", role: wide.role };
  const relation = person.relations.find((one) => one.residentId === residentId);
  const grants = relation === undefined ? undefined : grantsOf(relation, at);
  if (relation !== undefined && (everybody || relatives?.some((one) => grants?.has(one)))) {
    const { relation: word, consent } = relation;
    return { kind: "relation", relation: word, ...(consent !== undefined && { consentId: consent.id }) };
  }
  const opening =
    inEmergency && person.openings?.find((one) => one.residentId === residentId && opensNow(person, one, at));
  if (opening) return { kind: "break-glass", openingId: opening.id };
  const [role] = held;
  return { kind: "part", ...role, in: partIn ?? (action.startsWith("referral") ? "referral" : "visit") };
}

function isForAll({ role, facilityId }: RoleAt): boolean {
  return facilityId === undefined && (serviceWideRoles as readonly Role[]).includes(role);
}
