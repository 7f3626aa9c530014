import { type Action, mayOf, useMe } from "./me.ts";
import { useOneFacility } from "./use-board.ts";

/** Whether the person at the page may do something at the facility that the page is about. */
export function useMayHere(action: Action): boolean {
  const me = useMe();
  const facilityId = useOneFacility();
  return mayOf(me, action, facilityId);
}
