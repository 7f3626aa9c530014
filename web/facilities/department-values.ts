import type { FacilityView } from "../../contracts/http/facilities.ts";
import type { Faults } from "../parts/form/faults.ts";
import { formWords } from "../parts/form/form-words.ts";
import { facilityPageWords } from "./facility-page-words.ts";

export type Department = NonNullable<FacilityView["departments"]>[number];

/** A department as it is typed. */
export interface DepartmentText {
  readonly name: string;
  readonly kind: string;
  readonly phone: string;
  readonly isReferralDesk: boolean;
}

const missing = { zh: formWords.zh.missing, en: formWords.en.missing };
const notDialled = { zh: facilityPageWords.zh.notDialled, en: facilityPageWords.en.notDialled };

export function departmentFaults({ name, kind, phone }: DepartmentText): Faults {
  return {
    ...(name.trim() === "" && { "/name": missing }),
    ...(kind === "" && { "/kind": missing }),
    ...(phone.trim() !== "" && !/^[+\d][\d -]{2,19}$/.test(phone.trim()) && { "/phone": notDialled }),
  };
}

/** The whole list with one of them written anew, or with one more behind the others. */
export function withDepartment(
  departments: readonly Department[],
  { name, kind, phone, isReferralDesk }: DepartmentText,
  id?: string,
): readonly Department[] {
  const written: Department = {
    id: id ?? freeId(departments, kind),
    name: name.trim(),
    kind: kind as Department["kind"],
    ...(phone.trim() !== "" && { phone: phone.trim() }),
    ...(isReferralDesk && { isReferralDesk }),
  };
  const isThere = departments.some((each) => each.id === id);
  return isThere ? departments.map((each) => (each.id === id ? written : each)) : [...departments, written];
}

export function withoutDepartment(departments: readonly Department[], id: string): readonly Department[] {
  return departments.filter((each) => each.id !== id);
}

/** The kind, or the kind with the first number that none has. */
function freeId(departments: readonly Department[], kind: string): string {
  const taken = new Set(departments.map(({ id }) => id));
  for (let count = 1; ; count += 1) {
    const id = count === 1 ? kind : `${kind}-${count}`;
    if (!taken.has(id)) return id;
  }
}
