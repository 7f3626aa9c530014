import { type DeviceKind, deviceKinds } from "../domain/model/device.ts";
import { entryOf, isObservationCode } from "../domain/model/observations.ts";
import type { Bilingual } from "./http/fields.ts";
import { unitText } from "./words.ts";

/** What a page must know of an observation to write and draw it. */
export interface ObservationDescription {
  readonly label: Bilingual;
  /** As people read it; empty for booleans and codes. */
  readonly unit: Bilingual;
  readonly decimals: number;
  readonly value: "quantity" | "boolean" | "code";
  /** Two values farther apart than this have a gap between them. */
  readonly liveForMs: number;
  /** What each code means; empty unless `value` is `code`. */
  readonly answers: Readonly<Record<string, Bilingual>>;
}

/** Describes a code as it came in an answer; undefined when the catalogue does not know it. */
export function describeObservation(code: string): ObservationDescription | undefined {
  if (!isObservationCode(code)) return undefined;
  const entry = entryOf(code);
  return {
    label: entry.label,
    unit: unitText(code),
    decimals: entry.value === "quantity" ? entry.decimals : 0,
    value: entry.value,
    liveForMs: entry.freshness.liveForMs,
    answers: entry.value === "code" ? entry.answers : {},
  };
}

/** Without a word for longer than this, a device of this kind counts as silent. */
export function silentAfterMs(kind: DeviceKind): number {
  return deviceKinds[kind].silentAfterMs;
}

/** The name of a kind of device. */
export function deviceKindLabel(kind: DeviceKind): Bilingual {
  return deviceKinds[kind].label;
}
