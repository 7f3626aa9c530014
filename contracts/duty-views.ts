import type { Shift } from "../domain/duty/shift.ts";
import type { DutySwap } from "../domain/duty/swap.ts";
import type { Person } from "../domain/model/person.ts";
import type { DutySwapView, DutyView } from "./http/duties.ts";
import { isoTimeOf } from "./iso-time.ts";

/** Names of persons by their ids; who is gone is called by the id. */
export type Names = ReadonlyMap<string, string>;

export function namesOf(people: readonly Person[]): Names {
  return new Map(people.map(({ id, name }) => [id, name]));
}

function named(id: string, names: Names): { readonly id: string; readonly name: string } {
  return { id, name: names.get(id) ?? id };
}

/** A duty with the names of the persons. */
export function dutyView(shift: Shift, names: Names): DutyView {
  const { id, role, departmentId, personId, from, until, kind, insteadOf, version } = shift;
  return {
    id,
    role,
    ...(departmentId !== undefined && { departmentId }),
    person: named(personId, names),
    from: isoTimeOf(from),
    until: isoTimeOf(until),
    kind,
    ...(insteadOf !== undefined && insteadOf !== personId && { insteadOf: named(insteadOf, names) }),
    version,
  };
}

/** A swap with the names of both. */
export function swapView({ id, own, other, state, proposedAt, answeredAt }: DutySwap, names: Names): DutySwapView {
  return {
    id,
    dutyId: own.dutyId,
    proposedBy: named(own.personId, names),
    withDutyId: other.dutyId,
    askedOf: named(other.personId, names),
    state,
    proposedAt: isoTimeOf(proposedAt),
    ...(answeredAt !== undefined && { answeredAt: isoTimeOf(answeredAt) }),
  };
}
