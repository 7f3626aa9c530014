import type { SQSEvent, SQSRecord } from "aws-lambda";
import { second } from "../../../domain/model/time.ts";
import type { Clock } from "../../../local/clock.ts";
import type { AwsJson } from "../aws-json.ts";
import type { Resource } from "../cloud.ts";
import type { Roles } from "../gate/roles.ts";
import type { Functions } from "../lambda/functions.ts";
import type { Work } from "../work.ts";
import { failuresIn } from "./partial-failures.ts";
import { nameOf, type Queues } from "./queues.ts";

export interface SourceOptions {
  readonly functions: Functions;
  readonly roles: Roles;
  readonly clock: Clock;
  readonly work: Work;
  readonly region: string;
  readonly aws: AwsJson;
}

interface SqsMapping {
  readonly FunctionName: string;
  readonly EventSourceArn: string;
  readonly BatchSize?: number;
  readonly MaximumBatchingWindowInSeconds?: number;
  readonly FunctionResponseTypes?: readonly string[];
  readonly Enabled?: boolean;
}

interface Message {
  readonly MessageId: string;
  readonly ReceiptHandle: string;
  readonly Body: string;
  readonly MD5OfBody: string;
  readonly Attributes: Readonly<Record<string, string>>;
}

/** Received at once. */
const largestReceive = 10;

/**
 * A queue as the event source of a function: receives and deletes as the function's role. What the function does not
 * take comes back after the queue's visibility timeout, until its redrive policy moves it.
 */
export function startSqsSource(mapping: Resource, queue: Resource, queues: Queues, options: SourceOptions): void {
  const { functions, roles, clock, work, region, aws } = options;
  const {
    FunctionName,
    EventSourceArn,
    FunctionResponseTypes = [],
    ...limits
  } = mapping.properties as unknown as SqsMapping;
  const {
    BatchSize: batchSize = 10,
    MaximumBatchingWindowInSeconds: windowSeconds = 0,
    Enabled: isEnabled = true,
  } = limits;
  const lambda = functions.find(FunctionName);
  const { accessKeyId } = roles.session(lambda.properties.Role as string, lambda.ref);
  const visibilityMs = Number(queue.properties.VisibilityTimeout ?? 30) * second;
  const reportsFailures = FunctionResponseTypes.includes("ReportBatchItemFailures");
  const queueName = nameOf(queue.ref);
  let isArmed = false;
  let line = Promise.resolve();

  async function drain(): Promise<void> {
    isArmed = false;
    for (let batch = await receive(); batch.length > 0; batch = await receive()) await process(batch);
  }

  async function receive(): Promise<readonly Message[]> {
    const batch: Message[] = [];
    while (batch.length < batchSize) {
      const most = Math.min(largestReceive, batchSize - batch.length);
      const request = { QueueUrl: queue.ref, MaxNumberOfMessages: most, AttributeNames: ["All"] };
      const { Messages: received = [] } = await aws<{ Messages?: Message[] }>(
        accessKeyId,
        "sqs",
        "ReceiveMessage",
        request,
      );
      batch.push(...received);
      if (received.length === 0) break;
    }
    return batch;
  }

  async function process(batch: readonly Message[]): Promise<void> {
    const event: SQSEvent = { Records: batch.map(recordOf) };
    const answer = await functions.invoke(lambda.ref, event);
    const ids = batch.map(({ MessageId: id }) => id);
    const failed = failuresIn(answer, ids, reportsFailures);
    for (const { MessageId, ReceiptHandle } of batch) {
      if (failed.has(MessageId))
        clock.setTimer(() => queues.release(queueName, ReceiptHandle), clock.now() + visibilityMs);
      else await aws(accessKeyId, "sqs", "DeleteMessage", { QueueUrl: queue.ref, ReceiptHandle });
    }
  }

  function recordOf({ MessageId, ReceiptHandle, Body, MD5OfBody, Attributes }: Message): SQSRecord {
    const sentAt = String(queues.sentAt(MessageId) ?? clock.now());
    return {
      messageId: MessageId,
      receiptHandle: ReceiptHandle,
      body: Body,
      attributes: {
        ApproximateReceiveCount: Attributes.ApproximateReceiveCount ?? "1",
        SentTimestamp: sentAt,
        SenderId: Attributes.SenderId ?? "",
        ApproximateFirstReceiveTimestamp: sentAt,
      },
      messageAttributes: {},
      md5OfBody: MD5OfBody,
      eventSource: "aws:sqs",
      eventSourceARN: EventSourceArn,
      awsRegion: region,
    };
  }

  /** One batch after the other; a window is waited for on the clock. */
  function wake(): void {
    if (isArmed || !isEnabled) return;
    isArmed = true;
    const next = () => {
      line = line.then(drain);
      return line;
    };
    if (windowSeconds === 0) work.begin(next());
    else clock.setTimer(next, clock.now() + windowSeconds * second);
  }

  queues.onArrival((arrivedAt) => {
    if (arrivedAt === queueName) wake();
  });
}
