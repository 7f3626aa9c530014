import type { Write } from "../domain/ports.ts";
import { residentsOf, type VisitPlan } from "../domain/visits/plan.ts";
import { storedItem } from "./stored-item.ts";
import { tables } from "./tables.ts";

export function planKey(id: string): { readonly key: string } {
  return { key: `plan#${id}` };
}

/** Under it the plans of a resident are found: no facility's name begins so. */
export function plansOf(residentId: string): string {
  return `#plans#${residentId}`;
}

/**
 * The writes of a plan's next version, and of an entry for everybody else of its round; the version before must be there, and
 * the first must not. An entry of somebody who is of the round no more stays, and leads to a plan that does not name them.
 */
export function planWrites(plan: VisitPlan): readonly Write[] {
  const { id, residentId, madeAt, version } = plan;
  const at = `${new Date(madeAt).toISOString()}#${id}`;
  const item = storedItem({ ...planKey(id), facilityAndPart: plansOf(residentId), at, version }, plan);
  const when = version === 1 ? ({ absent: true } as const) : ({ attribute: "version", equals: version - 1 } as const);
  const others = residentsOf(plan).filter((other) => other !== residentId);
  return [
    { kind: "put", table: tables.visits, item, when },
    ...others.map((other): Write => {
      const entry = { key: `plan-of#${other}#${id}`, facilityAndPart: plansOf(other), at: `${at}#of`, planId: id };
      return { kind: "put", table: tables.visits, item: entry };
    }),
  ];
}
