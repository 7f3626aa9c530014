import type { DeviceEventMessage, DeviceStatusMessage } from "../../contracts/device-messages.ts";
import { isoTimeOf } from "../../contracts/iso-time.ts";
import type { DeviceTopicKind } from "../../contracts/topics.ts";
import type { ObservationValue } from "../../domain/model/reading.ts";
import type { EpochMs } from "../../domain/model/time.ts";
import type { SimulatedDevice } from "../county/county.ts";
import { hashOf } from "../random.ts";
import type { Output, SimulatedMessage } from "../source.ts";
import { bytesOf, type Sample } from "../telemetry.ts";
import { type DeviceFault, encodePack, spoilSamples } from "./faults.ts";
import type { DeviceMemory } from "./model.ts";

const firmware = "sim-1.0";
/** Below the limit of records that one pack may carry. */
const mostSamplesAPack = 400;
/** A device keeps this many messages while its gateway is away; the oldest give way. */
const mostHeld = 2_000;
const shuffledTogether = 3;

/** One device: what it has collected, how it is broken, and whether anything of it gets out. */
export class DeviceUnit {
  readonly device: SimulatedDevice;
  readonly salt: number;
  readonly memory: DeviceMemory = new Map();
  /** The interval a box has set; undefined: its own rhythm. */
  reportsEveryMs: number | undefined;
  readonly #emit: (output: Output) => void;
  readonly #faults = new Set<DeviceFault>();
  readonly #frozen = new Map<string, ObservationValue>();
  #samples: Sample[] = [];
  #shuffled: SimulatedMessage[] = [];
  #held: SimulatedMessage[] | undefined;
  #isSilent = false;
  #batteryPercent: number | undefined;

  constructor(device: SimulatedDevice, seed: number, emit: (output: Output) => void) {
    this.device = device;
    this.salt = hashOf(seed, device.id);
    this.#emit = emit;
  }

  get canSpeak(): boolean {
    return !this.#isSilent;
  }

  /** Something is wrong with it, so that what it says or does not say cannot be relied on. */
  get isFailing(): boolean {
    return this.#isSilent || this.#held !== undefined || this.#faults.size > 0 || this.#batteryPercent !== undefined;
  }

  collect(samples: readonly Sample[]): void {
    if (!this.#isSilent) this.#samples.push(...samples);
  }

  /** Sends what was collected. */
  flush(at: EpochMs): void {
    const faults = [...this.#faults];
    const collected = this.#samples;
    this.#samples = [];
    for (let from = 0; from < collected.length; from += mostSamplesAPack) {
      const part = collected.slice(from, from + mostSamplesAPack).map((sample) => this.#withBattery(sample));
      this.#send("telemetry", encodePack(this.device.id, spoilSamples(part, faults, this.#frozen), faults), at);
    }
  }

  /** Says that something happened; false when nothing gets out of the device. */
  report(
    type: DeviceEventMessage["type"],
    at: EpochMs,
    evidence: NonNullable<DeviceEventMessage["evidence"]>,
  ): boolean {
    if (this.#isSilent) return false;
    const skew = [...this.#faults].find((fault) => fault.kind === "clock-skew")?.byMs ?? 0;
    const event: DeviceEventMessage = { id: `${type}-${at.toString(36)}`, type, at: isoTimeOf(at + skew), evidence };
    this.#send("event", bytesOf(event), at);
    return true;
  }

  /** The retained word of being there or leaving. It carries no time: it is meant for the moment it arrives. */
  announce(connection: DeviceStatusMessage["connection"], at: EpochMs): void {
    if (this.#isSilent || this.#held !== undefined) return;
    const status: DeviceStatusMessage = { connection, firmware };
    this.#deliver({ kind: "message", at, deviceId: this.device.id, topicKind: "status", payload: bytesOf(status) });
  }

  /** The sensor dies. Without `connected` its connection breaks as well, so that the last will is heard. */
  fallSilent(at: EpochMs, connected: boolean): void {
    this.#samples = [];
    this.#isSilent = true;
    if (!connected) this.#emit({ kind: "connection", at, deviceId: this.device.id, state: "cut" });
  }

  speakAgain(at: EpochMs, wasConnected: boolean): void {
    this.#isSilent = false;
    if (!wasConnected) this.#emit({ kind: "connection", at, deviceId: this.device.id, state: "restored" });
    this.announce("online", at);
  }

  /** The gateway is gone: the device goes on measuring and keeps its messages. */
  loseGateway(at: EpochMs): void {
    this.#held ??= [];
    this.#emit({ kind: "connection", at, deviceId: this.device.id, state: "cut" });
  }

  findGateway(at: EpochMs): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    this.#emit({ kind: "connection", at, deviceId: this.device.id, state: "restored" });
    this.announce("online", at);
    for (const message of held) this.#deliver({ ...message, at });
  }

  break(fault: DeviceFault): void {
    this.#faults.add(fault);
  }

  repair(fault: DeviceFault, at: EpochMs): void {
    this.#faults.delete(fault);
    if (fault.kind === "frozen-value") this.#frozen.clear();
    if (fault.kind === "out-of-order") this.#releaseShuffled(at);
  }

  /** Says its charge at once; from now on this one, or (undefined) again the measured one with the next report. */
  showBattery(percent: number | undefined, at: EpochMs): void {
    this.#batteryPercent = percent;
    this.memory.delete("battery");
    if (percent === undefined) return;
    this.collect([{ code: "battery", value: percent, at }]);
    this.flush(at);
  }

  #withBattery(sample: Sample): Sample {
    return sample.code === "battery" && this.#batteryPercent !== undefined
      ? { ...sample, value: this.#batteryPercent }
      : sample;
  }

  #send(topicKind: DeviceTopicKind, payload: Uint8Array, at: EpochMs): void {
    const message: SimulatedMessage = { kind: "message", at, deviceId: this.device.id, topicKind, payload };
    const faults = [...this.#faults].map(({ kind }) => kind);
    if (faults.includes("out-of-order") && topicKind === "telemetry") {
      this.#shuffled.push(message);
      if (this.#shuffled.length >= shuffledTogether) this.#releaseShuffled(at);
      return;
    }
    this.#deliver(message);
    if (faults.includes("duplicate")) this.#deliver(message);
  }

  /** Newest first. */
  #releaseShuffled(at: EpochMs): void {
    for (const message of this.#shuffled.reverse()) this.#deliver({ ...message, at });
    this.#shuffled = [];
  }

  #deliver(message: SimulatedMessage): void {
    if (this.#held === undefined) {
      this.#emit(message);
      return;
    }
    if (this.#held.length >= mostHeld) this.#held.shift();
    this.#held.push(message);
  }
}
