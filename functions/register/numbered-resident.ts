import { createHash } from "node:crypto";
import type { Caller } from "../../domain/access/caller.ts";
import { mayDo, reachOf } from "../../domain/access/decide.ts";
import type { Resident } from "../../domain/model/resident.ts";

const markCharacters = 12;
const idCharacters = 64;

/** A number that a facility gives to somebody. */
export interface FacilityNumber {
  readonly facilityId: string;
  readonly number: string;
}

/** Who is registered under a number, as far as the caller may know, and which id it has or would get. */
export interface NumberedResident {
  readonly id: string;
  readonly there?: Resident;
  /** The facility gave the number to somebody who has gone where the caller may not look. */
  readonly isGone?: true;
}

/**
 * The id of somebody whom a facility registers under a number of its own: the number with a mark of the facility behind
 * it. So no two facilities share an id, and nobody learns by trying numbers who is registered elsewhere: whatever stands
 * there under the same number is neither asked for nor in the way.
 */
export function idOfNumber({ facilityId, number }: FacilityNumber): string {
  const mark = createHash("sha256").update(`${facilityId}#${number}`).digest("base64url").slice(0, markCharacters);
  return `${number.slice(0, idCharacters - markCharacters - 1)}-${mark}`;
}

/** All ids under which somebody with this number may be registered: that of the number, and the number itself. */
export function idsOfNumber(numbered: FacilityNumber): readonly string[] {
  return [idOfNumber(numbered), numbered.number];
}

/**
 * Looks a number up among what was read by {@link idsOfNumber}. Who looks after all facilities names ids themselves;
 * anybody else's number becomes an id of their facility. What the caller may not see counts as not there.
 */
export function numberedResident(
  numbered: FacilityNumber,
  found: ReadonlyMap<string, Resident>,
  caller: Caller,
): NumberedResident {
  const there = idsOfNumber(numbered)
    .map((id) => found.get(id))
    .find((resident) => resident !== undefined && isManaged(resident, caller));
  if (there !== undefined) return { id: there.id, there };
  const namesIds = reachOf(caller, "resident.manage").kind === "everywhere";
  const id = namesIds ? numbered.number : idOfNumber(numbered);
  return { id, ...(found.has(id) && { isGone: true as const }) };
}

/** Whether the caller manages somebody, so that they may know of them. */
export function isManaged({ id, facilityId }: Resident, caller: Caller): boolean {
  return mayDo(caller, "resident.manage", { kind: "resident", facilityId, residentId: id });
}
