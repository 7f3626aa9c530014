import { type _Record, GetRecordsCommand, GetShardIteratorCommand, KinesisClient } from "@aws-sdk/client-kinesis";
import type { KinesisStreamEvent } from "aws-lambda";
import type { Cell } from "../../contracts/cell.ts";
import { attemptIn, clientOptions, isAwsError } from "../aws/attempt.ts";
import type { Letter } from "./letter.ts";

type StreamLetter = Extract<Letter, { kind: "stream" }>;

/** The records of a batch that the stream still keeps, as events for the function; empty when it keeps none any more. */
export interface RereadBatch {
  readonly events: readonly KinesisStreamEvent[];
  readonly records: number;
  /** Whether the first records are gone: the stream keeps them for its retention only. */
  readonly isPartlyLost: boolean;
  /** Whether the last records were not given although they came after others that were: they must be there still. */
  readonly isCutShort: boolean;
}

const recordsTogether = 500;
/** Base64 in JSON makes a third more; a synchronous call takes 6 MB. */
const bytesTogether = 3 * 1024 * 1024;
/** A reader that has caught up and gets so many empty answers in a row stands at the end. Far from it they mean nothing. */
const emptyAnswers = 3;

/** Reads the batch from the stream again, from its first sequence number to its last. */
export async function rereadBatch(cell: Pick<Cell, "name" | "region">, letter: StreamLetter): Promise<RereadBatch> {
  const { streamArn, shardId, from, to } = letter;
  const client = new KinesisClient(clientOptions(cell));
  const attempt = attemptIn(cell);
  const [first, last] = [BigInt(from), BigInt(to)];
  const found: _Record[] = [];
  let iterator = await iteratorAt(from);
  let empty = 0;
  let isWhole = false;
  while (iterator !== undefined && empty < emptyAnswers) {
    const page = await attempt("kinesis:GetRecords", () =>
      client.send(new GetRecordsCommand({ ShardIterator: iterator, StreamARN: streamArn, Limit: 1000 })),
    );
    const records = page.Records ?? [];
    empty = records.length === 0 && (page.MillisBehindLatest ?? 0) === 0 ? empty + 1 : 0;
    found.push(...records.filter((record) => numberOf(record) >= first && numberOf(record) <= last));
    isWhole = records.some((record) => numberOf(record) >= last);
    if (isWhole) break;
    iterator = page.NextShardIterator;
  }
  const isPartlyLost = found[0]?.SequenceNumber !== from;
  const isCutShort = found.length > 0 && !isWhole;
  return { events: eventsOf(found, streamArn, shardId, cell.region), records: found.length, isPartlyLost, isCutShort };

  /** Undefined when the shard is gone; the oldest record that is kept when the one that is meant is not. */
  async function iteratorAt(sequence: string): Promise<string | undefined> {
    const StreamName = streamArn.slice(streamArn.lastIndexOf("/") + 1);
    const place = { StreamARN: streamArn, StreamName, ShardId: shardId };
    return attempt("kinesis:GetShardIterator", async () => {
      try {
        const position = { ShardIteratorType: "AT_SEQUENCE_NUMBER", StartingSequenceNumber: sequence } as const;
        return (await client.send(new GetShardIteratorCommand({ ...place, ...position }))).ShardIterator;
      } catch (error) {
        if (isAwsError(error, "ResourceNotFoundException")) return undefined;
        if (!isAwsError(error, "InvalidArgumentException")) throw error;
        const position = { ShardIteratorType: "TRIM_HORIZON" } as const;
        return (await client.send(new GetShardIteratorCommand({ ...place, ...position }))).ShardIterator;
      }
    });
  }
}

function numberOf({ SequenceNumber = "0" }: _Record): bigint {
  return BigInt(SequenceNumber);
}

function eventsOf(
  records: readonly _Record[],
  streamArn: string,
  shardId: string,
  awsRegion: string,
): readonly KinesisStreamEvent[] {
  const events: KinesisStreamEvent[] = [];
  let bytes = 0;
  for (const {
    Data = new Uint8Array(),
    SequenceNumber = "",
    PartitionKey = "",
    ApproximateArrivalTimestamp,
  } of records) {
    const current = events.at(-1);
    bytes += Data.length;
    const isFull = current === undefined || current.Records.length >= recordsTogether || bytes > bytesTogether;
    if (isFull) {
      events.push({ Records: [] });
      bytes = Data.length;
    }
    events.at(-1)?.Records.push({
      awsRegion,
      eventID: `${shardId}:${SequenceNumber}`,
      eventName: "aws:kinesis:record",
      eventSource: "aws:kinesis",
      eventSourceARN: streamArn,
      eventVersion: "1.0",
      invokeIdentityArn: "anhu redrive",
      kinesis: {
        approximateArrivalTimestamp: (ApproximateArrivalTimestamp?.getTime() ?? 0) / 1000,
        data: Buffer.from(Data).toString("base64"),
        kinesisSchemaVersion: "1.0",
        partitionKey: PartitionKey,
        sequenceNumber: SequenceNumber,
      },
    });
  }
  return events;
}
