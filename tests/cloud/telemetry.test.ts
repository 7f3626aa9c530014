import { expect, test } from "vitest";
import { minute } from "../../domain/model/time.ts";
import type { Cloud } from "./cloud.ts";
import { call, change, synthesised, withResident } from "./cloud-under-test.ts";
import { basicIngest, enrolledDevice, heartRate } from "./devices.ts";
import { startedCell } from "./iot/cell-under-test.ts";
import { withCode } from "./own-code.ts";

const ingest = "anhu-ingest-telemetry";
const topic = basicIngest("d1", "telemetry");

/** As the rule writes. */
async function putRaw(cloud: Cloud, data: string): Promise<void> {
  const rule = cloud.resources("AWS::IoT::TopicRule").find(({ ref }) => ref === "telemetry");
  const payload = rule?.properties.TopicRulePayload as { Actions: { Kinesis?: Record<string, string> }[] } | undefined;
  const kinesis = payload?.Actions.find(({ Kinesis }) => Kinesis)?.Kinesis;
  await cloud.putRecord(kinesis?.RoleArn ?? "", kinesis?.StreamName ?? "", "d1", Buffer.from(data));
}

async function heartRates(cloud: Cloud): Promise<readonly number[]> {
  const { body } = await call(cloud, "GET", "/api/residents/r1/observations?code=heart-rate&resolution=raw");
  return body.series.flatMap(({ points }: { points: { value: number }[] }) => points.map(({ value }) => value));
}

test("what a device measures stands in its resident's series once the window is over", async () => {
  const { cloud, iot } = await startedCell();
  await withResident(cloud);
  await enrolledDevice(cloud, "d1", "wristband");
  await iot.publish(topic, heartRate(71), 1);
  await cloud.clock.advanceBy(minute);
  expect(await heartRates(cloud)).toEqual([71]);
  expect(cloud.denied()).toEqual([]);
  expect(await cloud.deadLetters()).toEqual([]);
});

test("a record that nobody can read lies in quarantine, and the ones beside it are stored", async () => {
  const { cloud, iot } = await startedCell();
  await withResident(cloud);
  await enrolledDevice(cloud, "d1", "wristband");
  await putRaw(cloud, "\u0000 no envelope");
  await iot.publish(topic, heartRate(72), 1);
  await iot.publish(topic, Buffer.from("no SenML {"), 1);
  await cloud.clock.advanceBy(minute);
  expect(await heartRates(cloud)).toEqual([72]);
  const { body } = await call(cloud, "GET", "/api/quarantine");
  expect(body.items).toHaveLength(2);
  expect(await cloud.deadLetters()).toEqual([]);
});

test("a batch of which one record fails again and again is tried from there on, and given up with its place in the stream", async () => {
  const source = `let calls = 0;
    export const handler = async ({ Records }) => {
      const bad = Records.filter(({ kinesis }) => Buffer.from(kinesis.data, "base64").toString() === "bad");
      console.log(Records.length, bad.length);
      return { batchItemFailures: bad.map(({ kinesis }) => ({ itemIdentifier: kinesis.sequenceNumber })) };
    };`;
  const { cloud } = await startedCell({ assembly: withCode(synthesised(), ingest, source) });
  for (const data of ["good", "bad", "good"]) await putRaw(cloud, data);
  await cloud.clock.advanceBy(minute);
  expect(cloud.logLines(ingest)).toEqual(["3 1", ...Array.from({ length: 16 }, () => "2 1")]);
  const letters = await cloud.deadLetters();
  expect(letters.map(({ queue, body }) => ({ queue, ...JSON.parse(body) }))).toMatchObject([
    {
      queue: `${ingest}-dead-letters`,
      requestContext: { condition: "RecordAgeExceeded", approximateInvokeCount: 17 },
      KinesisBatchInfo: { batchSize: 2, shardId: "shardId-000000000000" },
    },
  ]);
});

test("a batch at which the function fails is halved until the record alone is left that makes it fail", async () => {
  const source = `export const handler = async ({ Records }) => {
      if (Records.some(({ kinesis }) => Buffer.from(kinesis.data, "base64").toString() === "bad")) throw new Error("bad");
      console.log(Records.length);
    };`;
  const { cloud } = await startedCell({ assembly: withCode(synthesised(), ingest, source) });
  for (const data of ["good", "good", "bad", "good"]) await putRaw(cloud, data);
  await cloud.clock.advanceBy(minute);
  expect(cloud.logLines(ingest)).toEqual(["2", "1"]);
  const [letter, ...others] = await cloud.deadLetters();
  expect(others).toEqual([]);
  expect(JSON.parse(letter?.body ?? "")).toMatchObject({ KinesisBatchInfo: { batchSize: 1 } });
});

test("a right that a function lacks shows as a denied call, and the batch is not lost", async () => {
  const assembly = change(
    synthesised(),
    ({ Type, Properties }) =>
      Type === "AWS::IAM::Policy" && JSON.stringify(Properties?.Roles).includes("ingesttelemetry"),
    ({ PolicyDocument }) => {
      for (const statement of PolicyDocument.Statement)
        if ([statement.Action].flat().includes("dynamodb:PutItem")) statement.Action = "dynamodb:GetItem";
    },
  );
  const { cloud, iot } = await startedCell({ assembly });
  await withResident(cloud);
  await enrolledDevice(cloud, "d1", "wristband");
  await iot.publish(topic, heartRate(71), 1);
  await cloud.clock.advanceBy(minute);
  expect(cloud.denied()).toContainEqual(expect.objectContaining({ functionName: ingest, action: "dynamodb:PutItem" }));
  expect(await cloud.deadLetters()).toContainEqual(expect.objectContaining({ queue: `${ingest}-dead-letters` }));
});
