import type { DeviceKind } from "../../domain/model/device.ts";
import type { BedUse, FacilityKind } from "../../domain/model/facility.ts";
import type { Contact, DisabilityLevel, Resident } from "../../domain/model/resident.ts";

export interface SimulatedFacility {
  readonly id: string;
  readonly name: string;
  readonly kind: FacilityKind;
  readonly beds: readonly { readonly id: string; readonly label: string; readonly use?: BedUse }[];
}

/** How far a person can go without help. */
export type Mobility = "walks" | "wheelchair" | "bedbound";

/** What is normal for one person; illness and the time of day move around it. */
export interface Baseline {
  readonly heartRate: number;
  readonly respiratoryRate: number;
  readonly spo2: number;
  readonly systolic: number;
  readonly diastolic: number;
  readonly temperature: number;
  readonly glucose: number;
  readonly weight: number;
}

export interface Habits {
  readonly mobility: Mobility;
  /** Times of day in ms since midnight. */
  readonly wakesAt: number;
  readonly goesToBedAt: number;
  readonly toiletTripsANight: number;
  readonly goesOut: boolean;
}

/** A resident as the box gets to know them. */
export interface RegisteredResident {
  readonly id: string;
  readonly name: string;
  readonly sex: Resident["sex"];
  readonly birthDate: string;
  readonly facilityId: string;
  readonly bedId: string;
  readonly careSetting: Resident["careSetting"];
  readonly disabilityLevel: DisabilityLevel;
  readonly palliative: boolean;
  /** The order to score the saturation on NEWS2 scale 2; `orderedAt` in ISO 8601. */
  readonly spo2Scale2?: { readonly orderedBy: string; readonly orderedAt: string; readonly reason: string };
  readonly allergies: readonly string[];
  readonly contacts: readonly Contact[];
}

/** A resident with the body and the habits that are simulated. */
export interface SimulatedPerson extends RegisteredResident {
  /** Seeds everything that is this person's own. */
  readonly salt: number;
  readonly baseline: Baseline;
  readonly habits: Habits;
}

export interface SimulatedDevice {
  readonly id: string;
  readonly kind: DeviceKind;
  readonly residentId: string;
  readonly facilityId: string;
}

/** Who and what a box is told of. */
export interface County {
  readonly facilities: readonly SimulatedFacility[];
  readonly people: readonly RegisteredResident[];
  readonly devices: readonly SimulatedDevice[];
}

/** A county whose people have bodies and habits. */
export interface SimulatedCounty extends County {
  readonly people: readonly SimulatedPerson[];
}
