import { type ObservationCode, observationCatalogue } from "../../domain/model/observations.ts";
import type { ObservationValue } from "../../domain/model/reading.ts";
import type { EpochMs } from "../../domain/model/time.ts";
import type { SimulatedPerson } from "../county/county.ts";
import type { Body } from "../person/body.ts";
import type { Moment } from "../person/routine.ts";
import type { Cadence } from "../source.ts";

/** A value as an instrument shows it. */
export interface Shown {
  readonly code: ObservationCode;
  readonly value: ObservationValue;
}

/** What a device remembers between two measurements. */
export type DeviceMemory = Map<string, { readonly value: ObservationValue; readonly at: EpochMs }>;

/** What a device can sense at one moment. */
export interface DeviceView {
  readonly person: SimulatedPerson;
  /** Seeds what is this device's own. */
  readonly salt: number;
  readonly at: EpochMs;
  readonly moment: Moment;
  readonly body: Body;
  readonly minutesWalkedToday: number;
  readonly memory: DeviceMemory;
}

export interface Measured {
  readonly shown: readonly Shown[];
  /** The person has just left the bed. */
  readonly bedExit?: boolean;
  /** A value that is wrong on purpose, for the ground-truth log. */
  readonly artefact?: Shown;
}

/** A kind of device: when it measures, how long it collects before it sends, and what it shows. */
export interface DeviceModel {
  nextAt(
    clock: { readonly person: SimulatedPerson; readonly salt: number; readonly cadence: Cadence },
    after: EpochMs,
  ): EpochMs;
  readonly sendEveryMs: Readonly<Record<Cadence, number>>;
  measure(view: DeviceView): Measured;
}

/** The next tick of a device that measures at even intervals, each device at its own offset. */
export function nextTick(after: EpochMs, periodMs: number, salt: number): EpochMs {
  const offset = salt % periodMs;
  return (Math.floor((after - offset) / periodMs) + 1) * periodMs + offset;
}

/** Rounds as the catalogue says. */
export function quantity(code: ObservationCode, value: number): Shown {
  const entry = observationCatalogue[code];
  const scale = 10 ** ("decimals" in entry ? entry.decimals : 0);
  return { code, value: Math.round(value * scale) / scale };
}

/** Report by exception: the value if it changed since it was last shown, or if that is longer ago than `atLeastEveryMs`. */
export function ifChanged(view: DeviceView, shown: Shown, atLeastEveryMs: number): readonly Shown[] {
  const last = view.memory.get(shown.code);
  if (last !== undefined && last.value === shown.value && view.at - last.at < atLeastEveryMs) return [];
  return remember(view, shown);
}

/** The value, but not more often than every so long. */
export function every(view: DeviceView, periodMs: number, shown: () => Shown): readonly Shown[] {
  const value = shown();
  const last = view.memory.get(value.code);
  return last !== undefined && view.at - last.at < periodMs ? [] : remember(view, value);
}

function remember(view: DeviceView, shown: Shown): readonly Shown[] {
  view.memory.set(shown.code, { value: shown.value, at: view.at });
  return [shown];
}

export function isInBed(view: DeviceView): boolean {
  return view.moment.episode.where === "bed";
}

/** In the person's own room, where radar and room sensor are. */
export function isInRoom(view: DeviceView): boolean {
  const { where } = view.moment.episode;
  return where === "bed" || where === "room";
}
