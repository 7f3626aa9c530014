import { telemetryPayload } from "../../../contracts/telemetry-pack.ts";
import type { DeviceKind } from "../../../domain/model/device.ts";
import type { ObservationCode } from "../../../domain/model/observations.ts";
import type { ObservationValue } from "../../../domain/model/reading.ts";
import { type EpochMs, minute, second } from "../../../domain/model/time.ts";

/** Whether a device sends each sample by itself, or gathers some before it speaks. */
export const loadNames = ["each-sample", "batched"] as const;
export type LoadName = (typeof loadNames)[number];

interface Pace {
  readonly everyMs: number;
  readonly samples: number;
}

type Shown = Partial<Record<ObservationCode, ObservationValue>>;

interface Speaker extends Readonly<Record<LoadName, Pace>> {
  shows(wave: number): Shown;
}

/** A resident's devices, how often they speak and of what: the load for which the service is costed. */
const speakers: Readonly<Partial<Record<DeviceKind, Speaker>>> = {
  "bed-sensor": {
    "each-sample": { everyMs: 10 * second, samples: 1 },
    batched: { everyMs: minute, samples: 6 },
    shows: (wave) => ({
      "heart-rate": 62 + wave,
      "respiratory-rate": 13 + (wave % 3),
      "bed-occupancy": true,
      "bed-movement": wave,
    }),
  },
  wristband: {
    "each-sample": { everyMs: minute, samples: 1 },
    batched: { everyMs: 5 * minute, samples: 5 },
    shows: (wave) => ({ "heart-rate": 63 + wave, spo2: 96 + (wave % 3), steps: 1000, battery: 80 }),
  },
  "room-sensor": {
    "each-sample": { everyMs: minute, samples: 1 },
    batched: { everyMs: 5 * minute, samples: 5 },
    shows: (wave) => ({ "room-temperature": 21.5, "room-humidity": 50 + wave, motion: wave > 3 }),
  },
  // A sign of life, and some twenty times a day that somebody moved: near enough to one pace.
  radar: {
    "each-sample": { everyMs: 5 * minute, samples: 1 },
    batched: { everyMs: 5 * minute, samples: 1 },
    shows: (wave) => ({ presence: true, motion: wave > 3 }),
  },
};

export const loadKinds = Object.keys(speakers) as readonly DeviceKind[];

/** What the device says at this moment, or nothing; devices of different residents do not speak at once. */
export function packAt(load: LoadName, kind: DeviceKind, resident: number, at: EpochMs): Uint8Array | undefined {
  const speaker = speakers[kind] as Speaker;
  const { everyMs, samples } = speaker[load];
  const phase = (resident * 7 * second) % everyMs;
  if ((at - phase) % everyMs !== 0) return undefined;
  const deviceId = deviceIdOf(resident, kind);
  const observations = Array.from({ length: samples }, (_, ago) => {
    const sampledAt = at - (ago * everyMs) / samples;
    const wave = (sampledAt / (10 * second) + resident) % 7;
    return Object.entries(speaker.shows(wave)).map(([code, value]) => ({
      kind: "observation" as const,
      code: code as ObservationCode,
      value,
      at: sampledAt,
      deviceId,
    }));
  });
  return telemetryPayload(observations.flat());
}

export function deviceIdOf(resident: number, kind: DeviceKind): string {
  return `${kind}-${resident}`;
}
