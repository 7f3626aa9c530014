import { randomUUID } from "node:crypto";
import type { KinesisStreamEvent } from "aws-lambda";
import { type EpochMs, second } from "../../../domain/model/time.ts";
import type { Resource } from "../cloud.ts";
import { laneOf } from "./lanes.ts";
import { failuresIn } from "./partial-failures.ts";
import type { SourceOptions } from "./sqs-source.ts";
import type { StreamRecord, Streams } from "./streams.ts";

interface KinesisMapping {
  readonly FunctionName: string;
  readonly EventSourceArn: string;
  readonly BatchSize?: number;
  readonly MaximumBatchingWindowInSeconds?: number;
  readonly ParallelizationFactor?: number;
  readonly BisectBatchOnFunctionError?: boolean;
  readonly MaximumRetryAttempts?: number;
  readonly MaximumRecordAgeInSeconds?: number;
  readonly FunctionResponseTypes?: readonly string[];
  readonly DestinationConfig?: { readonly OnFailure?: { readonly Destination: string } };
}

export interface KinesisSourceOptions extends SourceOptions {
  readonly streams: Streams;
  readonly send: (roleArn: string, destinationArn: string, body: string) => Promise<void>;
}

/** What a batch holds at most, in bytes of the event. */
const largestBatch = 6 * 1024 * 1024;

/**
 * A stream as the event source of a function: reads as the function's role, gathers for the window, keeps the order in
 * each lane of partition keys. Retries follow at once: Lambda's growing pauses, doubled each time, are added to the age of
 * the records and not waited for, as nothing else happens meanwhile. (AWS ends at some pause and so tries more often.)
 */
export function startKinesisSource(mapping: Resource, options: KinesisSourceOptions): void {
  const { functions, roles, clock, streams, region, send } = options;
  const settings = mapping.properties as unknown as KinesisMapping;
  const lambda = functions.find(settings.FunctionName);
  const roleArn = lambda.properties.Role as string;
  const session = roles.session(roleArn, lambda.ref);
  const reader = streams.reader(settings.EventSourceArn, session.accessKeyId);
  const { MaximumRetryAttempts: retries = -1, MaximumRecordAgeInSeconds: maximumAge = -1 } = settings;
  if (retries < 0 && maximumAge < 0)
    throw new Error(`${mapping.logicalId}: one bad record would hold up its shard for as long as it is kept`);
  let isArmed = false;

  async function drain(): Promise<void> {
    isArmed = false;
    const shards = await reader.next();
    for (const records of shards) {
      const lanes = Map.groupBy(records, ({ partitionKey }) =>
        laneOf(partitionKey, settings.ParallelizationFactor ?? 1),
      );
      for (const lane of lanes.values())
        for (const batch of batchesOf(lane, settings.BatchSize ?? 100)) await deliver(batch, 0);
    }
    if (shards.some((records) => records.length > 0)) await drain();
  }

  async function deliver(batch: readonly StreamRecord[], retried: number): Promise<void> {
    const answer = await functions.invoke(lambda.ref, eventOf(batch));
    const ids = batch.map(({ sequenceNumber }) => sequenceNumber);
    const failed = failuresIn(answer, ids, (settings.FunctionResponseTypes ?? []).includes("ReportBatchItemFailures"));
    // What stands before the first failure is done; everything behind it comes again, taken or not.
    const left = batch.slice(ids.findIndex((id) => failed.has(id)));
    if (failed.size === 0) return;
    if (answer.kind === "failed" && settings.BisectBatchOnFunctionError === true && left.length > 1) {
      const middle = Math.ceil(left.length / 2);
      await deliver(left.slice(0, middle), retried);
      await deliver(left.slice(middle), retried);
    } else if (retries >= 0 && retried >= retries) await giveUp(left, retried + 1, "RetryAttemptsExhausted");
    else if (maximumAge >= 0 && clock.now() + pausesBefore(retried) - (left[0]?.arrivedAt ?? 0) > maximumAge * second)
      await giveUp(left, retried + 1, "RecordAgeExceeded");
    else await deliver(left, retried + 1);
  }

  async function giveUp(records: readonly StreamRecord[], invocations: number, condition: string): Promise<void> {
    const destination = settings.DestinationConfig?.OnFailure?.Destination;
    if (destination === undefined)
      throw new Error(`${lambda.ref} gave up ${records.length} records, which nobody keeps`);
    await send(
      roleArn,
      destination,
      JSON.stringify(discarded(lambda, settings.EventSourceArn, records, { invocations, condition, at: clock.now() })),
    );
  }

  function eventOf(batch: readonly StreamRecord[]): KinesisStreamEvent {
    return {
      Records: batch.map(({ shardId, sequenceNumber, partitionKey, data, arrivedAt }) => ({
        kinesis: {
          kinesisSchemaVersion: "1.0",
          partitionKey,
          sequenceNumber,
          data,
          approximateArrivalTimestamp: arrivedAt / second,
        },
        eventSource: "aws:kinesis",
        eventVersion: "1.0",
        eventID: `${shardId}:${sequenceNumber}`,
        eventName: "aws:kinesis:record",
        invokeIdentityArn: roleArn,
        awsRegion: region,
        eventSourceARN: settings.EventSourceArn,
      })),
    };
  }

  streams.onArrival(settings.EventSourceArn, () => {
    if (isArmed) return;
    isArmed = true;
    clock.setTimer(drain, clock.now() + (settings.MaximumBatchingWindowInSeconds ?? 0) * second);
  });
}

function pausesBefore(retried: number): number {
  return (2 ** retried - 1) * second;
}

function* batchesOf(records: readonly StreamRecord[], batchSize: number): Generator<readonly StreamRecord[]> {
  let batch: StreamRecord[] = [];
  let bytes = 0;
  for (const record of records) {
    const size = record.data.length + 500;
    if (batch.length === batchSize || bytes + size > largestBatch) {
      yield batch;
      [batch, bytes] = [[], 0];
    }
    batch.push(record);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}

/** What Lambda leaves at the destination: where the records stand in the stream, not the records. */
function discarded(
  { attributes }: Resource,
  streamArn: string,
  records: readonly StreamRecord[],
  { invocations, condition, at }: { readonly invocations: number; readonly condition: string; readonly at: EpochMs },
): object {
  const [first, last] = [records[0], records.at(-1)];
  return {
    requestContext: {
      requestId: randomUUID(),
      functionArn: attributes.Arn,
      condition,
      approximateInvokeCount: invocations,
    },
    responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
    version: "1.0",
    timestamp: new Date(at).toISOString(),
    KinesisBatchInfo: {
      shardId: first?.shardId,
      startSequenceNumber: first?.sequenceNumber,
      endSequenceNumber: last?.sequenceNumber,
      approximateArrivalOfFirstRecord: new Date(first?.arrivedAt ?? at).toISOString(),
      approximateArrivalOfLastRecord: new Date(last?.arrivedAt ?? at).toISOString(),
      batchSize: records.length,
      streamArn,
    },
  };
}
