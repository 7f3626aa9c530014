import type { Person, Relation, RoleAt } from "../model/person.ts";
import type { Caller } from "./caller.ts";
import { mayDo, reachOf } from "./decide.ts";
import { mayGrant } from "./grants.ts";

/** Why somebody may not change a person as they want to. */
export type AdministrationRefusal =
  /** They may not give or take this role there. */
  | { readonly kind: "role"; readonly roleAt: RoleAt }
  /** Their own rights: somebody else does that. */
  | { readonly kind: "own-rights" }
  /** They have no say over this resident's relatives. */
  | { readonly kind: "relation"; readonly residentId: string }
  /** The person is somebody else's too: name, reach and whether they are disabled are not the caller's. */
  | { readonly kind: "not-theirs" };

/** The facility of a resident; undefined when there is no such resident. */
export type PlaceOf = (residentId: string) => string | undefined;

/** What of a person the caller may see: what is held at their facilities. */
export function visiblePart(
  caller: Caller,
  { roles, relations }: Pick<Person, "roles" | "relations">,
  placeOf: PlaceOf,
): { readonly roles: readonly RoleAt[]; readonly relations: readonly Relation[]; readonly isWhole: boolean } {
  const isSeen = (facilityId: string | undefined): boolean => isWithin(caller, facilityId);
  const seenRoles = roles.filter(({ facilityId }) => isSeen(facilityId));
  const seenRelations = relations.filter(({ residentId }) => isSeen(placeOf(residentId)));
  const isWhole = seenRoles.length === roles.length && seenRelations.length === relations.length;
  return { roles: seenRoles, relations: seenRelations, isWhole };
}

/**
 * Whether the caller may make of `before` (undefined: nobody yet) what `after` says. Each role and each relation that is
 * given or taken must be theirs to give; the rest of a person changes only by who could give or take all that they have.
 * Nobody changes their own rights, nor the licence by which they treat.
 */
export function judgeAdministration(
  caller: Caller,
  before: Person | undefined,
  after: Person,
  placeOf: PlaceOf,
): AdministrationRefusal | undefined {
  const roles = different(before?.roles ?? [], after.roles, keyOfRole);
  const relations = different(before?.relations ?? [], after.relations, keyOfRelation);
  const isDisabling = before?.disabledAt !== after.disabledAt;
  const isLicensing = JSON.stringify(before?.licence) !== JSON.stringify(after.licence);
  const isOwn = caller.kind === "person" && caller.person.id === after.id;
  if (isOwn && (roles.length > 0 || relations.length > 0 || isDisabling || isLicensing)) return { kind: "own-rights" };
  const roleAt = roles.find((one) => !mayGrant(caller, one));
  if (roleAt !== undefined) return { kind: "role", roleAt };
  const foreign = relations.find(({ residentId }) => !isWithin(caller, placeOf(residentId)));
  if (foreign !== undefined) return { kind: "relation", residentId: foreign.residentId };
  if (before === undefined) return hasNothing(after) && !isEverywhere(caller) ? { kind: "not-theirs" } : undefined;
  if (isSameBeside(before, after)) return undefined;
  return isWhollyTheirs(caller, before, placeOf) ? undefined : { kind: "not-theirs" };
}

/** Whether the rights of a person are others now, so that what they hold by them has to end. */
export function rightsDiffer(before: Person, after: Person): boolean {
  return (
    before.disabledAt !== after.disabledAt ||
    different(before.roles, after.roles, keyOfRole).length > 0 ||
    different(before.relations, after.relations, keyOfRelation).length > 0
  );
}

/** Somebody who runs the whole service: one of them must stay. */
export function runsTheService({ roles, disabledAt }: Person): boolean {
  return disabledAt === undefined && roles.some((held) => held.role === "operator" && held.facilityId === undefined);
}

function isWhollyTheirs(caller: Caller, person: Person, placeOf: PlaceOf): boolean {
  if (hasNothing(person)) return isEverywhere(caller);
  return (
    person.roles.every((held) => mayGrant(caller, held)) &&
    person.relations.every(({ residentId }) => isWithin(caller, placeOf(residentId)))
  );
}

function isWithin(caller: Caller, facilityId: string | undefined): boolean {
  if (facilityId === undefined) return isEverywhere(caller);
  return mayDo(caller, "person.manage", { kind: "facility", facilityId });
}

function isEverywhere(caller: Caller): boolean {
  return reachOf(caller, "person.manage").kind === "everywhere";
}

function hasNothing({ roles, relations }: Person): boolean {
  return roles.length === 0 && relations.length === 0;
}

function isSameBeside(before: Person, after: Person): boolean {
  const beside = ({ name, reach, licence, disabledAt }: Person): string =>
    JSON.stringify([name, reach, licence, disabledAt]);
  return beside(before) === beside(after);
}

/** What stands in one of the lists only. */
function different<T>(before: readonly T[], after: readonly T[], keyOf: (item: T) => string): readonly T[] {
  const without = (list: readonly T[], others: readonly T[]): readonly T[] => {
    const known = new Set(others.map(keyOf));
    return list.filter((item) => !known.has(keyOf(item)));
  };
  return [...without(before, after), ...without(after, before)];
}

function keyOfRole({ role, facilityId = "" }: RoleAt): string {
  return `${role}@${facilityId}`;
}

function keyOfRelation({ residentId, relation, consent, guardian, isEmergencyContact }: Relation): string {
  return JSON.stringify([residentId, relation, consent, guardian, isEmergencyContact]);
}
