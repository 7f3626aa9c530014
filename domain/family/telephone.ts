import type { Facility } from "../model/facility.ts";

/** As many digits as the shortest number has that is dialled from elsewhere; what is shorter is one within the house. */
const fewestDigits = 7;

/**
 * Where relatives telephone a facility: its nursing department's number, else the first department's that has one. A number
 * that is dialled only within the house, and that of the desk for referrals, is none.
 */
export function telephoneOf({ departments = [] }: Pick<Facility, "departments">): string | undefined {
  const open = departments.filter(
    ({ phone = "", isReferralDesk }) => isReferralDesk !== true && phone.replaceAll(/\D/g, "").length >= fewestDigits,
  );
  return (open.find(({ kind }) => kind === "nursing") ?? open[0])?.phone;
}
