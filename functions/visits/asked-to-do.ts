import type { Caller } from "../../domain/access/caller.ts";
import { reportersOf } from "../../domain/visits/orders.ts";
import type { VisitOrder } from "../../domain/visits/visit.ts";

/** Whether the caller may say what came of a task: whoever is asked, and a nurse or doctor there for whoever works with them. */
export function mayReport({ role, facilityId, assignee }: VisitOrder, caller: Caller): boolean {
  if (caller.kind === "operators-command") return true;
  const { id, roles } = caller.person;
  const able = reportersOf(role);
  const isThere = roles.some((held) => held.facilityId === facilityId && able.includes(held.role));
  return isThere || (assignee?.id === id && roles.some((held) => held.facilityId === facilityId));
}

/** Whether the caller is asked: by name, or by their role where nobody is. */
export function isAsked({ role, facilityId, assignee }: VisitOrder, caller: Caller): boolean {
  if (caller.kind === "operators-command") return false;
  const { id, roles } = caller.person;
  if (assignee !== undefined) return assignee.id === id;
  return roles.some((held) => held.facilityId === facilityId && held.role === role);
}
