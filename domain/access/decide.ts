import { type Role, serviceWideRoles } from "../model/person.ts";
import { type Action, ruleOf } from "./actions.ts";
import type { Caller } from "./caller.ts";
import { grantsOf } from "./consent.ts";
import { opensNow } from "./opening.ts";

/** On what something is done. */
export type Subject =
  | { readonly kind: "service" }
  /** Themselves. */
  | { readonly kind: "self" }
  | { readonly kind: "facility"; readonly facilityId: string }
  | { readonly kind: "resident"; readonly facilityId: string; readonly residentId: string }
  /** Somebody who signs in, by where they have a role or a relative. */
  | { readonly kind: "person"; readonly facilityIds: readonly string[] }
  /** A referral, by the houses that have a part in it. */
  | { readonly kind: "referral"; readonly facilityIds: readonly string[] }
  /** A tele-visit, by the facilities that have a part in it and by whom it is to. */
  | { readonly kind: "visit"; readonly facilityIds: readonly string[]; readonly residentId: string };

/** Where somebody may do something: everywhere, or at these facilities and for these residents. */
export type Reach =
  | { readonly kind: "everywhere" }
  | { readonly kind: "some"; readonly facilityIds: ReadonlySet<string>; readonly residentIds: ReadonlySet<string> };

/** The one decision of access. Whatever no rule grants is refused; a disabled person is refused everything. */
export function mayDo(caller: Caller, action: Action, subject: Subject): boolean {
  if (subject.kind === "self")
    return caller.kind === "person" && !isDisabled(caller) && ruleOf(action).everybody === true;
  const reach = reachOf(caller, action);
  if (reach.kind === "everywhere") return true;
  switch (subject.kind) {
    case "service":
      return ruleOf(action).everybody === true && !isDisabled(caller);
    case "facility":
      return reach.facilityIds.has(subject.facilityId);
    case "resident":
      return reach.facilityIds.has(subject.facilityId) || reach.residentIds.has(subject.residentId);
    case "person":
    case "referral":
      return subject.facilityIds.some((id) => reach.facilityIds.has(id));
    case "visit":
      return subject.facilityIds.some((id) => reach.facilityIds.has(id)) || reach.residentIds.has(subject.residentId);
  }
}

/** Where the caller may do it. The operators' command may do everything, since its user can read the disk itself. */
export function reachOf(caller: Caller, action: Action): Reach {
  if (caller.kind === "operators-command") return { kind: "everywhere" };
  const facilityIds = new Set<string>();
  const residentIds = new Set<string>();
  if (isDisabled(caller)) return { kind: "some", facilityIds, residentIds };
  const { roles: granted, relatives, inEmergency } = ruleOf(action);
  const { person, at } = caller;
  for (const { role, facilityId } of person.roles) {
    if (!granted.includes(role)) continue;
    if (facilityId !== undefined) facilityIds.add(facilityId);
    else if (isServiceWide(role)) return { kind: "everywhere" };
  }
  for (const relation of relatives === undefined ? [] : person.relations) {
    const grants = grantsOf(relation, at);
    if (relatives?.some((one) => grants.has(one))) residentIds.add(relation.residentId);
  }
  for (const opening of inEmergency ? (person.openings ?? []) : [])
    if (opensNow(person, opening, at)) residentIds.add(opening.residentId);
  return { kind: "some", facilityIds, residentIds };
}

/** Nowhere at all: then a refusal tells nothing of what exists. */
export function mayNowhere(caller: Caller, action: Action): boolean {
  const reach = reachOf(caller, action);
  if (reach.kind === "everywhere") return false;
  if (ruleOf(action).everybody === true && !isDisabled(caller)) return false;
  return reach.facilityIds.size === 0 && reach.residentIds.size === 0;
}

function isDisabled(caller: Caller): boolean {
  return caller.kind === "person" && caller.person.disabledAt !== undefined;
}

function isServiceWide(role: Role): boolean {
  return (serviceWideRoles as readonly Role[]).includes(role);
}
