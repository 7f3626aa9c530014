import type { KinesisStreamEvent, SQSEvent } from "aws-lambda";
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

/** Kinesis batches of envelopes. The use case returns the records to deliver again, in the order of the batch. */
export const telemetryBatch: Border<readonly TelemetryRecord[], RecordIds> = {
  parse(event) {
    return recordsOf<KinesisStreamEvent>(event, "telemetry").map(({ kinesis }) => {
      const recordId = kinesis.sequenceNumber;
      const bytes = Buffer.from(kinesis.data, "base64");
      const message = messageIn(bytes);
      if (message !== undefined) return { kind: "message", recordId, message };
      const arrivedAt = Math.round(kinesis.approximateArrivalTimestamp * 1000);
      return { kind: "unreadable", recordId, arrivedAt, bytes };
    });
  },
  answer: batchFailures,
};

/** One envelope, as the IoT rule invokes an urgent function. */
export const urgentMessage: Border<DeviceMessage, void> = {
  parse(event) {
    const message = messageOf(event);
    if (message === undefined) throw new UnreadableEventError("urgent");
    return message;
  },
  answer: () => ({ kind: "done" }),
};

export interface QueuedTimer {
  readonly recordId: string;
  readonly timer: DueTimer;
}

/** SQS batches of due timers. The use case returns the records to deliver again. */
export const timerBatch: Border<readonly QueuedTimer[], RecordIds> = {
  parse(event) {
    return recordsOf<SQSEvent>(event, "queue").map(({ messageId, body }) => {
      const timer: Partial<DueTimer> | null = JSON.parse(body);
      if (typeof timer?.name !== "string" || typeof timer.dueAt !== "number") throw new UnreadableEventError("queue");
      return { recordId: messageId, timer: { name: timer.name, dueAt: timer.dueAt } };
    });
  },
  answer: batchFailures,
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

/** Checked by hand: this runs for every telemetry message. */
function messageOf(candidate: unknown): DeviceMessage | undefined {
  if (typeof candidate !== "object" || candidate === null) return undefined;
  const { deviceId, topicKind, receivedAt, messageId, data } = candidate as Partial<Envelope>;
  if (typeof deviceId !== "string" || typeof messageId !== "string" || typeof data !== "string") return undefined;
  if (typeof receivedAt !== "number" || !Number.isFinite(receivedAt)) return undefined;
  if (topicKind === undefined || !deviceTopicKinds.includes(topicKind)) return undefined;
  return { deviceId, topicKind, receivedAt, messageId, payload: Buffer.from(data, "base64") };
}
