import { telemetryPayload } from "../../contracts/telemetry-pack.ts";
import { day, type EpochMs } from "../../domain/model/time.ts";
import type { SimulatedDevice } from "../county/county.ts";
import { DeviceUnit } from "../devices/unit.ts";
import type { Output, Source } from "../source.ts";
import { heardLine } from "../truth.ts";
import { localDayOf } from "../wall-clock.ts";
import type { Recording } from "./recording.ts";

/**
 * Plays a recording through the same path as a simulation: what each device measured at one moment is one pack.
 *
 * `devices` are those in service, in the order of the recording's own. Whatever would lie before the start is skipped.
 */
export function replay(recording: Recording, devices: readonly SimulatedDevice[], start: EpochMs): Source {
  const outputs = [...messagesOf(recording, devices, start), ...truthOf(recording, start)].sort((a, b) => a.at - b.at);
  let pending: Output[] = [];
  const units = devices.map((device) => new DeviceUnit(device, 0, (output) => void pending.push(output)));
  let next = 0;
  let hasBegun = false;
  return {
    county: { ...recording.county, devices },
    advance(to) {
      if (!hasBegun) for (const unit of units) unit.announce("online", start);
      hasBegun = true;
      const happened = pending;
      pending = [];
      for (let output = outputs[next]; output !== undefined && output.at <= to; output = outputs[++next])
        happened.push(output);
      return happened;
    },
    farewell(at) {
      for (const unit of units) unit.announce("offline", at);
      const happened = pending;
      pending = [];
      return happened;
    },
    setCadence: () => undefined,
    hear(deviceId, command, at) {
      const device = devices.find(({ id }) => id === deviceId);
      if (device !== undefined) pending.push({ kind: "truth", at, line: heardLine(device, command, at) });
    },
  };
}

/** By how much the times of each resident's recording move. */
function shiftsOf(recording: Recording, start: EpochMs): (residentId: string) => number {
  if (recording.alignment === "from-start") return () => start;
  const firstDay = new Map<string, number>();
  for (const { residentId, at } of recording.samples)
    firstDay.set(residentId, Math.min(firstDay.get(residentId) ?? Number.POSITIVE_INFINITY, localDayOf(at)));
  return (residentId) => (localDayOf(start) - (firstDay.get(residentId) ?? localDayOf(start))) * day;
}

function messagesOf(recording: Recording, devices: readonly SimulatedDevice[], start: EpochMs): readonly Output[] {
  const shiftOf = shiftsOf(recording, start);
  const inService = new Map(recording.county.devices.map(({ id }, index) => [id, devices[index]?.id ?? id]));
  const packs = new Map<string, { at: EpochMs; deviceId: string; samples: Recording["samples"][number][] }>();
  for (const sample of recording.samples) {
    const at = sample.at + shiftOf(sample.residentId);
    if (at < start) continue;
    const key = `${sample.deviceId} ${at}`;
    const pack = packs.get(key) ?? { at, deviceId: inService.get(sample.deviceId) as string, samples: [] };
    pack.samples.push(sample);
    packs.set(key, pack);
  }
  return [...packs.values()].map(({ at, deviceId, samples }) => ({
    kind: "message",
    at,
    deviceId,
    topicKind: "telemetry",
    payload: telemetryPayload(samples.map(({ code, value }) => ({ kind: "observation", deviceId, at, code, value }))),
  }));
}

function truthOf(recording: Recording, start: EpochMs): readonly Output[] {
  const shiftOf = shiftsOf(recording, start);
  return recording.facts.flatMap((fact): readonly Output[] => {
    const at = fact.at + shiftOf(fact.residentId);
    return at < start ? [] : [{ kind: "truth", at, line: { ...fact, at } }];
  });
}
