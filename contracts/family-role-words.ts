import type { StaffRole } from "../domain/family/staff-role.ts";
import type { Bilingual } from "./http/fields.ts";

/** Who of the staff it was, as relatives are told: in the middle of an English sentence. */
export const staffRoleTitles: Readonly<Record<StaffRole, Bilingual>> = {
  doctor: { zh: "医生", en: "a doctor" },
  nurse: { zh: "护士", en: "a nurse" },
  carer: { zh: "护理员", en: "a carer" },
  "referral-coordinator": { zh: "转诊协调员", en: "a referral coordinator" },
  "facility-manager": { zh: "机构负责人", en: "the facility's manager" },
  other: { zh: "工作人员", en: "a member of staff" },
};

/** As an answer names them. */
export function staffRoleView(role: StaffRole): { role: StaffRole; title: Bilingual } {
  return { role, title: staffRoleTitles[role] };
}

/** With a capital, for the beginning of a sentence. */
export function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
