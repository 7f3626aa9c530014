import { deskStaffing, desksOf, type Staffing } from "../duty/department-roster.ts";
import { type Chain, chainsOf } from "../escalation/call-chain.ts";
import type { CallContext } from "../escalation/recipients.ts";
import type { Facility } from "../model/facility.ts";
import { referralCallPolicy } from "./call-policy.ts";
import { calledDepartments } from "./called-departments.ts";

/** Whom a house with a desk calls for an emergency that comes to it. */
export interface DeskChain {
  readonly desk: Staffing;
  /** By name, the departments that are called first. */
  readonly departments: readonly string[];
  readonly chain: Chain;
}

/** Whom a green channel of which no more is known calls at the context's moment; undefined where the house has no desk. */
export function deskChainOf(
  { id, departments = [] }: Pick<Facility, "id" | "departments">,
  context: CallContext,
): DeskChain | undefined {
  if (desksOf(departments).length === 0) return undefined;
  const ids = calledDepartments({ mode: "green-channel", destinationId: id }, { id, departments });
  const [chain] = chainsOf(referralCallPolicy(id, undefined, ids), context);
  if (chain === undefined) return undefined;
  return {
    desk: deskStaffing(context.shifts, departments, context.at),
    departments: departments.filter((each) => ids.includes(each.id)).map(({ name }) => name),
    chain,
  };
}
