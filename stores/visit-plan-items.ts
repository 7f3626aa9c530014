import type { Write } from "../domain/ports.ts";
import type { VisitPlan } from "../domain/visits/plan.ts";
import { storedItem } from "./stored-item.ts";
import { tables } from "./tables.ts";

export function planKey(id: string): { readonly key: string } {
  return { key: `plan#${id}` };
}

/** Under it the plans of a resident are found: no facility's name begins so. */
export function plansOf(residentId: string): string {
  return `#plans#${residentId}`;
}

/** The write of a plan's next version; the version before must be there, and the first must not. */
export function planWrite(plan: VisitPlan): Write {
  const { id, residentId, madeAt, version } = plan;
  const at = `${new Date(madeAt).toISOString()}#${id}`;
  const item = storedItem({ ...planKey(id), facilityAndPart: plansOf(residentId), at, version }, plan);
  const when = version === 1 ? ({ absent: true } as const) : ({ attribute: "version", equals: version - 1 } as const);
  return { kind: "put", table: tables.visits, item, when };
}
