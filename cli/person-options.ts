import { InvalidArgumentError } from "commander";
import type { Relation, Role, RoleAt } from "../domain/model/person.ts";

/** `nurse@sunshine`, or `operator` for the whole service; whether there is such a role and facility the service says. */
export function withRole(text: string, before: readonly RoleAt[] = []): readonly RoleAt[] {
  const [role = "", facilityId, ...rest] = text.split("@");
  if (role === "" || rest.length > 0 || facilityId === "")
    throw new InvalidArgumentError("a role is given as ROLE@FACILITY, e.g. nurse@sunshine");
  return [...before, { role: role as Role, ...(facilityId !== undefined && { facilityId }) }];
}

/** `r-1=女儿`. */
export function withRelation(text: string, before: readonly Relation[] = []): readonly Relation[] {
  const [residentId = "", ...relation] = text.split("=");
  if (residentId === "" || relation.join("=") === "")
    throw new InvalidArgumentError("a relation is given as RESIDENT=RELATION, e.g. r-1=女儿");
  return [...before, { residentId, relation: relation.join("=") }];
}
