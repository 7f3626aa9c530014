import type { Bed, Facility } from "../domain/model/facility.ts";
import type { FacilityView } from "./http/facilities.ts";

/** A facility with its beds, without whoever lies in them and without the addresses of family beds. */
export function facilityView(facility: Facility): FacilityView {
  const { id, name, kind, beds, parentId, departments, departmentsVersion, licensed, convertible } = facility;
  return {
    id,
    name,
    kind,
    beds: beds.map(bedView),
    ...(parentId !== undefined && { parentId }),
    ...(departments !== undefined && { departments: [...departments] }),
    ...(departmentsVersion !== undefined && { departmentsVersion }),
    ...(licensed !== undefined && { licensed }),
    ...(convertible !== undefined && { convertible }),
  };
}

function bedView({ id, label, use, convertedFrom, home }: Bed): FacilityView["beds"][number] {
  return {
    id,
    label,
    ...(use !== undefined && { use }),
    ...(convertedFrom !== undefined && { convertedFrom }),
    ...(home !== undefined && { home: homeView(home) }),
  };
}

function homeView({ establishedOn, closed }: NonNullable<Bed["home"]>) {
  return { ...(establishedOn !== undefined && { establishedOn }), closed: closed !== undefined };
}
