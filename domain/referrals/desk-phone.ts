import type { Department } from "../model/facility.ts";

/**
 * The number under which a house answers for referrals: of the department that somebody is sent to, else of the referral
 * desk, else of the first department that has one. Undefined where none is known.
 */
export function deskPhone(departments: readonly Department[] = [], departmentId?: string): string | undefined {
  const called = departments.filter(({ phone }) => phone !== undefined);
  const meant = departmentId === undefined ? undefined : called.find(({ id }) => id === departmentId);
  return (meant ?? called.find(({ isReferralDesk }) => isReferralDesk === true) ?? called[0])?.phone;
}
