import type { KinesisStreamEvent, KinesisStreamRecord, SQSEvent, SQSRecord } from "aws-lambda";
import { type Claim, type ClaimAnswer, claim } from "../../contracts/provisioning.ts";
import { deviceTopicKinds } from "../../contracts/topics.ts";
import type { EpochMs } from "../../domain/model/time.ts";
import type { DeviceMessage, DueTimer, Envelope } from "./events.ts";
import type { Border } from "./lambda.ts";

/** An event that is not of its trigger's shape: the deployment is wrong, no device can cause it. */
export class UnreadableEventError extends Error {
  readonly code = "unreadable-event";
  constructor(trigger: string, options?: ErrorOptions) {
    super(`the event is not one of a ${trigger} trigger`, options);
  }
}

/** A record of a telemetry batch: a device's message, or bytes that carry none. */
export type TelemetryRecord =
  | { readonly kind: "message"; readonly recordId: string; readonly message: DeviceMessage }
  | { readonly kind: "unreadable"; readonly recordId: string; readonly arrivedAt: EpochMs; readonly bytes: Uint8Array };

type RecordIds = readonly string[];

/**
 * Batches of envelopes from the stream or, where the cell has none, from a queue. The use case returns the records to
 * deliver again, in the order of the batch.
 */
export const telemetryBatch: Border<readonly TelemetryRecord[], RecordIds> = {
  parse: (event) =>
    recordsOf<KinesisStreamEvent | SQSEvent>(event, "telemetry").map((record) => {
      const { recordId, bytes, arrivedAt } = "kinesis" in record ? streamed(record) : queued(record);
      const message = messageIn(bytes);
      if (message !== undefined) return { kind: "message", recordId, message };
      return { kind: "unreadable", recordId, arrivedAt, bytes };
    }),
  answer: batchFailures,
};

interface Carried {
  readonly recordId: string;
  readonly bytes: Buffer;
  readonly arrivedAt: EpochMs;
}

function streamed({ kinesis }: KinesisStreamRecord): Carried {
  return {
    recordId: kinesis.sequenceNumber,
    bytes: Buffer.from(kinesis.data, "base64"),
    arrivedAt: Math.round(kinesis.approximateArrivalTimestamp * 1000),
  };
}

function queued({ messageId, body, attributes }: SQSRecord): Carried {
  return { recordId: messageId, bytes: Buffer.from(body, "utf8"), arrivedAt: Number(attributes.SentTimestamp) };
}

/** One envelope, as the IoT rule invokes an urgent function, or alone in a batch of the queue that is its second way. */
export const urgentMessage: Border<DeviceMessage, void> = {
  parse(event) {
    const records = (event as Partial<SQSEvent> | null)?.Records;
    if (Array.isArray(records) && records.length !== 1) throw new UnreadableEventError("urgent");
    const message = Array.isArray(records) ? messageIn(queued(records[0] as SQSRecord).bytes) : messageOf(event);
    if (message === undefined) throw new UnreadableEventError("urgent");
    return message;
  },
  answer: () => ({ kind: "done" }),
};

/** A record of a queue of due timers; without `timer` its body is none. */
export interface QueuedTimer {
  readonly recordId: string;
  readonly timer?: DueTimer;
}

/** SQS batches of due timers. The use case returns the records to deliver again. */
export const timerBatch: Border<readonly QueuedTimer[], RecordIds> = {
  parse: (event) =>
    recordsOf<SQSEvent>(event, "queue").map(({ messageId, body }) => {
      const timer = timerIn(body);
      return { recordId: messageId, ...(timer === undefined ? {} : { timer }) };
    }),
  answer: batchFailures,
};

/** A record of a queue of lifecycle events, as text: whether it is one is for the function to say. */
export interface QueuedPresence {
  readonly recordId: string;
  readonly sentAt: EpochMs;
  readonly body: string;
}

/** SQS batches of the broker's lifecycle events. The use case returns the records to deliver again. */
export const presenceBatch: Border<readonly QueuedPresence[], RecordIds> = {
  parse: (event) =>
    recordsOf<SQSEvent>(event, "presence").map(({ messageId, body, attributes }) => ({
      recordId: messageId,
      sentAt: Number(attributes.SentTimestamp),
      body,
    })),
  answer: batchFailures,
};

/** The question of fleet provisioning, answered at once. */
export const provisioningClaim: Border<Claim, ClaimAnswer> = {
  parse(event) {
    const parsed = claim.safeParse(event);
    if (!parsed.success) throw new UnreadableEventError("provisioning");
    return parsed.data;
  },
  answer: (answer) => answer,
};

/** The minute's tick. Its content does not matter: what is due is judged by the clock. */
export const tick: Border<undefined, void> = { parse: () => undefined, answer: () => ({ kind: "done" }) };

function batchFailures(failed: RecordIds): { batchItemFailures: { itemIdentifier: string }[] } {
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
}

function recordsOf<E extends { Records: readonly unknown[] }>(event: unknown, trigger: string): E["Records"] {
  const records = (event as Partial<E> | null)?.Records;
  if (!Array.isArray(records)) throw new UnreadableEventError(trigger);
  return records as E["Records"];
}

function messageIn(bytes: Buffer): DeviceMessage | undefined {
  try {
    return messageOf(JSON.parse(bytes.toString("utf8")));
  } catch {
    return undefined;
  }
}

function timerIn(body: string): DueTimer | undefined {
  try {
    const timer: Partial<DueTimer> | null = JSON.parse(body);
    if (typeof timer?.name !== "string" || typeof timer.dueAt !== "number") return undefined;
    return { name: timer.name, dueAt: timer.dueAt };
  } catch {
    return undefined;
  }
}

/** Checked by hand: this runs for every telemetry message. */
function messageOf(candidate: unknown): DeviceMessage | undefined {
  if (typeof candidate !== "object" || candidate === null) return undefined;
  const { deviceId, topicKind, receivedAt, messageId, data } = candidate as Partial<Envelope>;
  if (typeof deviceId !== "string" || typeof messageId !== "string" || typeof data !== "string") return undefined;
  if (typeof receivedAt !== "number" || !Number.isFinite(receivedAt)) return undefined;
  if (topicKind === undefined || !deviceTopicKinds.includes(topicKind)) return undefined;
  return { deviceId, topicKind, receivedAt, messageId, payload: Buffer.from(data, "base64") };
}
