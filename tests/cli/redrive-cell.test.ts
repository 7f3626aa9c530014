import { writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { text as textOf } from "node:stream/consumers";
import { CreateStreamCommand, DescribeStreamCommand, KinesisClient, PutRecordCommand } from "@aws-sdk/client-kinesis";
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { toEnvelope } from "../../functions/shell/events.ts";
import { fauxqsUnderTest } from "../aws-emulators.ts";
import { World } from "../functions/world.ts";
import { anhu, awsEnvironment, ownFolder } from "./anhu-under-test.ts";
import { kinesisEndpoint } from "./kinesis-endpoint.ts";
import { type LambdaEndpoint, lambdaEndpoint } from "./lambda-endpoint.ts";

const fauxqs = fauxqsUnderTest();
const region = "eu-west-1";
let world: World;
let lambda: LambdaEndpoint;
let sqs: SQSClient;
let choice: readonly string[];

beforeEach(async () => {
  world = await new World().furnish();
  lambda = await lambdaEndpoint(world);
  const queues = await fauxqs();
  queues.purgeAll();
  const cells = ownFolder();
  writeFileSync(join(cells, "taihe.yaml"), `name: taihe\nregion: ${region}\n`);
  choice = ["--cells", cells, "--cell", "taihe", "--json"];
  awsEnvironment({ AWS_ENDPOINT_URL_LAMBDA: lambda.url, AWS_ENDPOINT_URL_SQS: queues.endpoint });
  sqs = new SQSClient({ region, useQueueUrlAsEndpoint: false });
});

async function queue(name: string, attributes: Readonly<Record<string, string>> = {}): Promise<string> {
  const { QueueUrl = "" } = await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes: attributes }));
  return QueueUrl;
}

async function deadLetter(queueName: string, body: unknown): Promise<string> {
  const QueueUrl = await queue(queueName);
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(body) }));
  return QueueUrl;
}

async function waitingIn(QueueUrl: string): Promise<number> {
  const names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"] as const;
  const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...names] }));
  return names.reduce((sum, name) => sum + Number(Attributes[name] ?? 0), 0);
}

function fall(messageId = "m1") {
  return world.message("band-1", "event", { id: "e1", type: "fall" }, messageId);
}

function failedEvent(event: unknown): unknown {
  return { version: "1.0", requestContext: { condition: "RetriesExhausted" }, requestPayload: event };
}

function ruleError(topic: string, payload: unknown): unknown {
  const base64OriginalPayload = Buffer.from(JSON.stringify(payload)).toString("base64");
  return { ruleName: "event", topic, cloudwatchTraceId: "t1", base64OriginalPayload, failures: [] };
}

describe("redrive", { timeout: 180_000 }, () => {
  test("a fall that its function failed at raises its alert, once, and leaves the queue", async () => {
    const url = await deadLetter("anhu-ingest-event-dead-letters", failedEvent(toEnvelope(fall())));
    const report = await anhu("redrive", ...choice);
    expect(report).toMatchObject({ code: 0, json: { found: 1, left: 0 } });
    expect(await world.openAlerts("resident-1")).toMatchObject([{ kind: "fall" }]);
    expect(await waitingIn(url)).toBe(0);
    await deadLetter("anhu-ingest-event-dead-letters", failedEvent(toEnvelope(fall())));
    await anhu("redrive", ...choice);
    expect(await world.openAlerts("resident-1")).toHaveLength(1);
    expect((await anhu("redrive", ...choice)).json).toMatchObject({ found: 0 });
  });

  test("a fall that a rule could hand to nobody raises its alert", async () => {
    const url = await deadLetter("anhu-rule-errors", ruleError("anhu/v1/band-1/event", { id: "e1", type: "fall" }));
    expect(await anhu("redrive", ...choice)).toMatchObject({ code: 0, json: { found: 1, left: 0 } });
    expect(await world.openAlerts("resident-1")).toMatchObject([{ kind: "fall" }]);
    expect(await waitingIn(url)).toBe(0);
  });

  test("telemetry that a rule could hand to nobody is stored", async () => {
    await deadLetter(
      "anhu-rule-errors",
      ruleError("anhu/v1/bed-1/telemetry", [{ n: "heart-rate", v: 71, t: world.now / 1000 - 5 }]),
    );
    expect(await anhu("redrive", ...choice)).toMatchObject({ code: 0 });
    const query = { code: "heart-rate", resolution: "raw" };
    const { series } = await world.must("read-observations", { id: "resident-1", query });
    expect(series[0].points).toMatchObject([{ value: 71 }]);
  });

  test("a message that its queue gave up goes back there", async () => {
    const deadUrl = await queue("anhu-judge-due-watch-dead-letters");
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: deadUrl, AttributeNames: ["QueueArn"] }),
    );
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: Attributes?.QueueArn, maxReceiveCount: 5 });
    const source = await queue("anhu-watch-due", { RedrivePolicy });
    await deadLetter("anhu-judge-due-watch-dead-letters", { name: "resident-1", dueAt: 1 });
    expect(await anhu("redrive", ...choice)).toMatchObject({ code: 0, json: { found: 1, left: 0 } });
    const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: source }));
    expect(Messages?.map(({ Body }) => Body)).toEqual(['{"name":"resident-1","dueAt":1}']);
    expect(await waitingIn(deadUrl)).toBe(0);
  });

  test("what fails again stays, says why, and can be seen at once by the next run", async () => {
    world.engine = { ...world.tables, get: () => Promise.reject(new Error("the tables are down")) } as never;
    const url = await deadLetter("anhu-ingest-event-dead-letters", failedEvent(toEnvelope(fall())));
    const failed = await anhu("redrive", ...choice);
    expect(failed.code).toBe(5);
    expect(failed.json.queues).toMatchObject([{ delivered: 0, failed: [{ why: "the tables are down" }] }]);
    expect(await waitingIn(url)).toBe(1);
    world.engine = world.tables;
    expect(await anhu("redrive", ...choice)).toMatchObject({ code: 0, json: { found: 1, left: 0 } });
  });

  test.each([
    ["taken in, or tried", [], { found: 3, left: 1 }, 2],
    ["counted", ["--dry-run"], { found: 3, left: 0 }, 0],
  ])(
    "each letter is %s once in a run, although those that stay come again before it ends",
    async (_what, flags, json, invoked) => {
      await deadLetter("anhu-ingest-event-dead-letters", failedEvent(toEnvelope(fall())));
      await deadLetter("anhu-ingest-event-dead-letters", failedEvent(toEnvelope(fall("m2"))));
      const url = await deadLetter("anhu-rule-errors", { topic: "x/y", base64OriginalPayload: "" });
      awsEnvironment({ AWS_ENDPOINT_URL_LAMBDA: lambda.url, AWS_ENDPOINT_URL_SQS: await holdingNothing() });
      expect(await anhu("redrive", ...flags, ...choice)).toMatchObject({ json });
      expect(lambda.invoked).toHaveLength(invoked);
      expect(await waitingIn(url)).toBe(1);
    },
  );

  test("what nobody can read stays where it is", async () => {
    const url = await deadLetter("anhu-rule-errors", { topic: "x/y", base64OriginalPayload: "" });
    expect(await anhu("redrive", ...choice)).toMatchObject({ code: 5, json: { left: 1 } });
    expect(await waitingIn(url)).toBe(1);
  });

  test("a dry run says what there is and changes nothing", async () => {
    const url = await deadLetter("anhu-ingest-event-dead-letters", failedEvent(toEnvelope(fall())));
    const tried = await anhu("redrive", "--dry-run", ...choice);
    expect(tried).toMatchObject({ code: 0, json: { dryRun: true, found: 1, queues: [{ kinds: { invocation: 1 } }] } });
    expect(lambda.invoked).toEqual([]);
    expect(await waitingIn(url)).toBe(1);
    expect((await anhu("redrive", ...choice)).json).toMatchObject({ found: 1, left: 0 });
  });

  test("a cell without any queue for dead letters is not deployed, which is no good news", async () => {
    awsEnvironment({ AWS_ENDPOINT_URL_SQS: await noQueues() });
    const ran = await anhu("redrive", ...choice);
    expect(ran.code).toBe(1);
    expect(ran.stderr).toMatch(/taihe is not deployed in eu-west-1/);
  });

  test("--function takes no name that no function has", async () => {
    await deadLetter("anhu-ingest-event-dead-letters", failedEvent(toEnvelope(fall())));
    expect(await anhu("redrive", "--function", "ingest-evnt", ...choice)).toMatchObject({ code: 2 });
  });

  test("--function leaves the letters of others alone", async () => {
    const url = await deadLetter("anhu-ingest-event-dead-letters", failedEvent(toEnvelope(fall())));
    expect((await anhu("redrive", "--function", "ingest-status", ...choice)).json).toMatchObject({ found: 0 });
    expect(await waitingIn(url)).toBe(1);
  });
});

/** SQS that shows a received message again at once, as it does after its visibility timeout. */
async function holdingNothing(): Promise<string> {
  const { endpoint } = await fauxqs();
  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await textOf(request);
    const answer = await fetch(`${endpoint}${request.url}`, {
      method: "POST",
      headers: Object.fromEntries(
        Object.entries(request.headers).filter(([name]) => /^(x-amz-target|content-type|authorization)$/.test(name)),
      ) as Record<string, string>,
      body: body.replace(/"VisibilityTimeout":[0-9]+/, '"VisibilityTimeout":0'),
    });
    response.writeHead(answer.status, { "content-type": "application/x-amz-json-1.0" }).end(await answer.text());
  }
  return listening((request, response) => void pass(request, response));
}

/** SQS of an account that has no queue. */
async function noQueues(): Promise<string> {
  return listening((_, response) => {
    response.writeHead(200, { "content-type": "application/x-amz-json-1.0" }).end("{}");
  });
}

async function listening(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe("records of the stream", { timeout: 180_000 }, () => {
  let stream: {
    readonly arn: string;
    readonly shardId: string;
    put(deviceId: string, payload: unknown): Promise<string>;
  };

  beforeEach(async () => {
    vi.stubEnv("AWS_ENDPOINT_URL_KINESIS", await kinesisEndpoint());
    const kinesis = new KinesisClient({ region });
    const StreamName = "anhu-telemetry";
    await kinesis.send(new CreateStreamCommand({ StreamName, ShardCount: 1 }));
    const { StreamDescription } = await kinesis.send(new DescribeStreamCommand({ StreamName }));
    stream = {
      arn: StreamDescription?.StreamARN ?? "",
      shardId: StreamDescription?.Shards?.[0]?.ShardId ?? "",
      async put(deviceId, payload) {
        const message = world.message(deviceId, "telemetry", payload, `m-${Math.random()}`);
        const Data = Buffer.from(JSON.stringify(toEnvelope(message)));
        const { SequenceNumber = "" } = await kinesis.send(
          new PutRecordCommand({ StreamName, PartitionKey: deviceId, Data }),
        );
        return SequenceNumber;
      },
    };
  });

  function batchOf(from: string, to: string): unknown {
    const { arn: streamArn, shardId } = stream;
    return {
      requestContext: {},
      KinesisBatchInfo: { streamArn, shardId, startSequenceNumber: from, endSequenceNumber: to },
    };
  }

  async function heartRates(): Promise<readonly number[]> {
    const query = { code: "heart-rate", resolution: "raw" };
    const { series } = await world.must("read-observations", { id: "resident-1", query });
    return series.flatMap(({ points }: { points: { value: number }[] }) => points.map(({ value }) => value));
  }

  function reading(value: number, secondsAgo: number): unknown {
    return [{ n: "heart-rate", v: value, t: world.now / 1000 - secondsAgo }];
  }

  test("are read again from their first to their last, and no further, and stored", async () => {
    await stream.put("bed-1", reading(61, 50));
    const from = await stream.put("bed-1", reading(62, 40));
    await stream.put("bed-1", reading(63, 30));
    const to = await stream.put("bed-1", reading(64, 20));
    await stream.put("bed-1", reading(65, 10));
    const url = await deadLetter("anhu-ingest-telemetry-dead-letters", batchOf(from, to));
    expect(await anhu("redrive", ...choice)).toMatchObject({ code: 0, json: { found: 1, left: 0 } });
    expect(await heartRates()).toEqual([62, 63, 64]);
    expect(await waitingIn(url)).toBe(0);
  });

  test("that the stream keeps no longer stay as lost until they are discarded", async () => {
    const to = await stream.put("bed-1", reading(64, 20));
    const from = String(BigInt(to) - 1n);
    const url = await deadLetter("anhu-ingest-telemetry-dead-letters", batchOf(from, to));
    expect((await anhu("redrive", ...choice)).json).toMatchObject({ left: 1, queues: [{ lost: 1 }] });
    expect(await waitingIn(url)).toBe(1);
    await anhu("redrive", "--discard-lost", ...choice);
    expect(await waitingIn(url)).toBe(0);
  });
});
