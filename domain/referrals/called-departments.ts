import { desksOf } from "../duty/department-roster.ts";
import type { Department, DepartmentKind, Facility } from "../model/facility.ts";
import type { EmergencyCentre, Referral } from "./referral.ts";

/**
 * Which departments each centre of an emergency is made of, where a house has them. Chest pain, stroke and trauma by the
 * centres' standards (reference 4.4: who reads the ECG, treats the stroke, operates); to be confirmed by clinicians.
 */
const kindsOfCentre: Readonly<Record<EmergencyCentre, readonly DepartmentKind[]>> = {
  "chest-pain": ["cardiology"],
  stroke: ["neurology"],
  trauma: ["surgery", "orthopaedics"],
  maternal: ["obstetrics"],
  child: ["paediatrics"],
};

/**
 * The departments of a house that are called for a case before the rest of it: the one that the case names and those of its
 * centre where it is treated, for an emergency of which neither is known the emergency department; and the desk that takes
 * referrals. None: nobody can be called before the others.
 */
export function calledDepartments(
  referral: Pick<Referral, "departmentId" | "centre" | "mode" | "destinationId">,
  { id, departments = [] }: Pick<Facility, "id" | "departments">,
): readonly string[] {
  const treating = id === referral.destinationId ? treatingDepartments(referral, departments) : [];
  return [...new Set([...treating, ...desksOf(departments)])];
}

function treatingDepartments(
  { departmentId, centre, mode }: Pick<Referral, "departmentId" | "centre" | "mode">,
  departments: readonly Department[],
): readonly string[] {
  const ofKinds = (kinds: readonly DepartmentKind[]) =>
    departments.filter(({ kind }) => kinds.includes(kind)).map(({ id }) => id);
  const named = departments.filter(({ id }) => id === departmentId).map(({ id }) => id);
  const known = [...named, ...(centre === undefined ? [] : ofKinds(kindsOfCentre[centre]))];
  return known.length === 0 && mode === "green-channel" ? ofKinds(["emergency"]) : known;
}
