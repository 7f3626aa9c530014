import type { Action } from "../../domain/access/actions.ts";
import type { Caller } from "../../domain/access/caller.ts";
import { reachOf } from "../../domain/access/decide.ts";

/** Those of the facilities at which the caller may do it; for routes that narrow their answer to the caller's own. */
export function visibleFacilities(caller: Caller, action: Action, ids: readonly string[]): readonly string[] {
  const reach = reachOf(caller, action);
  return reach.kind === "everywhere" ? ids : ids.filter((id) => reach.facilityIds.has(id));
}
