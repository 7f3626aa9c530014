import { decodeMessage } from "../../contracts/decode.ts";
import { retentionMs } from "../../contracts/decode-telemetry.ts";
import type { DeviceEvent } from "../../domain/model/reading.ts";
import { wrongTopic } from "../intake/quarantine-records.ts";
import { findSpeaker, quarantine, subjectAt } from "../intake/speaker.ts";
import { judgeResident } from "../judging/judge-resident.ts";
import { publishLive } from "../judging/live-change.ts";
import type { Deps } from "../shell/deps.ts";
import type { DeviceMessage } from "../shell/events.ts";

/**
 * Takes in a fall, an SOS call, smoke, gas or a bed exit: the event and what it raises are committed as one, once
 * however often it is delivered. A device that nobody knows alerts nobody; its message goes into quarantine.
 */
export async function ingestEvent(message: DeviceMessage, deps: Deps<"ingest-event">): Promise<void> {
  if (message.topicKind !== "event") return quarantine(message, [wrongTopic(message.topicKind, "event")], deps);
  const { readings, refusals } = decodeMessage(message);
  for (const reading of readings) if (reading.kind === "event") await take(reading, message, deps);
  await quarantine(message, refusals, deps);
}

async function take(event: DeviceEvent, message: DeviceMessage, deps: Deps<"ingest-event">): Promise<void> {
  const speaker = await findSpeaker(message.deviceId, deps);
  if ("reason" in speaker) return quarantine(message, [speaker], deps);
  const subject = subjectAt(speaker, event.at);
  // Somebody called: whoever left the care is not there any more, so whoever has the device now is looked after.
  const resident = subject.discharge === undefined ? subject : speaker.resident;
  const expiresAt = deps.now() + retentionMs;
  const occasion = { resident, readings: [event], event: { event, expiresAt }, messages: [message] };
  const judgement = await judgeResident(occasion, deps);
  if (judgement.kind === "judged") await publishLive(resident.facilityId, [judgement.live], deps);
}
