import { createHash, randomUUID } from "node:crypto";
import { type EpochMs, second } from "../../../domain/model/time.ts";
import type { Clock } from "../../../local/clock.ts";
import type { Resource } from "../cloud.ts";
import type { Emulators } from "../emulators.ts";
import { type AwsRequest, jsonOf } from "../gate/aws-request.ts";
import type { AwsAnswer } from "../gate/denial.ts";
import type { Intercept } from "../gate/gate.ts";

export interface QueuesOptions {
  readonly clock: Clock;
  readonly queues: Emulators["queues"];
  /** Straight to the emulator: time asks no role. */
  readonly direct: (operation: string, body: unknown) => Promise<unknown>;
  readonly resources: () => readonly Resource[];
}

/** SQS in virtual time: the emulator keeps the messages, delays and visibility are counted on the runner's clock. */
export interface Queues {
  readonly intercept: Intercept;
  /** Calls back when a queue may have got messages that can be received. */
  onArrival(listener: (queueName: string) => void): void;
  /** When a message was sent, by the id under which it is received. */
  sentAt(messageId: string): EpochMs | undefined;
  /** Gives a message back that nobody deleted, as its visibility timeout does. */
  release(queueName: string, receiptHandle: string): Promise<void>;
}

interface SendMessage {
  readonly QueueUrl: string;
  readonly MessageBody: string;
  readonly DelaySeconds?: number;
}

/**
 * The emulator runs in real time, so a delayed message is held back here and sent when the clock passes its time. It
 * gets its id at once, as SQS gives it, and another one in the emulator, which nobody compares.
 */
export function virtualQueues({ clock, queues, direct, resources }: QueuesOptions): Queues {
  const listeners: ((queueName: string) => void)[] = [];
  const sent = new Map<string, EpochMs>();
  const arrived = (queueName: string) => {
    for (const listener of listeners) listener(queueName);
  };

  function delayOf({ QueueUrl, DelaySeconds }: SendMessage): number {
    const queue = resources().find(({ type, ref }) => type === "AWS::SQS::Queue" && nameOf(ref) === nameOf(QueueUrl));
    return (DelaySeconds ?? Number(queue?.properties.DelaySeconds ?? 0)) * second;
  }

  async function send(request: AwsRequest, forward: (request: AwsRequest) => Promise<AwsAnswer>): Promise<AwsAnswer> {
    const { DelaySeconds: _delay, ...message } = jsonOf<SendMessage>(request);
    const queueName = nameOf(message.QueueUrl);
    const sentAt = clock.now();
    async function pass(): Promise<AwsAnswer> {
      const answer = await forward({ ...request, body: Buffer.from(JSON.stringify(message)) });
      if (answer.status === 200) sent.set(jsonOf<{ MessageId: string }>(answer).MessageId, sentAt);
      arrived(queueName);
      return answer;
    }
    const delayMs = delayOf(jsonOf<SendMessage>(request));
    if (delayMs === 0 || queues.inspectQueue(queueName) === undefined) return pass();
    clock.setTimer(async () => void (await pass()), sentAt + delayMs);
    const body = { MessageId: randomUUID(), MD5OfMessageBody: md5(message.MessageBody) };
    return {
      status: 200,
      headers: { "content-type": "application/x-amz-json-1.0" },
      body: Buffer.from(JSON.stringify(body)),
    };
  }

  return {
    intercept: (request, forward) => {
      if (request.operation === "SendMessageBatch")
        throw new Error("SendMessageBatch is not known here: nothing sends it");
      return request.operation === "SendMessage" ? send(request, forward) : forward(request);
    },
    onArrival: (listener) => void listeners.push(listener),
    sentAt: (messageId) => sent.get(messageId),
    async release(queueName, receiptHandle) {
      const message = { QueueUrl: queueName, ReceiptHandle: receiptHandle, VisibilityTimeout: 0 };
      await direct("ChangeMessageVisibility", message);
      arrived(queueName);
    },
  };
}

/** The name at the end of a queue's URL or ARN. */
export function nameOf(urlOrArn: string): string {
  return urlOrArn.split(/[/:]/).at(-1) as string;
}

function md5(text: string): string {
  return createHash("md5").update(text).digest("hex");
}
