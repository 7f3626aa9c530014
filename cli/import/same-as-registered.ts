import type { FacilityView } from "../../contracts/http/facilities.ts";
import type { ResidentView } from "../../contracts/http/residents.ts";
import type { BedName } from "../../domain/model/facility.ts";
import type { PlannedFacility } from "./planned-facility.ts";
import type { RegisterRows } from "./register-rows.ts";

/** Whether a file says of a facility what is registered; one without beds says nothing of them. */
export function sameFacility(body: Omit<PlannedFacility, "row">, there: FacilityView): boolean {
  const bedsOf = (beds: readonly BedName[]): string =>
    JSON.stringify(beds.map(({ id, label }) => [id, label]).toSorted());
  const noBedsNamed = body.beds.length === 0;
  return (
    body.name === there.name && body.kind === there.kind && (noBedsNamed || bedsOf(body.beds) === bedsOf(there.beds))
  );
}

/** Whether a file says of somebody what is registered. */
export function sameResident(body: RegisterRows["residents"][number]["value"], there: ResidentView): boolean {
  return (
    body.name === there.name &&
    body.sex === there.sex &&
    body.birthDate === there.birthDate &&
    body.facilityId === there.facilityId &&
    body.bedId === there.bed?.id &&
    body.careSetting === there.careSetting &&
    body.disabilityLevel === there.disabilityLevel &&
    body.palliative === there.palliative
  );
}
