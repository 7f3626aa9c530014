import { decodeMessage } from "../../contracts/decode.ts";
import type { Refusal } from "../../contracts/payload.ts";
import type { Observation } from "../../domain/model/reading.ts";
import type { Resident } from "../../domain/model/resident.ts";
import type { QuarantineRecord } from "../../stores/quarantine-store.ts";
import { quarantineRecordsOf, unreadableRecordOf, wrongTopic } from "../intake/quarantine-records.ts";
import { type Speaker, subjectAt } from "../intake/speaker.ts";
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

/**
 * Decodes a batch and groups its observations by resident. Pure: who the senders are was found before; records of a
 * sender who could not be found out are left aside.
 */
export function sortIntake(
  records: readonly TelemetryRecord[],
  speakers: ReadonlyMap<string, Speaker | Refusal>,
): TelemetryIntake {
  const byResident = new Map<string, ResidentIntake>();
  const refused: { recordId: string; entry: QuarantineRecord }[] = [];

  function refuse(recordId: string, message: DeviceMessage, refusals: readonly Refusal[]): void {
    if (refusals.length === 0) return;
    for (const entry of quarantineRecordsOf(message, refusals)) refused.push({ recordId, entry });
  }

  for (const record of records) {
    const { recordId } = record;
    if (record.kind === "unreadable") {
      refused.push({ recordId, entry: unreadableRecordOf(recordId, record.bytes, record.arrivedAt) });
      continue;
    }
    const { message } = record;
    const speaker = speakers.get(message.deviceId);
    if (speaker === undefined) continue;
    if ("reason" in speaker) {
      refuse(recordId, message, [speaker]);
      continue;
    }
    const { readings, refusals } = decodeTelemetryOnly(message);
    refuse(recordId, message, refusals);
    intakeOf(speaker.resident, byResident).messages.push(message);
    for (const reading of readings)
      if (reading.kind === "observation")
        intakeOf(subjectAt(speaker, reading.at), byResident).observations.push(reading);
  }
  return { byResident, refused };
}

function intakeOf(resident: Resident, byResident: Map<string, ResidentIntake>): ResidentIntake {
  const known = byResident.get(resident.id);
  if (known !== undefined) return known;
  const intake: ResidentIntake = { resident, observations: [], messages: [] };
  byResident.set(resident.id, intake);
  return intake;
}

function decodeTelemetryOnly(message: DeviceMessage): ReturnType<typeof decodeMessage> {
  if (message.topicKind === "telemetry") return decodeMessage(message);
  return { readings: [], refusals: [wrongTopic(message.topicKind, "telemetry")] };
}
