import type { ObservationCode } from "../../domain/model/observations.ts";
import type { ObservationValue } from "../../domain/model/reading.ts";
import type { EpochMs } from "../../domain/model/time.ts";

/** On the ACVPU scale. */
export type Consciousness = "A" | "C" | "V" | "P" | "U";

/** What illness moves, added to the healthy body; `restlessness` multiplies. */
export interface BodyShift {
  readonly heartRate: number;
  readonly respiratoryRate: number;
  readonly spo2: number;
  readonly systolic: number;
  readonly temperature: number;
  readonly glucose: number;
  readonly weight: number;
  /** The oxygen given, in %; 0 or 21 is air. */
  readonly inspiredOxygen: number;
  readonly consciousness: Consciousness;
  readonly restlessness: number;
}

export const noShift: BodyShift = {
  heartRate: 0,
  respiratoryRate: 0,
  spo2: 0,
  systolic: 0,
  temperature: 0,
  glucose: 0,
  weight: 0,
  inspiredOxygen: 0,
  consciousness: "A",
  restlessness: 1,
};

/** Something that moves a body for a while. */
export interface Affliction {
  readonly name: string;
  readonly from: EpochMs;
  readonly to: EpochMs;
  shiftAt(at: EpochMs): Partial<BodyShift>;
  /** Values that the instruments show whatever the body does. */
  readonly pinned?: Readonly<Partial<Record<ObservationCode, ObservationValue>>>;
}

const severityOf = "ACVPU";

/** Adds up what several afflictions do at one moment; the worst consciousness wins. */
export function combineShifts(afflictions: readonly Affliction[], at: EpochMs): BodyShift {
  let sum = noShift;
  for (const affliction of afflictions) {
    if (at < affliction.from || at >= affliction.to) continue;
    const shift = { ...noShift, ...affliction.shiftAt(at) };
    sum = {
      heartRate: sum.heartRate + shift.heartRate,
      respiratoryRate: sum.respiratoryRate + shift.respiratoryRate,
      spo2: sum.spo2 + shift.spo2,
      systolic: sum.systolic + shift.systolic,
      temperature: sum.temperature + shift.temperature,
      glucose: sum.glucose + shift.glucose,
      weight: sum.weight + shift.weight,
      inspiredOxygen: Math.max(sum.inspiredOxygen, shift.inspiredOxygen),
      consciousness:
        severityOf.indexOf(shift.consciousness) > severityOf.indexOf(sum.consciousness)
          ? shift.consciousness
          : sum.consciousness,
      restlessness: sum.restlessness * shift.restlessness,
    };
  }
  return sum;
}
