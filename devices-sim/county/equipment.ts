import type { DeviceKind } from "../../domain/model/device.ts";
import type { FacilityKind } from "../../domain/model/facility.ts";
import type { SimulatedDevice, SimulatedPerson } from "./county.ts";

/** Which devices a person has, by where they live, how they move, and their number in the county. */
export function devicesOf(person: SimulatedPerson, livesIn: FacilityKind, index: number): readonly SimulatedDevice[] {
  return kindsFor(person, livesIn, index).map((kind) => ({
    id: `${person.id}-${kind}`,
    kind,
    residentId: person.id,
    facilityId: person.facilityId,
  }));
}

function kindsFor(person: SimulatedPerson, livesIn: FacilityKind, index: number): readonly DeviceKind[] {
  const always: DeviceKind[] = ["bed-sensor", "spot-check-monitor"];
  always.push(person.habits.mobility === "bedbound" ? "radar" : "wristband");
  if (livesIn === "community")
    return [...always, "room-sensor", "door-sensor", "smoke-detector", "gas-detector", "sos-button"];
  if (livesIn === "mutual-aid-home") return [...always, "room-sensor", "door-sensor", "sos-button"];
  if (livesIn === "township-health-centre") return [...always, "scale", "sos-button"];
  if (index % 2 === 0) always.push("room-sensor");
  return person.habits.mobility !== "bedbound" && index % 3 === 0 ? [...always, "radar"] : always;
}
