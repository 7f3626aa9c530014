import type { DeviceEvent, DeviceStatus, Observation, Reading } from "../model/reading.ts";
import { clockToleranceMs, type EpochMs } from "../model/time.ts";
import { withoutFuture } from "./clock-set-back.ts";
import { noteHeard, noteStatus } from "./devices.ts";
import { isLatchingEvent, type LatchingEvent, seeEvent } from "./events.ts";
import type { MonitoringPlan } from "./plan.ts";
import { judgedForMs, placeOf, settle, settleLate } from "./recent.ts";
import type { RecentObservation, RefusedReading, Watch } from "./state.ts";

/** A watch that has taken its readings in, and what is left to be judged of them. */
export interface Intake {
  readonly watch: Watch;
  /** Each one for the first time. */
  readonly events: readonly LatchingEvent[];
  readonly refused: readonly RefusedReading[];
}

/**
 * Sorts readings into a watch: values to their place in time, events once each, devices as heard.
 *
 * A reading of a device that is not on the roster is refused, except an event: whoever called is believed.
 */
export function takeIn(state: Watch, readings: readonly Reading[], plan: MonitoringPlan, now: EpochMs): Intake {
  const intake = new RunningIntake(withoutFuture(state, now), plan, now);
  for (const reading of readings) {
    const because = intake.take(reading);
    if (because !== undefined) intake.refused.push({ reading, because });
  }
  return intake.result();
}

type Refusal = RefusedReading["because"] | undefined;

class RunningIntake {
  readonly refused: RefusedReading[] = [];
  readonly #state: Watch;
  readonly #plan: MonitoringPlan;
  readonly #now: EpochMs;
  readonly #events: LatchingEvent[] = [];
  /** Copied at the first insertion. */
  #recent: RecentObservation[] | undefined;
  #settled: Watch["settled"];
  #devices: Watch["devices"];
  #seenEvents: Watch["seenEvents"];

  constructor(state: Watch, plan: MonitoringPlan, now: EpochMs) {
    this.#state = state;
    this.#plan = plan;
    this.#now = now;
    this.#settled = state.settled;
    this.#devices = state.devices;
    this.#seenEvents = state.seenEvents;
  }

  take(reading: Reading): Refusal {
    switch (reading.kind) {
      case "observation":
        return this.#takeObservation(reading);
      case "event":
        return this.#takeEvent(reading);
      case "status":
        return this.#takeStatus(reading);
    }
  }

  result(): Intake {
    const { settledTo } = this.#state;
    const taken = {
      settled: this.#settled,
      recent: this.#recent ?? this.#state.recent,
      ...(settledTo === undefined ? {} : { settledTo }),
    };
    const watch = {
      ...this.#state,
      ...settle(taken, this.#plan, this.#now),
      devices: this.#devices,
      seenEvents: this.#seenEvents,
    };
    return { watch, events: this.#events, refused: this.refused };
  }

  #takeObservation({ at, code, deviceId, value }: Observation): Refusal {
    if (!this.#isOnRoster(deviceId)) return "unknown-device";
    const refusal = this.#refusalByTime(at);
    if (refusal !== undefined) return refusal;
    this.#devices = noteHeard(this.#devices, deviceId, at);
    return this.#insert([at, code, deviceId, value]);
  }

  #takeEvent(event: DeviceEvent): Refusal {
    const seenEvents = seeEvent(this.#seenEvents, event);
    if (seenEvents === undefined) return "duplicate";
    const at = Math.min(event.at, this.#now);
    // A device that reports now what happened long ago is there now.
    const heardAt = this.#refusalByTime(at) === undefined ? at : this.#now;
    this.#devices = noteHeard(this.#devices, event.deviceId, heardAt);
    if (isLatchingEvent(event)) {
      this.#seenEvents = seenEvents;
      this.#events.push({ ...event, at });
      return undefined;
    }
    if (!this.#isOnRoster(event.deviceId)) return "unknown-device";
    this.#seenEvents = seenEvents;
    return this.#refusalByTime(at) ?? this.#insert([at, "bed-occupancy", event.deviceId, false]);
  }

  #takeStatus(status: DeviceStatus): Refusal {
    if (!this.#isOnRoster(status.deviceId)) return "unknown-device";
    const at = Math.min(status.at, this.#now);
    this.#devices = noteStatus(this.#devices, status, at);
    if (status.batteryPercent === undefined || this.#refusalByTime(at) !== undefined) return undefined;
    this.#insert([at, "battery", status.deviceId, status.batteryPercent]);
    return undefined;
  }

  #isOnRoster(deviceId: string): boolean {
    return this.#devices.some((device) => device.deviceId === deviceId);
  }

  #refusalByTime(at: EpochMs): Refusal {
    if (at > this.#now + clockToleranceMs) return "in-the-future";
    return at < this.#now - judgedForMs ? "too-late" : undefined;
  }

  #insert(reading: RecentObservation): Refusal {
    const { settledTo } = this.#state;
    if (settledTo !== undefined && reading[0] <= settledTo) {
      const settled = settleLate(this.#settled, reading, this.#plan);
      if (typeof settled === "string") return settled;
      this.#settled = settled;
      return undefined;
    }
    const place = placeOf(this.#recent ?? this.#state.recent, reading);
    if (place === undefined) return "duplicate";
    this.#recent ??= [...this.#state.recent];
    this.#recent.splice(place, 0, reading);
    return undefined;
  }
}
