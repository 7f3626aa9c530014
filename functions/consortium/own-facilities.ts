import type { Action } from "../../domain/access/actions.ts";
import type { Caller } from "../../domain/access/caller.ts";
import type { Facility } from "../../domain/model/facility.ts";
import { visibleFacilities } from "../shell/visible.ts";

/** Those of the facilities that are the caller's for an action; of one that the request names, that one. */
export function ownFacilities(
  caller: Caller,
  action: Action,
  all: readonly Facility[],
  named: string | undefined,
): readonly string[] {
  const ids = all.map(({ id }) => id);
  return visibleFacilities(caller, action, ids).filter((id) => named === undefined || id === named);
}
