import type { DeviceKind } from "../../domain/model/device.ts";
import type { County, RegisteredResident, SimulatedFacility } from "../county/county.ts";
import { randomOf } from "../random.ts";

/** A patient of a recording, before they become a resident. */
export interface Patient {
  readonly id: string;
  readonly age: number;
  readonly sex: RegisteredResident["sex"];
  readonly devices: readonly { readonly kind: DeviceKind; readonly name: string }[];
}

/** Makes residents with devices of the patients of a recording, all in one facility. */
export function countyOfPatients(
  facility: Pick<SimulatedFacility, "id" | "name" | "kind">,
  patients: readonly Patient[],
  year: number,
): County {
  const isHome = facility.kind === "community";
  return {
    facilities: [
      {
        ...facility,
        beds: patients.map(({ id }, index) => ({
          id: `${facility.id}-b-${id}`,
          label: `${isHome ? "家庭病床" : ""}${index + 1}${isHome ? "号" : "床"}`,
        })),
      },
    ],
    people: patients.map((patient) => ({
      id: residentIdOf(facility.id, patient.id),
      name: `回放 ${patient.id}`,
      sex: patient.sex,
      birthDate: `${year - patient.age}-01-01`,
      facilityId: facility.id,
      bedId: `${facility.id}-b-${patient.id}`,
      careSetting: isHome ? "home" : "hospital",
      disabilityLevel: 1,
      palliative: false,
      allergies: [],
      contacts: [],
    })),
    devices: patients.flatMap((patient) =>
      patient.devices.map(({ kind, name }) => ({
        id: deviceIdOf(facility.id, patient.id, name),
        kind,
        residentId: residentIdOf(facility.id, patient.id),
        facilityId: facility.id,
      })),
    ),
  };
}

export function residentIdOf(facilityId: string, patientId: string): string {
  return `${facilityId}-${patientId}`;
}

export function deviceIdOf(facilityId: string, patientId: string, name: string): string {
  return `${residentIdOf(facilityId, patientId)}-${name}`;
}

/** Some of a list, by seed; in the list's own order. */
export function chooseSome<T>(list: readonly T[], count: number, seed: number, purpose: string): readonly T[] {
  const random = randomOf(seed, purpose);
  return list
    .map((item, index) => ({ item, index, draw: random.next() }))
    .sort((a, b) => a.draw - b.draw)
    .slice(0, count)
    .sort((a, b) => a.index - b.index)
    .map(({ item }) => item);
}
