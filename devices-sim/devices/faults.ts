import { telemetryPack } from "../../contracts/telemetry-pack.ts";
import type { ObservationValue } from "../../domain/model/reading.ts";
import { bytesOf, type Sample } from "../telemetry.ts";

/** Ways in which a device goes wrong while it goes on sending. */
export type DeviceFault =
  | { readonly kind: "frozen-value" }
  | { readonly kind: "clock-skew"; readonly byMs: number }
  | { readonly kind: "duplicate" }
  | { readonly kind: "out-of-order" }
  | { readonly kind: "garbage"; readonly payload: GarbageKind };

export const garbageKinds = ["nan", "truncated", "not-utf8", "text-value", "unknown-unit", "implausible"] as const;
export type GarbageKind = (typeof garbageKinds)[number];

/** Changes what was measured: a frozen sensor repeats its first values, a skewed clock shifts all times. */
export function spoilSamples(
  samples: readonly Sample[],
  faults: readonly DeviceFault[],
  frozen: Map<string, ObservationValue>,
): readonly Sample[] {
  return faults.reduce((spoilt, fault) => {
    if (fault.kind === "clock-skew") return spoilt.map((sample) => ({ ...sample, at: sample.at + fault.byMs }));
    if (fault.kind !== "frozen-value") return spoilt;
    return spoilt.map((sample) => {
      const first = frozen.get(sample.code) ?? sample.value;
      frozen.set(sample.code, first);
      return { ...sample, value: first };
    });
  }, samples);
}

/** The bytes that leave the device: a proper pack, or what a broken firmware makes of it. */
export function encodePack(deviceId: string, samples: readonly Sample[], faults: readonly DeviceFault[]): Uint8Array {
  const pack = telemetryPack(samples.map((sample) => ({ kind: "observation", deviceId, ...sample })));
  const garbage = faults.find((fault) => fault.kind === "garbage");
  if (garbage === undefined) return bytesOf(pack);
  const text = JSON.stringify(pack);
  switch (garbage.payload) {
    case "nan":
      return new TextEncoder().encode(text.replace(/"v":[-\d.]+/, '"v":NaN'));
    case "truncated":
      return new TextEncoder().encode(text.slice(0, Math.ceil(text.length / 2)));
    case "not-utf8":
      return Uint8Array.from([0xff, 0xfe, 0xc0, 0x80, ...new TextEncoder().encode(text)]);
    case "text-value":
      return bytesOf(pack.map(({ v, ...record }) => (v === undefined ? record : { ...record, vs: String(v) })));
    case "unknown-unit":
      return bytesOf(pack.map((record) => ({ ...record, u: "furlong" })));
    case "implausible":
      return bytesOf(pack.map((record) => (record.v === undefined ? record : { ...record, v: -999_999 })));
  }
}
