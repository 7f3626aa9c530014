import { type DeviceKind, deviceKinds } from "../domain/model/device.ts";
import { entryOf, isObservationCode } from "../domain/model/observations.ts";
import type { Bilingual } from "./http/fields.ts";

/** How people read one observation: its name, the unit as it is spoken, how many decimals say something. */
export interface ObservationLabel {
  readonly label: Bilingual;
  /** Absent for booleans and codes, and for quantities without a spoken unit. */
  readonly unit?: string;
  readonly decimals: number;
  readonly value: "quantity" | "boolean" | "code";
  /** Two values farther apart than this have a gap between them. */
  readonly liveForMs: number;
  /** What each code means; empty unless `value` is `code`. */
  readonly answers: Readonly<Record<string, Bilingual>>;
}

/** The catalogue's words for a code; undefined when the catalogue does not know it. */
export function observationLabel(code: string): ObservationLabel | undefined {
  if (!isObservationCode(code)) return undefined;
  const entry = entryOf(code);
  return {
    label: entry.label,
    decimals: entry.value === "quantity" ? entry.decimals : 0,
    value: entry.value,
    liveForMs: entry.freshness.liveForMs,
    answers: entry.value === "code" ? entry.answers : {},
    ...(entry.value === "quantity" ? { unit: entry.displayUnit } : {}),
  };
}

/** The name of a kind of device. */
export function deviceKindLabel(kind: DeviceKind): Bilingual {
  return deviceKinds[kind].label;
}
