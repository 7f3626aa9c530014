import type { DeviceKind } from "../domain/model/device.ts";
import { type EpochMs, second } from "../domain/model/time.ts";
import { Agenda } from "./agenda.ts";
import type { SimulatedCounty } from "./county/county.ts";
import { type DeviceView, nextTick, type Shown } from "./devices/model.ts";
import { deviceModels } from "./devices/models.ts";
import { DeviceUnit } from "./devices/unit.ts";
import { PersonState } from "./person/person-state.ts";
import { chanceAt } from "./random.ts";
import type { Cadence, Output, Source } from "./source.ts";
import { playStory } from "./story/play-story.ts";
import type { Story } from "./story/schema.ts";
import { heardLine } from "./truth.ts";
import { noteTruth, type World } from "./world.ts";

/** Used by people, or nothing but an alarm: no interval can be set. */
const keepsItsOwnRhythm: ReadonlySet<DeviceKind> = new Set([
  "spot-check-monitor",
  "scale",
  "smoke-detector",
  "gas-detector",
  "sos-button",
]);

export interface SimulationOptions {
  readonly county: SimulatedCounty;
  readonly seed: number;
  readonly start: EpochMs;
  readonly cadence: Cadence;
  readonly story?: Story;
  /** Every resident is measured once within the first minutes, as on admission. */
  readonly admissionRoundWithinMs?: number;
  /** Observations alone: devices neither announce themselves nor report events. For filling in the past. */
  readonly isHistoryOnly?: boolean;
}

/**
 * Simulates a county without touching a clock or a network: the same options give the same outputs, however time is
 * cut into steps.
 */
export function simulate(options: SimulationOptions): Source {
  let outputs: Output[] = [];
  let cadence = options.cadence;
  const { county, seed, start } = options;
  const emit = (output: Output): void => void outputs.push(output);
  const world: World = {
    seed,
    start,
    county,
    people: new Map(county.people.map((person) => [person.id, new PersonState(person)])),
    units: new Map(county.devices.map((device) => [device.id, new DeviceUnit(device, seed, emit)])),
    agenda: new Agenda(),
    emit,
    measureNow(unit, at) {
      measure(unit, world.people.get(unit.device.residentId) as PersonState, at);
      unit.flush(at);
    },
  };

  function scheduleNext(unit: DeviceUnit, person: PersonState, after: EpochMs): void {
    const model = deviceModels[unit.device.kind];
    const next = nextOf(unit, person, after);
    world.agenda.add(next, (at) => {
      measure(unit, person, at);
      const following = nextOf(unit, person, at);
      const windowMs = model.sendEveryMs[cadence];
      if (windowMs === 0 || Math.floor(at / windowMs) !== Math.floor(following / windowMs)) unit.flush(at);
      scheduleNext(unit, person, at);
    });
  }

  function nextOf(unit: DeviceUnit, { person }: PersonState, after: EpochMs): EpochMs {
    return unit.reportsEveryMs === undefined
      ? deviceModels[unit.device.kind].nextAt({ person, salt: unit.salt, cadence }, after)
      : nextTick(after, unit.reportsEveryMs, unit.salt);
  }

  function measure(unit: DeviceUnit, state: PersonState, at: EpochMs): void {
    if (!unit.canSpeak) return;
    const { person } = state;
    const measured = deviceModels[unit.device.kind].measure(new View(unit, state, at));
    if (measured.shown.length === 0 && !measured.bedExit) return;
    const pinned = state.pinnedAt(at);
    const pin = (shown: Shown): Shown => ({ code: shown.code, value: pinned[shown.code] ?? shown.value });
    unit.collect(measured.shown.map((shown) => ({ ...pin(shown), at })));
    if (options.isHistoryOnly) return;
    if (measured.bedExit) unit.report("bed-exit", at, {});
    if (measured.artefact !== undefined)
      noteTruth(world, {
        at,
        what: "artefact",
        residentId: person.id,
        deviceId: unit.device.id,
        detail: { ...measured.artefact },
      });
  }

  for (const unit of world.units.values()) {
    const person = world.people.get(unit.device.residentId) as PersonState;
    if (!options.isHistoryOnly) world.agenda.add(start, (at) => unit.announce("online", at));
    if (options.admissionRoundWithinMs !== undefined) {
      const at = start + Math.round(chanceAt(unit.salt, 7) * options.admissionRoundWithinMs);
      world.agenda.add(at, () => world.measureNow(unit, at));
    }
    scheduleNext(unit, person, start);
  }
  if (options.story !== undefined) playStory(world, options.story);

  return {
    county,
    advance(to) {
      world.agenda.runUntil(to);
      const happened = outputs;
      outputs = [];
      return happened;
    },
    farewell(at) {
      for (const unit of world.units.values()) {
        unit.flush(at);
        unit.announce("offline", at);
      }
      const happened = outputs;
      outputs = [];
      return happened;
    },
    setCadence(next) {
      cadence = next;
    },
    hear(deviceId, command, at) {
      world.agenda.add(at, () => {
        const unit = world.units.get(deviceId);
        if (unit === undefined || !unit.canSpeak) return;
        if (command.command === "report-interval" && keepsItsOwnRhythm.has(unit.device.kind)) return;
        if (command.command === "report-interval") unit.reportsEveryMs = command.seconds * second;
        noteTruth(world, heardLine(unit.device, command, at));
      });
    },
  };
}

/** Feels only as much of the person as the device asks for. */
class View implements DeviceView {
  readonly at: EpochMs;
  readonly #unit: DeviceUnit;
  readonly #state: PersonState;

  constructor(unit: DeviceUnit, state: PersonState, at: EpochMs) {
    this.#unit = unit;
    this.#state = state;
    this.at = at;
  }

  get person() {
    return this.#state.person;
  }
  get salt() {
    return this.#unit.salt;
  }
  get memory() {
    return this.#unit.memory;
  }
  get moment() {
    return this.#state.momentAt(this.at);
  }
  get body() {
    return this.#state.bodyAt(this.at);
  }
  get minutesWalkedToday() {
    return this.#state.minutesWalkedToday(this.at);
  }
}
