import { closingOf } from "../domain/consortium/closing.ts";
import { membershipsOf, parentOn } from "../domain/consortium/membership.ts";
import type { Bed, Facility } from "../domain/model/facility.ts";
import type { FacilityView } from "./http/facilities.ts";

/** A facility as it stands on a day, with its beds, without whoever lies in them and without the addresses of family beds. */
export function facilityView(facility: Facility, day: string): FacilityView {
  const { id, name, kind, beds, departments, departmentsVersion, licensed, convertible } = facility;
  const parentId = parentOn(facility, day);
  const memberships = membershipsOf(facility);
  return {
    id,
    name,
    kind,
    beds: beds.map(bedView),
    ...(parentId !== undefined && { parentId }),
    ...(memberships.length > 0 && { memberships: [...memberships] }),
    ...closingField(facility),
    ...(departments !== undefined && { departments: [...departments] }),
    ...(departmentsVersion !== undefined && { departmentsVersion }),
    ...(licensed !== undefined && { licensed }),
    ...(convertible !== undefined && { convertible }),
  };
}

/** That it takes nobody, from a day on which may be to come. */
export function closingField(facility: Pick<Facility, "closures">): Pick<FacilityView, "closing"> {
  const closing = closingOf(facility);
  return closing === undefined ? {} : { closing: { from: closing.from, by: closing.by, reason: closing.reason } };
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
