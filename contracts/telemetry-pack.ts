import type { Observation } from "../domain/model/reading.ts";

interface PackRecord {
  bn?: string;
  bt?: number;
  n?: string;
  t?: number;
  v?: number;
  vb?: boolean;
  vs?: string;
}

/**
 * Packs observations as a device would send them: base name and base time once, then name, offset and value. Units are
 * left out, because the name fixes them. At most 500 observations fit one pack; there must be at least one.
 */
export function telemetryPack(observations: readonly Observation[]): readonly PackRecord[] {
  let base: Observation | undefined;
  return observations.map((observation) => {
    const record: PackRecord = {};
    if (base === undefined || base.deviceId !== observation.deviceId) {
      base = observation;
      record.bn = `anhu:${observation.deviceId}:`;
      record.bt = observation.at / 1000;
    }
    record.n = observation.code;
    if (observation.at !== base.at) record.t = (observation.at - base.at) / 1000;
    if (typeof observation.value === "number") record.v = observation.value;
    else if (typeof observation.value === "boolean") record.vb = observation.value;
    else record.vs = observation.value;
    return record;
  });
}

/** The bytes of {@link telemetryPack} as they are published. */
export function telemetryPayload(observations: readonly Observation[]): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(telemetryPack(observations)));
}
