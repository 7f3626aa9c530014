import { deviceTopicKinds } from "../../contracts/topics.ts";
import type { FunctionName } from "../../functions/manifest.ts";
import { functionNames } from "../../functions/manifest.ts";
import type { DeviceMessage } from "../../functions/shell/events.ts";

/** A message of a dead-letter queue, as SQS gives it. */
export interface QueuedLetter {
  readonly messageId: string;
  readonly body: string;
  readonly sentAt: number;
}

/** What a dead letter is about, and so what taking it in again means. */
export type Letter =
  /** Records of the stream that a function gave up; only their place is kept. */
  | {
      readonly kind: "stream";
      readonly functionName: FunctionName;
      readonly streamArn: string;
      readonly shardId: string;
      readonly from: string;
      readonly to: string;
    }
  /** An event that a function failed at while nobody waited. */
  | { readonly kind: "invocation"; readonly functionName: FunctionName; readonly event: unknown }
  /** A device's message that a rule could hand to nobody. */
  | { readonly kind: "device-message"; readonly functionName: FunctionName; readonly message: DeviceMessage }
  /** A connection that came or went, likewise. */
  | { readonly kind: "presence"; readonly body: string }
  /** A message of a queue that a function failed at again and again. */
  | { readonly kind: "queued"; readonly body: string }
  | { readonly kind: "unknown"; readonly why: string };

const ruleErrors = "anhu-rule-errors";
const undeliveredAlarms = "anhu-alarms-dead-letters";

/** Reads a message of a dead-letter queue by its shape; never throws. */
export function letterIn(queueName: string, letter: QueuedLetter): Letter {
  if (queueName === undeliveredAlarms)
    return { kind: "unknown", why: "an alarm that reached nobody: check who has confirmed the subscription" };
  const functionName = functionOfQueue(queueName);
  let body: unknown;
  try {
    body = JSON.parse(letter.body);
  } catch {
    return functionName === undefined ? { kind: "unknown", why: "not JSON" } : { kind: "queued", body: letter.body };
  }
  const fields = (typeof body === "object" && body !== null ? body : {}) as Readonly<Record<string, unknown>>;
  if (typeof fields.base64OriginalPayload === "string" || queueName === ruleErrors) return ruleErrorIn(fields, letter);
  if (functionName === undefined) return { kind: "unknown", why: `no function belongs to ${queueName}` };
  if (isRecord(fields.KinesisBatchInfo)) return streamRecordsIn(fields.KinesisBatchInfo, functionName);
  if (isRecord(fields.requestContext) && "requestPayload" in fields)
    return { kind: "invocation", functionName, event: fields.requestPayload };
  if ("scheduledAt" in fields) return { kind: "invocation", functionName, event: body };
  return { kind: "queued", body: letter.body };
}

/** `anhu-<function>-dead-letters`. */
export function functionOfQueue(queueName: string): FunctionName | undefined {
  const name = /^anhu-(.+)-dead-letters$/.exec(queueName)?.[1];
  return functionNames.find((known) => known === name);
}

function streamRecordsIn(info: Readonly<Record<string, unknown>>, functionName: FunctionName): Letter {
  const { streamArn, shardId, startSequenceNumber: from, endSequenceNumber: to } = info;
  if ([streamArn, shardId, from, to].every((part) => typeof part === "string"))
    return {
      kind: "stream",
      functionName,
      ...({ streamArn, shardId, from, to } as Record<"streamArn" | "shardId" | "from" | "to", string>),
    };
  return { kind: "unknown", why: "the stream's record does not say where its batch is" };
}

function ruleErrorIn(fields: Readonly<Record<string, unknown>>, letter: QueuedLetter): Letter {
  const { topic, base64OriginalPayload, cloudwatchTraceId } = fields;
  if (typeof topic !== "string" || typeof base64OriginalPayload !== "string")
    return { kind: "unknown", why: "a rule's error without topic or payload" };
  const payload = Buffer.from(base64OriginalPayload, "base64");
  if (topic.startsWith("$aws/events/presence/")) return { kind: "presence", body: payload.toString("utf8") };
  const [, deviceId, kind] = /^(?:\$aws\/rules\/[^/]+\/)?anhu\/v1\/([^/]+)\/([^/]+)$/.exec(topic) ?? [];
  const topicKind = deviceTopicKinds.find((known) => known === kind);
  const functionName = functionNames.find((name) => name === `ingest-${kind}`);
  if (deviceId === undefined || topicKind === undefined || functionName === undefined)
    return { kind: "unknown", why: `no function takes the topic ${topic}` };
  const messageId = typeof cloudwatchTraceId === "string" ? cloudwatchTraceId : letter.messageId;
  // The rule's error says no time; SQS took it a moment after the broker did.
  const message: DeviceMessage = { messageId, deviceId, topicKind, receivedAt: letter.sentAt, payload };
  return { kind: "device-message", functionName, message };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
