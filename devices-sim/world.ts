import type { EpochMs } from "../domain/model/time.ts";
import type { Agenda } from "./agenda.ts";
import type { SimulatedCounty } from "./county/county.ts";
import type { DeviceUnit } from "./devices/unit.ts";
import type { PersonState } from "./person/person-state.ts";
import type { Output, TruthLine } from "./source.ts";

/** All that a simulation moves: the people, their devices, what will happen, and what has come out. */
export interface World {
  readonly seed: number;
  readonly start: EpochMs;
  readonly county: SimulatedCounty;
  readonly people: ReadonlyMap<string, PersonState>;
  readonly units: ReadonlyMap<string, DeviceUnit>;
  readonly agenda: Agenda;
  emit(output: Output): void;
  /** Lets a device measure and send now, beside its own rhythm. */
  measureNow(unit: DeviceUnit, at: EpochMs): void;
}

/** Writes a line of the ground truth. */
export function noteTruth(world: World, line: TruthLine): void {
  world.emit({ kind: "truth", at: line.at, line });
}

/** The devices of a person, in the county's order. */
export function unitsOf(world: World, residentId: string): readonly DeviceUnit[] {
  return [...world.units.values()].filter(({ device }) => device.residentId === residentId);
}
