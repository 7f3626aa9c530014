import { ruleOf } from "../domain/access/actions.ts";
import { type DutyRole, dutyRoles } from "../domain/duty/shift.ts";
import { type PersonalAction, stepRule } from "../domain/referrals/transitions.ts";

/** Who of a house may take a step of a referral, by the table of access; in the order of the roster. */
export function rolesOfStep(action: PersonalAction): readonly DutyRole[] {
  const { access } = stepRule(action);
  if (access === undefined) return [];
  const { roles } = ruleOf(access);
  return dutyRoles.filter((role) => roles.includes(role));
}
