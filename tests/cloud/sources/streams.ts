import type { EpochMs } from "../../../domain/model/time.ts";
import type { Clock } from "../../../local/clock.ts";
import type { AwsJson } from "../aws-json.ts";
import { jsonOf } from "../gate/aws-request.ts";
import type { Intercept } from "../gate/gate.ts";
import { nameOf } from "./queues.ts";

export interface StreamRecord {
  readonly shardId: string;
  readonly sequenceNumber: string;
  readonly partitionKey: string;
  /** base64 */
  readonly data: string;
  /** By the runner's clock. */
  readonly arrivedAt: EpochMs;
}

/** Kinesis in virtual time. */
export interface Streams {
  readonly intercept: Intercept;
  /** Calls back when the stream got a record. */
  onArrival(streamArn: string, listener: () => void): void;
  /** Reads a stream from its beginning, as the role of this key. */
  reader(streamArn: string, accessKeyId: string): { next(): Promise<readonly (readonly StreamRecord[])[]> };
}

interface Shards {
  readonly Shards: readonly { readonly ShardId: string }[];
}

interface Records {
  readonly Records: readonly {
    readonly SequenceNumber: string;
    readonly PartitionKey: string;
    readonly Data: string;
  }[];
}

export function virtualStreams(clock: Clock, aws: AwsJson): Streams {
  const listeners = new Map<string, (() => void)[]>();
  const arrivals = new Map<string, EpochMs>();

  return {
    async intercept(request, forward) {
      // The emulator knows streams by name alone, and iterators by themselves.
      const { StreamARN: arn, ...body } = jsonOf<{ StreamARN?: string; StreamName?: string }>(request);
      const named =
        arn === undefined || request.operation === "GetRecords" ? body : { ...body, StreamName: nameOf(arn) };
      const answer = await forward({ ...request, body: Buffer.from(JSON.stringify(named)) });
      if (request.operation === "PutRecord" && answer.status === 200) {
        arrivals.set(jsonOf<{ SequenceNumber: string }>(answer).SequenceNumber, clock.now());
        for (const listener of listeners.get(named.StreamName ?? "") ?? []) listener();
      }
      return answer;
    },

    onArrival(streamArn, listener) {
      const known = listeners.get(nameOf(streamArn)) ?? [];
      listeners.set(nameOf(streamArn), [...known, listener]);
    },

    reader(streamArn, accessKeyId) {
      const read = new Map<string, string>();
      const ask = <T>(operation: string, body: object) =>
        aws<T>(accessKeyId, "kinesis", operation, { StreamARN: streamArn, ...body });

      async function recordsOf(shardId: string): Promise<readonly StreamRecord[]> {
        const last = read.get(shardId);
        const from =
          last === undefined
            ? { ShardIteratorType: "TRIM_HORIZON" }
            : { ShardIteratorType: "AFTER_SEQUENCE_NUMBER", StartingSequenceNumber: last };
        const iterator = await ask<{ ShardIterator: string }>("GetShardIterator", { ShardId: shardId, ...from });
        const { Records: records } = await ask<Records>("GetRecords", { ...iterator, Limit: 10_000 });
        const newest = records.at(-1)?.SequenceNumber;
        if (newest !== undefined) read.set(shardId, newest);
        return records.map(({ SequenceNumber, PartitionKey, Data }) => {
          const arrivedAt = arrivals.get(SequenceNumber) ?? clock.now();
          arrivals.delete(SequenceNumber);
          return { shardId, sequenceNumber: SequenceNumber, partitionKey: PartitionKey, data: Data, arrivedAt };
        });
      }

      return {
        async next() {
          const { Shards: shards } = await ask<Shards>("ListShards", {});
          return Promise.all(shards.map(({ ShardId: id }) => recordsOf(id)));
        },
      };
    },
  };
}
