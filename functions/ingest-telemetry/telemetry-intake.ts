import { decodeMessage } from "../../contracts/decode.ts";
import type { Device } from "../../domain/model/device.ts";
import type { Observation } from "../../domain/model/reading.ts";
import type { Resident } from "../../domain/model/resident.ts";
import type { EpochMs } from "../../domain/model/time.ts";
import type { QuarantineRecord } from "../../stores/quarantine-store.ts";
import { quarantineRecordsOf, unreadableRecordOf, wrongTopic } from "../intake/quarantine-records.ts";
import { speakerOf } from "../intake/speaker.ts";
import type { DeviceMessage } from "../shell/events.ts";
import type { TelemetryRecord } from "../shell/triggers.ts";

/** What a batch says of one resident, in the order of arrival. */
export interface ResidentIntake {
  readonly resident: Resident;
  readonly observations: Observation[];
  readonly messages: DeviceMessage[];
}

/** A batch sorted by whom it concerns; what could not be taken stands beside the record it came in. */
export interface TelemetryIntake {
  readonly byResident: ReadonlyMap<string, ResidentIntake>;
  readonly refused: readonly { readonly recordId: string; readonly entry: QuarantineRecord }[];
}

/** Decodes a batch and groups its observations by resident. Pure: the devices and residents were read before. */
export function sortIntake(
  records: readonly TelemetryRecord[],
  devices: ReadonlyMap<string, Device>,
  residents: ReadonlyMap<string, Resident>,
  now: EpochMs,
): TelemetryIntake {
  const byResident = new Map<string, ResidentIntake>();
  const refused: { recordId: string; entry: QuarantineRecord }[] = [];

  for (const record of records) {
    const { recordId } = record;
    if (record.kind === "unreadable") {
      refused.push({ recordId, entry: unreadableRecordOf(recordId, record.bytes, now) });
      continue;
    }
    const { message } = record;
    const device = devices.get(message.deviceId);
    const speaker = speakerOf(message.deviceId, device, device && residents.get(device.residentId));
    const decoded = "reason" in speaker ? { readings: [], refusals: [speaker] } : decodeTelemetryOnly(message);
    for (const entry of quarantineRecordsOf(message, decoded.refusals, now)) refused.push({ recordId, entry });
    if ("reason" in speaker) continue;

    let intake = byResident.get(speaker.resident.id);
    if (intake === undefined) {
      intake = { resident: speaker.resident, observations: [], messages: [] };
      byResident.set(speaker.resident.id, intake);
    }
    intake.messages.push(message);
    for (const reading of decoded.readings) if (reading.kind === "observation") intake.observations.push(reading);
  }
  return { byResident, refused };
}

function decodeTelemetryOnly(message: DeviceMessage): ReturnType<typeof decodeMessage> {
  if (message.topicKind === "telemetry") return decodeMessage(message);
  return { readings: [], refusals: [wrongTopic(message.topicKind, "telemetry")] };
}
