import type { Observation } from "../domain/model/reading.ts";

/** One measured value, as a device's memory keeps it until the next pack. */
export type Sample = Pick<Observation, "code" | "value" | "at">;

const encoder = new TextEncoder();

export function bytesOf(payload: unknown): Uint8Array {
  return encoder.encode(JSON.stringify(payload));
}
