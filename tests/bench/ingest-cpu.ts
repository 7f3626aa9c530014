import { decodeMessage } from "../../contracts/decode.ts";
import { planFor } from "../../domain/watch/default-plan.ts";
import { addDevice } from "../../domain/watch/roster.ts";
import { emptyWatch, watch } from "../../domain/watch/watch.ts";
import { samplePack } from "./mqtt-load.ts";

export interface IngestCpu {
  /** Microseconds of CPU per reading (one observation). */
  readonly parseUs: number;
  readonly decodeUs: number;
  readonly decodeAndJudgeUs: number;
}

const rounds = 20_000;
const start = Date.UTC(2026, 10, 22);

/** CPU per reading for decoding and judging, beside bare `JSON.parse` of the same bytes. */
export function measureIngestCpu(): IngestCpu {
  const packs = Array.from({ length: rounds }, (_, index) => Buffer.from(samplePack(index, start + index * 10_000)));
  const readingsPerPack = (JSON.parse(String(packs[0])) as unknown[]).length;
  const text = new TextDecoder("utf-8", { fatal: true });
  const resident = {
    id: "r",
    name: "r",
    sex: "female",
    birthDate: "1940-01-01",
    facilityId: "f",
    careSetting: "care-home",
    disabilityLevel: 2,
    palliative: false,
    allergies: [],
    contacts: [],
  } as const;

  function decode(payload: Buffer, index: number) {
    return decodeMessage({ payload, deviceId: "bed", topicKind: "telemetry", receivedAt: start + index * 10_000 });
  }
  function perReading(work: () => void): number {
    work();
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / rounds / readingsPerPack;
  }
  return {
    parseUs: perReading(() => {
      for (const pack of packs) JSON.parse(text.decode(pack));
    }),
    decodeUs: perReading(() => {
      packs.forEach(decode);
    }),
    decodeAndJudgeUs: perReading(() => {
      let state = addDevice(emptyWatch("r"), { deviceId: "bed", kind: "bed-sensor", since: start });
      packs.forEach((pack, index) => {
        const now = start + index * 10_000;
        const plan = planFor(resident, now);
        state = watch(state, decode(pack, index).readings, plan, now, () => "alert").state;
      });
    }),
  };
}
