import { createServer, type Http2ServerRequest, type Http2ServerResponse } from "node:http2";
import type { AddressInfo } from "node:net";
import { text as textOf } from "node:stream/consumers";
import { expect, onTestFinished, test } from "vitest";
import { rereadBatch } from "../../cli/redrive/stream-records.ts";
import { awsEnvironment } from "./anhu-under-test.ts";

const letter = {
  kind: "stream",
  functionName: "ingest-telemetry",
  streamArn: "arn:aws:kinesis:eu-west-1:123456789012:stream/anhu-telemetry",
  shardId: "shardId-000000000000",
  from: "10",
  to: "12",
} as const;

interface Page {
  readonly records?: readonly number[];
  readonly behind: number;
}

/** A stream that answers with these pages one after the other; the shard is closed after the last unless it `stays`. */
async function streamOf(pages: readonly Page[], stays: boolean): Promise<void> {
  async function answer(request: Http2ServerRequest, response: Http2ServerResponse): Promise<void> {
    const asked = JSON.parse(await textOf(request)) as { ShardIterator?: string };
    response.setHeader("content-type", "application/x-amz-json-1.1");
    if (asked.ShardIterator === undefined) {
      response.end(JSON.stringify({ ShardIterator: "0" }));
      return;
    }
    const index = Number(asked.ShardIterator);
    const { records = [], behind } = pages[Math.min(index, pages.length - 1)] as Page;
    const next = index + 1 < pages.length || stays ? { NextShardIterator: String(index + 1) } : {};
    const Records = records.map((number) => ({ SequenceNumber: String(number), Data: "", PartitionKey: "bed-1" }));
    response.end(JSON.stringify({ Records, MillisBehindLatest: behind, ...next }));
  }
  const server = createServer((request, response) => void answer(request, response));
  const sessions = new Set<{ destroy(): void }>();
  server.on("session", (session) => void sessions.add(session));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    for (const session of sessions) session.destroy();
    server.close();
  });
  awsEnvironment({ AWS_ENDPOINT_URL_KINESIS: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
}

const far = { behind: 3_600_000 };
const caughtUp = { behind: 0 };

test.each<[string, readonly Page[], boolean, object]>([
  [
    "is found behind any number of empty answers, as long as the reader has not caught up",
    [...Array.from({ length: 8 }, () => far), { records: [10, 11, 12], behind: 0 }],
    true,
    { records: 3, isPartlyLost: false, isCutShort: false },
  ],
  [
    "is found in pieces with empty answers between them",
    [{ records: [10], behind: 9 }, far, far, far, far, { records: [11, 12, 13], behind: 0 }],
    true,
    { records: 3, isPartlyLost: false, isCutShort: false },
  ],
  ["is lost when the reader has caught up without it", [far, caughtUp], true, { records: 0, isPartlyLost: true }],
  [
    "is partly lost when the stream begins in the middle of it",
    [{ records: [11, 12], behind: 0 }],
    true,
    { records: 2, isPartlyLost: true, isCutShort: false },
  ],
  [
    "is cut short, not lost, when its end does not come after its beginning",
    [{ records: [10, 11], behind: 0 }, caughtUp],
    true,
    { records: 2, isPartlyLost: false, isCutShort: true },
  ],
  ["is lost when its shard is closed and empty", [far], false, { records: 0, isPartlyLost: true, isCutShort: false }],
])("a batch %s", async (_what, pages, stays, expected) => {
  await streamOf(pages, stays);
  expect(await rereadBatch({ name: "taihe", region: "eu-west-1" }, letter)).toMatchObject(expected);
});
