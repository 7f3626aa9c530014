import { type Caller, nameOf } from "../../domain/access/caller.ts";
import { mayDo } from "../../domain/access/decide.ts";
import { staffRoleOf } from "../../domain/family/staff-role.ts";
import type { Author } from "../../domain/family-messages/thread.ts";
import type { Person, Relation } from "../../domain/model/person.ts";
import type { Resident } from "../../domain/model/resident.ts";
import type { PersonStore } from "../../stores/person-store.ts";
import { unknown } from "../shell/refusals.ts";

/** On which side of a thread the caller stands, and whose thread it is. */
export interface Side {
  readonly side: "relative" | "team";
  readonly relative: Person;
  /** Absent: the relation was taken away since, and the thread stands. */
  readonly relation?: Relation;
}

/**
 * Relatives have their own thread, and name nobody; the care team names whose. Whoever is both reads as the care team when
 * they name somebody. A relative of somebody else, and one who does not exist, are the same: unknown.
 */
export async function sideOf(
  caller: Caller,
  resident: Resident,
  personId: string | undefined,
  deps: { readonly people: Pick<PersonStore, "find"> },
): Promise<Side> {
  const { id: residentId, facilityId } = resident;
  const isTeam = mayDo(caller, "family-message.answer", { kind: "resident", residentId, facilityId });
  const isOwn = caller.kind === "person" && (personId === undefined || personId === caller.person.id);
  if (isOwn) {
    const relation = relationOf(caller.person, residentId);
    if (relation !== undefined) return { side: "relative", relative: caller.person, relation };
  }
  const relative = isTeam && personId !== undefined ? await deps.people.find(personId) : undefined;
  if (relative === undefined) throw unknown("person", personId ?? "");
  const relation = relationOf(relative, residentId);
  return { side: "team", relative, ...(relation !== undefined && { relation }) };
}

/** Who writes, as the other side will see it. */
export function authorOf(caller: Caller, side: Side["side"], facilityId: string): Author {
  if (side === "relative") return { kind: "relative" };
  const { id, name } = nameOf(caller);
  const role = staffRoleOf(caller.kind === "person" ? caller.person : undefined, facilityId);
  return { kind: "team", personId: id, name, role };
}

function relationOf({ relations }: Person, residentId: string): Relation | undefined {
  return relations.find((one) => one.residentId === residentId);
}
