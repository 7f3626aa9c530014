import type * as z from "zod/mini";
import type { commandMessage } from "../contracts/device-messages.ts";
import type { DeviceTopicKind } from "../contracts/topics.ts";
import type { EpochMs } from "../domain/model/time.ts";
import type { County } from "./county/county.ts";

/** One message as a device publishes it. */
export interface SimulatedMessage {
  readonly kind: "message";
  /** Simulated time of sending; what was measured may be older. */
  readonly at: EpochMs;
  readonly deviceId: string;
  readonly topicKind: DeviceTopicKind;
  readonly payload: Uint8Array;
}

/** A device loses its connection without a word, or finds it again. */
export interface ConnectionChange {
  readonly kind: "connection";
  readonly at: EpochMs;
  readonly deviceId: string;
  readonly state: "cut" | "restored";
}

/** One thing done to somebody, for the ground-truth log. */
export interface TruthLine {
  readonly at: EpochMs;
  readonly what: string;
  /** Absent for things that happen once, such as pressing a button. */
  readonly phase?: "begin" | "end";
  readonly residentId?: string;
  readonly deviceId?: string;
  /** Position of the story's step, from 1. */
  readonly storyStep?: number;
  readonly detail?: Readonly<Record<string, unknown>>;
}

export type Output =
  | SimulatedMessage
  | ConnectionChange
  | { readonly kind: "truth"; readonly at: EpochMs; readonly line: TruthLine };

/** How often devices measure and send: as they do live, packed for a fast clock, or in bulk for history. */
export type Cadence = "live" | "packed" | "bulk";

/** What a box tells a device. */
export type Command = z.infer<typeof commandMessage>;

/** Where messages come from: a simulation or a recording. Pure: only `advance` moves its time. */
export interface Source {
  readonly county: County;
  /** All that happens after the previous call and up to `to`, in order. How time is cut into calls does not matter. */
  advance(to: EpochMs): readonly Output[];
  /** The devices say goodbye. */
  farewell(at: EpochMs): readonly Output[];
  setCadence(cadence: Cadence): void;
  /** A device hears a command of the box: it does what it can, and the ground truth says so. */
  hear(deviceId: string, command: Command, at: EpochMs): void;
}
