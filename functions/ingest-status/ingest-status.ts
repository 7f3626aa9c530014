import { decodeMessage } from "../../contracts/decode.ts";
import type { DeviceStatus } from "../../domain/model/reading.ts";
import { wrongTopic } from "../intake/quarantine-records.ts";
import { findSpeaker, quarantine } from "../intake/speaker.ts";
import { judgeResident } from "../judging/judge-resident.ts";
import { publishLive } from "../judging/live-change.ts";
import type { Deps } from "../shell/deps.ts";
import type { DeviceMessage } from "../shell/events.ts";

/** Takes in what a device says of itself: connection and battery go to the watch, a new firmware to the device. */
export async function ingestStatus(message: DeviceMessage, deps: Deps<"ingest-status">): Promise<void> {
  if (message.topicKind !== "status") return quarantine(message, [wrongTopic(message.topicKind, "status")], deps);
  const { readings, refusals } = decodeMessage(message);
  for (const reading of readings) if (reading.kind === "status") await take(reading, message, deps);
  await quarantine(message, refusals, deps);
}

async function take(status: DeviceStatus, message: DeviceMessage, deps: Deps<"ingest-status">): Promise<void> {
  const speaker = await findSpeaker(message.deviceId, deps);
  if ("reason" in speaker) return quarantine(message, [speaker], deps);
  const { device, resident } = speaker;
  const judgement = await judgeResident({ resident, readings: [status], messages: [message] }, deps);
  if (judgement.kind === "judged") await publishLive(resident.facilityId, [judgement.live], deps);
  const { firmware } = status;
  if (firmware === undefined || firmware === device.firmware) return;
  // Whoever wrote the device meanwhile, e.g. revoked it, goes before; the next status tells the firmware again.
  await deps.devices.replace(device, { ...device, firmware });
}
