import type { DeviceEvent, DeviceStatus, Reading } from "../domain/model/reading.ts";
import { clockToleranceMs, type EpochMs } from "../domain/model/time.ts";
import { decodeTelemetry, retentionMs } from "./decode-telemetry.ts";
import { deviceEventMessage, deviceStatusMessage } from "./device-messages.ts";
import { errorsOfIssues } from "./http/problems.ts";
import type { QuarantineReason } from "./http/quarantine.ts";
import { epochOf } from "./iso-time.ts";
import { parsePayload, type Refusal } from "./payload.ts";
import type { DeviceTopicKind } from "./topics.ts";

/** A message as the broker took it; the device is what its certificate says. */
export interface UndecodedMessage {
  readonly payload: Uint8Array;
  readonly deviceId: string;
  readonly topicKind: DeviceTopicKind;
  readonly receivedAt: EpochMs;
}

/** What a message said and what of it could not be taken. Both may be there; never neither, but for a pack of bases. */
export interface Decoded {
  readonly readings: readonly Reading[];
  readonly refusals: readonly Refusal[];
}

/** Reads any bytes that a device may send; never throws. */
export function decodeMessage(message: UndecodedMessage): Decoded {
  const parsed = parsePayload(message.payload);
  if (message.topicKind === "status") {
    const word = connectionWord(parsed.text);
    if (word !== undefined) return { readings: [statusOf({ connection: word }, message)], refusals: [] };
  }
  if (parsed.kind === "refused") return { readings: [], refusals: [parsed.refusal] };
  switch (message.topicKind) {
    case "telemetry":
      return decodeTelemetry(parsed, message);
    case "event":
      return decodeEvent(parsed.json, message);
    case "status":
      return decodeStatus(parsed.json, message);
  }
}

/** `id` and `type` make an event; bad evidence is refused by itself and a bad time never. */
function decodeEvent(json: unknown, message: UndecodedMessage): Decoded {
  const core = deviceEventMessage.safeParse(omit(json, ["at", "evidence"]));
  if (!core.success) return { readings: [], refusals: issuesRefused("not-an-event", core.error.issues) };
  const { at: reportedAt, evidence: reportedEvidence } = json as { at?: unknown; evidence?: unknown };
  const evidence = deviceEventMessage.shape.evidence.safeParse(reportedEvidence ?? undefined);
  const { at, statedAt, deviceTime } = timeOf(reportedAt, message.receivedAt);
  const shownEvidence = {
    ...(evidence.success ? evidence.data : {}),
    ...(deviceTime === undefined ? {} : { deviceTime }),
  };
  const event: DeviceEvent = {
    kind: "event",
    eventId: core.data.id,
    type: core.data.type,
    at,
    deviceId: message.deviceId,
    ...(statedAt === undefined ? {} : { statedAt }),
    ...(Object.keys(shownEvidence).length === 0 ? {} : { evidence: shownEvidence }),
  };
  const refusals = evidence.success ? [] : issuesRefused("wrong-value", evidence.error.issues);
  return { readings: [event], refusals };
}

/** The connection makes a status; a bad battery or firmware is refused by itself. */
function decodeStatus(json: unknown, message: UndecodedMessage): Decoded {
  const whole = deviceStatusMessage.safeParse(omit(json, ["at"]));
  const at = typeof json === "object" && json !== null && "at" in json ? json.at : undefined;
  if (whole.success) return { readings: [statusOf({ ...whole.data, at }, message)], refusals: [] };
  const core = deviceStatusMessage.safeParse(omit(json, ["at", "batteryPercent", "firmware"]));
  if (!core.success) return { readings: [], refusals: issuesRefused("not-a-status", core.error.issues) };
  const refusals = issuesRefused("wrong-value", whole.error.issues);
  return { readings: [statusOf({ ...core.data, at }, message)], refusals };
}

interface ReportedStatus {
  readonly connection: "online" | "offline";
  readonly at?: unknown;
  readonly batteryPercent?: number | undefined;
  readonly firmware?: string | undefined;
}

/** `offline` is true from its arrival on: a last will was written when the device connected. */
function statusOf(
  { connection, at, batteryPercent, firmware }: ReportedStatus,
  message: UndecodedMessage,
): DeviceStatus {
  return {
    kind: "status",
    connection,
    at: connection === "offline" ? message.receivedAt : timeOf(at, message.receivedAt).at,
    deviceId: message.deviceId,
    ...(batteryPercent === undefined ? {} : { batteryPercent }),
    ...(firmware === undefined ? {} : { firmware }),
  };
}

interface ReportedTime {
  readonly at: EpochMs;
  readonly statedAt?: EpochMs;
  readonly deviceTime?: string;
}

/**
 * The time at which something happened, never after it arrived. A clock that is far ahead, older than the retention or
 * unreadable says nothing: then it happened on arrival, and `deviceTime` keeps what the device said. `statedAt` is what a
 * usable clock said, before it was clamped.
 */
function timeOf(reported: unknown, receivedAt: EpochMs): ReportedTime {
  if (reported === undefined || reported === null) return { at: receivedAt };
  const at = typeof reported === "string" ? epochOf(reported) : undefined;
  if (at === undefined || at > receivedAt + clockToleranceMs || at < receivedAt - retentionMs) {
    const said = typeof reported === "object" ? "{…}" : String(reported).slice(0, 40);
    return { at: receivedAt, deviceTime: said };
  }
  return { at: Math.min(at, receivedAt), statedAt: at };
}

function connectionWord(text: string | undefined): "online" | "offline" | undefined {
  if (text === undefined || text.length > 20) return undefined;
  const word = text
    .trim()
    .replace(/^"(.*)"$/, "$1")
    .toLowerCase();
  return word === "online" || word === "offline" ? word : undefined;
}

/** The fields of an object without some; anything else as it is. */
function omit(json: unknown, labels: readonly string[]): unknown {
  if (typeof json !== "object" || json === null || Array.isArray(json)) return json;
  return Object.fromEntries(Object.entries(json).filter(([label]) => !labels.includes(label)));
}

/** One refusal that names every fault, so that a message is counted once. */
function issuesRefused(reason: QuarantineReason, issues: Parameters<typeof errorsOfIssues>[0]): readonly Refusal[] {
  const errors = errorsOfIssues(issues.slice(0, 10));
  const detail = {
    zh: errors.map(({ pointer, messages }) => `${pointer} ${messages.zh}`).join("；"),
    en: errors.map(({ pointer, messages }) => `${pointer} ${messages.en}`).join("; "),
  };
  return [{ reason, detail }];
}
