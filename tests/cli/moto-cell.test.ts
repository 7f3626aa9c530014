import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { CloudFormationClient, CreateStackCommand } from "@aws-sdk/client-cloudformation";
import {
  CloudWatchClient,
  PutMetricAlarmCommand,
  PutMetricDataCommand,
  SetAlarmStateCommand,
} from "@aws-sdk/client-cloudwatch";
import {
  DeleteItemCommand,
  DynamoDBClient,
  ListTablesCommand,
  UpdateContinuousBackupsCommand,
} from "@aws-sdk/client-dynamodb";
import { CreateQueueCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { beforeEach, describe, expect, test } from "vitest";
import { DynamoTableEngine } from "../../adapters/table/dynamo.ts";
import { createTables } from "../../adapters/table/dynamo-tables.ts";
import type { TableDefinition } from "../../domain/ports.ts";
import { tables } from "../../stores/tables.ts";
import { motoEndpoint } from "../aws-emulators.ts";
import { World } from "../functions/world.ts";
import { anhu, awsEnvironment, ownFolder, type Ran } from "./anhu-under-test.ts";
import { type LambdaEndpoint, lambdaEndpoint } from "./lambda-endpoint.ts";

const region = "us-east-1";
const account = "123456789012";
let world: World;
let lambda: LambdaEndpoint;
let choice: readonly string[];

/** A world whose tables are in moto, as the cell's are in DynamoDB. */
beforeEach(async () => {
  if (motoEndpoint === undefined) return;
  await fetch(`${motoEndpoint}/moto-api/reset`, { method: "POST" });
  world = new World();
  lambda = await lambdaEndpoint(world);
  cellFile(`name: taihe\nregion: ${region}\nalarms: { emails: [ops@example.org] }\n`);
  awsEnvironment({ AWS_ENDPOINT_URL: motoEndpoint, AWS_ENDPOINT_URL_LAMBDA: lambda.url });
});

function cellFile(text: string): void {
  const cells = ownFolder();
  writeFileSync(join(cells, "taihe.yaml"), text);
  choice = ["--cells", cells, "--cell", "taihe", "--json"];
}

async function stack(name: string, outputs: Readonly<Record<string, string>> = {}): Promise<void> {
  const Outputs = Object.fromEntries(Object.entries(outputs).map(([key, Value]) => [key, { Value }]));
  const Resources = { topic: { Type: "AWS::SNS::Topic", Properties: { TopicName: `${name}-topic` } } };
  const TemplateBody = JSON.stringify({ Resources, Outputs });
  await new CloudFormationClient({ region }).send(new CreateStackCommand({ StackName: name, TemplateBody }));
}

async function deployed(): Promise<void> {
  await stack("CDKToolkit", { BootstrapVersion: "30" });
  for (const part of ["Data", "Entry", "Service", "Api", "Consortium", "Families", "Pages", "Watch"])
    await stack(`Anhu-taihe-${part}`);
  const dynamo = new DynamoDBClient({ region });
  await createTables(dynamo, Object.values<TableDefinition>(tables), "anhu-");
  for (const { name } of Object.values<TableDefinition>(tables))
    await dynamo.send(
      new UpdateContinuousBackupsCommand({
        TableName: `anhu-${name}`,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      }),
    );
  world.engine = new DynamoTableEngine(dynamo, { prefix: "anhu-", now: () => world.now });
  await alarm("canary-silent", ["arn:aws:sns:us-east-1:123456789012:anhu-alarms"]);
}

async function alarm(id: string, AlarmActions: string[]): Promise<void> {
  await new CloudWatchClient({ region }).send(
    new PutMetricAlarmCommand({
      AlarmName: `anhu-${id}`,
      AlarmDescription: "Nobody would hear a call for help.\n\nWhat to do",
      AlarmActions,
      Namespace: "Anhu",
      MetricName: "CanaryLatency",
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 1,
      Statistic: "Sum",
      ComparisonOperator: "LessThanThreshold",
    }),
  );
}

type Found = readonly { readonly check: string; readonly level: string; readonly what: { readonly en: string } }[];

function levels(ran: Ran): Readonly<Record<string, readonly string[]>> {
  const byCheck = Map.groupBy(ran.json.findings as Found, ({ check }) => check);
  return Object.fromEntries([...byCheck].map(([check, findings]) => [check, findings.map(({ level }) => level)]));
}

describe.skipIf(motoEndpoint === undefined)("a cell in moto", { timeout: 180_000 }, () => {
  describe("doctor", () => {
    test("before the deployment says what is missing, and passes over what cannot be there yet", async () => {
      const ran = await anhu("doctor", ...choice);
      expect(levels(ran)).toMatchObject({ credentials: ["ok"], bootstrap: ["wrong"], stacks: ["warning"] });
      expect(levels(ran)).not.toHaveProperty("alarms");
      expect(ran.code).toBe(5);
    });

    test("finds nothing wrong with a cell that is well", async () => {
      await deployed();
      lambda.instead = undefined;
      const ran = await anhu("doctor", ...choice);
      const { "quota-lambda": _quota, ...others } = levels(ran);
      expect(others).toEqual({
        node: ["ok"],
        "cell-file": ["ok"],
        credentials: ["ok"],
        bootstrap: ["ok"],
        "quota-iot": ["ok"],
        "iot-endpoint": ["ok"],
        stacks: ["ok", "ok", "ok", "ok", "ok", "ok", "ok", "ok"],
        serving: ["ok"],
        functions: ["ok"],
        "dead-letters": ["ok"],
        alarms: ["ok"],
        recovery: ["ok"],
      });
    });

    test("names a function that failed with what people notice, dead letters, a ringing alarm and one that tells nobody", async () => {
      await deployed();
      const cloudwatch = new CloudWatchClient({ region });
      const Dimensions = [{ Name: "FunctionName", Value: "anhu-ingest-event" }];
      const MetricData = [{ MetricName: "Errors", Value: 3, Dimensions, Timestamp: new Date(Date.now() - 60_000) }];
      await cloudwatch.send(new PutMetricDataCommand({ Namespace: "AWS/Lambda", MetricData }));
      await alarm("mute", []);
      const ringing = { AlarmName: "anhu-canary-silent", StateValue: "ALARM", StateReason: "x" } as const;
      await cloudwatch.send(new SetAlarmStateCommand(ringing));
      await deadLetter();
      const ran = await anhu("doctor", ...choice);
      expect(ran.code).toBe(5);
      const words = (ran.json.findings as Found).filter(({ level }) => level === "wrong").map(({ what }) => what.en);
      expect(words.join("\n")).toMatch(/anhu-ingest-event failed 3 times within the hour: Falls, SOS calls/);
      expect(words.join("\n")).toMatch(/anhu-ingest-event-dead-letters holds 1/);
      expect(words.join("\n")).toMatch(/1 alarms tell nobody: anhu-mute/);
      expect(words.join("\n")).toMatch(/anhu-canary-silent is in ALARM: Nobody would hear/);
    });

    test("finds tables that cannot be restored, and an account that is another's", async () => {
      await deployed();
      await new DynamoDBClient({ region }).send(
        new UpdateContinuousBackupsCommand({
          TableName: "anhu-residents",
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: false },
        }),
      );
      expect(levels(await anhu("doctor", ...choice))).toMatchObject({ recovery: ["wrong"] });
      cellFile(`name: taihe\nregion: ${region}\naccount: "999999999999"\n`);
      const ran = await anhu("doctor", ...choice);
      expect(levels(ran)).toMatchObject({ recipients: ["wrong"], credentials: ["wrong"] });
      const status = await anhu("status", ...choice);
      expect(status).toMatchObject({ code: 4 });
      expect(status.json.error).toMatchObject({ account, expected: "999999999999" });
      for (const command of [["backup"], ["backup", "--list"], ["restore", "--drill"], ["redrive"]])
        expect(await anhu(...command, ...choice), command.join(" ")).toMatchObject({ code: 4 });
    });

    test("rings an alarm that somebody gets, when it is asked to", async () => {
      await deployed();
      const ran = await anhu("doctor", "--ring", ...choice);
      expect(levels(ran)).toMatchObject({ ring: ["warning"] });
      expect(ran.stderr).toMatch(/anhu-canary-silent rang once: see that ops@example\.org all got the mail/);
    });
  });

  async function deadLetter(): Promise<void> {
    const sqs = new SQSClient({ region, useQueueUrlAsEndpoint: false });
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: "anhu-ingest-event-dead-letters" }));
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "{}" }));
  }

  describe("status", () => {
    test("shows on one screen who is watched, what waits and what rings", async () => {
      await deployed();
      await world.furnish();
      await world.telemetry(world.heartRate("bed-1", 71, "m1"));
      const well = await anhu("status", ...choice);
      expect(well).toMatchObject({ code: 0 });
      expect(well.json).toMatchObject({
        facilities: 1,
        residents: { all: 2 },
        devices: { all: 3, silent: 0 },
        deadLetters: 0,
        troubles: [],
      });
      expect(well.json.lastHeardAt).toMatch(/\+08:00$/);
      await deadLetter();
      const troubled = await anhu("status", ...choice);
      expect(troubled).toMatchObject({ code: 5, json: { deadLetters: 1 } });
      expect((await anhu("status", ...choice.slice(0, -1))).stdout).toMatch(/! anhu-ingest-event-dead-letters holds 1/);
    });
  });

  describe("backup and restore", () => {
    async function tablesNow(): Promise<readonly string[]> {
      const { TableNames = [] } = await new DynamoDBClient({ region }).send(new ListTablesCommand({}));
      return TableNames;
    }

    test("a drill restores every table, compares item by item, and leaves nothing behind", async () => {
      await deployed();
      await world.furnish();
      const { json: backup } = await anhu("backup", ...choice);
      expect(Object.keys(backup.tables)).toHaveLength(Object.keys(tables).length);
      const before = await tablesNow();
      await world.must("register-facility", { body: { id: "home-2", name: "新", kind: "care-home" } });
      const drill = await anhu("restore", "--drill", ...choice);
      expect(drill).toMatchObject({ code: 0, json: { drill: "passed" } });
      const of = (name: string) => drill.json.tables.find(({ table }: { table: string }) => table === name);
      expect(of("facilities")).toMatchObject({ restored: 1, same: 1, changed: 0, onlyNow: 1 });
      // Two residents, the guards of their beds, that both moved in, and that all beds are guarded.
      expect(of("residents")).toMatchObject({ restored: 7, same: 7, changed: 0, onlyNow: 0 });
      expect(await tablesNow()).toEqual(before);
    });

    test("a drill says when what it restored is empty", async () => {
      await deployed();
      await anhu("backup", ...choice);
      await world.furnish();
      const drill = await anhu("restore", "--drill", ...choice);
      expect(drill).toMatchObject({ code: 5, json: { drill: "empty" } });
    });

    test("restoring makes new tables and never touches those in use", async () => {
      await deployed();
      await world.furnish();
      const { json: backup } = await anhu("backup", ...choice);
      const Key = { listedUnder: { S: "all" }, id: { S: "home-1" } };
      await new DynamoDBClient({ region }).send(new DeleteItemCommand({ TableName: "anhu-facilities", Key }));
      const restored = await anhu("restore", "--from", backup.name, ...choice);
      expect(restored.code).toBe(0);
      expect(restored.json.tables).toHaveLength(Object.keys(tables).length);
      const prefix = restored.json.tables[0].replace(/facilities$/, "");
      expect(prefix).toMatch(/^anhu-restored-\d{8}-\d{6}-$/);
      expect((await world.must("list-facilities")).items).toEqual([]);
      world.engine = new DynamoTableEngine(new DynamoDBClient({ region }), { prefix, now: () => world.now });
      expect((await world.must("list-facilities")).items).toMatchObject([{ id: "home-1" }]);
    });

    test.each([
      ["no source", [], 2, /say what to restore/],
      ["a time to come", ["--at", "2999-01-01T00:00:00+08:00"], 2, /takes a past ISO 8601 time/],
      ["a time without a zone", ["--at", "yesterday"], 2, /takes a past ISO 8601 time/],
      ["a backup that is not there", ["--from", "anhu-x"], 1, /there is no backup anhu-x/],
    ])("refuses %s", async (_claim, options, code, line) => {
      await deployed();
      const ran = await anhu("restore", ...options, ...choice);
      expect(ran.code).toBe(code);
      expect(ran.stderr).toMatch(line);
    });

    test("of a cell without tables says that it is not deployed", async () => {
      const ran = await anhu("backup", ...choice);
      expect(ran.code).toBe(1);
      expect(ran.stderr).toMatch(/taihe is not wholly deployed in us-east-1 \(dynamodb:CreateBackup/);
    });
  });

  test("a device is told where the region's broker is", async () => {
    await deployed();
    await world.furnish();
    const out = join(ownFolder(), "w");
    const added = await anhu(
      "device",
      "add",
      "--kind",
      "wristband",
      "--resident",
      "resident-1",
      "--out",
      out,
      ...choice,
    );
    expect(added.json.mqtts).toMatch(/^mqtts:\/\/.*iot\.us-east-1\.amazonaws\.com:8883$/);
  });
});
