import { describe, expect, test } from "vitest";
import type { TableDefinition } from "../../domain/ports.ts";
import { tables } from "../../stores/tables.ts";
import { type Properties, synthesise, textOf, usEast } from "./synthesised.ts";

const cell = synthesise({ ...usEast, retention: { archiveDays: 3650 }, telemetry: { shards: 3, windowSeconds: 20 } });
const made = cell.of("AWS::DynamoDB::GlobalTable");

test("every table of the service is deployed, and no other", () => {
  const names = Object.values(tables).map(({ name }) => `anhu-${name}`);
  expect(made.map(({ properties }) => properties.TableName).toSorted()).toEqual(names.toSorted());
});

test("every table can be restored to any second of five weeks, and cannot be deleted by mistake", () => {
  for (const { properties } of made)
    expect(properties.Replicas).toMatchObject([
      {
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      },
    ]);
});

test.each(Object.values(tables))("table $name has its declared keys, indexes and expiry", (table: TableDefinition) => {
  const { properties } = made.find(({ properties }) => properties.TableName === `anhu-${table.name}`) as {
    properties: Properties;
  };
  const keys = (schema: readonly { AttributeName: string }[]) => schema.map(({ AttributeName }) => AttributeName);
  expect(keys(properties.KeySchema)).toEqual([table.partition, table.sort].filter((key) => key !== undefined));
  expect(properties.TimeToLiveSpecification?.AttributeName).toBe(table.expires);
  const indexes = (properties.GlobalSecondaryIndexes ?? []) as { IndexName: string; KeySchema: [] }[];
  expect(Object.fromEntries(indexes.map(({ IndexName, KeySchema }) => [IndexName, keys(KeySchema)]))).toEqual(
    Object.fromEntries(Object.entries(table.indexes).map(([name, { partition, sort }]) => [name, [partition, sort]])),
  );
});

test.each([
  [100, 5, 100, 5],
  [50_000, 709, 8500, 1417],
])("provisioned tables of a cell for %i residents have room for them", (residents, least, most, begins) => {
  const { of } = synthesise({ ...usEast, capacity: { residents, tables: "provisioned" } });
  const scaled = of("AWS::DynamoDB::GlobalTable").filter(({ properties }) => properties.BillingMode === "PROVISIONED");
  expect(scaled.map(({ properties }) => properties.TableName).toSorted()).toEqual(["anhu-series", "anhu-watches"]);
  // Without it a table that was paid by the request does not become one that is paid by the hour.
  for (const { properties } of scaled) {
    const reads = properties.Replicas[0].ReadProvisionedThroughputSettings.ReadCapacityAutoScalingSettings;
    expect(reads.SeedCapacity).toBeGreaterThanOrEqual(reads.MinCapacity);
  }
  const watches = scaled.find(({ properties }) => properties.TableName === "anhu-watches")?.properties;
  expect(watches?.WriteProvisionedThroughputSettings.WriteCapacityAutoScalingSettings).toMatchObject({
    MinCapacity: least,
    MaxCapacity: most,
    SeedCapacity: begins,
    TargetTrackingScalingPolicyConfiguration: { TargetValue: 60 },
  });
});

test("tables are paid by the request where the cell does not say otherwise", () => {
  for (const { properties } of made) expect(properties.BillingMode).toBe("PAY_PER_REQUEST");
});

test("the stream has the shards of the cell, its consumer the window", () => {
  expect(cell.of("AWS::Kinesis::Stream")[0]?.properties).toMatchObject({ Name: "anhu-telemetry", ShardCount: 3 });
  const mapping = cell
    .of("AWS::Lambda::EventSourceMapping")
    .find(({ properties }) => properties.StartingPosition !== undefined);
  expect(mapping?.properties).toMatchObject({
    StartingPosition: "TRIM_HORIZON",
    BisectBatchOnFunctionError: true,
    FunctionResponseTypes: ["ReportBatchItemFailures"],
    ParallelizationFactor: 1,
    MaximumBatchingWindowInSeconds: 20,
    // Half of the day that the stream keeps: the other half is for bringing back what was given up.
    MaximumRecordAgeInSeconds: 12 * 3600,
  });
  expect(mapping?.properties.MaximumRetryAttempts).toBeUndefined();
});

test("the archive keeps its files for the days of the cell", () => {
  const archive = cell
    .of("AWS::S3::Bucket")
    .find(({ properties }) => JSON.stringify(properties.BucketName).includes("anhu-archive-"));
  expect(archive?.properties.LifecycleConfiguration.Rules).toMatchObject([
    { ExpirationInDays: 3650, Status: "Enabled" },
  ]);
});

test("what the archive overwrites stays for three months", () => {
  const archive = cell
    .of("AWS::S3::Bucket")
    .find(({ properties }) => JSON.stringify(properties.BucketName).includes("anhu-archive-"));
  expect(archive?.properties.VersioningConfiguration).toEqual({ Status: "Enabled" });
  expect(archive?.properties.LifecycleConfiguration.Rules).toMatchObject([
    { NoncurrentVersionExpiration: { NoncurrentDays: 90 } },
  ]);
});

test("the key serves whoever may use the services by way of them, and the logs of this account", () => {
  const [key] = cell.of("AWS::KMS::Key");
  const statements = key?.properties.KeyPolicy.Statement as readonly Properties[];
  const open = statements.filter(({ Principal }) => Principal.AWS === "*");
  expect(open).toHaveLength(1);
  expect(Object.keys(open[0]?.Condition.StringEquals)).toEqual(["kms:CallerAccount", "kms:ViaService"]);
  expect(open[0]?.Condition.StringEquals["kms:ViaService"].map(textOf)).toEqual(
    ["dynamodb", "kinesis", "s3"].flatMap((service) => [
      `${service}.<region>.<urlsuffix>`,
      `${service}.<region>.amazonaws.com`,
    ]),
  );
  const alarms = statements.find(({ Sid }) => Sid === "ForAlarms");
  expect(alarms?.Principal).toEqual({ Service: "cloudwatch.amazonaws.com" });
  expect(alarms?.Action).toEqual(["kms:Decrypt", "kms:GenerateDataKey"]);
});

describe("all but Data can be thrown away and built again", () => {
  test("nothing outside of it stays when its stack goes, and takes a name from the next", () => {
    const types = Object.entries(cell.templates)
      .filter(([stack]) => stack !== "Data")
      .flatMap(([, { Resources }]) => Object.values(Resources as Record<string, Properties>));
    expect(types.filter(({ DeletionPolicy }) => /^Retain/.test(DeletionPolicy ?? "")).map(({ Type }) => Type)).toEqual(
      [],
    );
  });

  test.each([
    "AWS::S3::Bucket",
    "AWS::DynamoDB::GlobalTable",
    "AWS::Kinesis::Stream",
    "AWS::Cognito::UserPool",
    "AWS::IoT::Policy",
    "AWS::IoT::ThingType",
  ])(
    "no %s, which AWS would refuse to delete once it is used, is anywhere else, and none stays of a first deployment that failed",
    (type) => {
      const found = cell.of(type);
      expect(found).not.toHaveLength(0);
      for (const { logicalId, stack, deletionPolicy } of found)
        expect([logicalId, stack, deletionPolicy]).toEqual([logicalId, "Data", "RetainExceptOnCreate"]);
    },
  );

  test("CloudFront reads the pages for this account's distributions alone, and nothing else", () => {
    const statements = cell
      .of("AWS::S3::BucketPolicy")
      .flatMap(({ properties }) => properties.PolicyDocument.Statement as Properties[])
      .filter(({ Effect, Principal }) => Effect === "Allow" && Principal.Service === "cloudfront.amazonaws.com");
    expect(statements).toHaveLength(1);
    expect(statements[0]?.Action).toBe("s3:GetObject");
    expect(textOf(statements[0]?.Resource)).toMatch(/^<pages\w+\.Arn>\/\*$/);
    expect(textOf(statements[0]?.Condition.ArnLike["aws:SourceArn"])).toBe(
      "arn:<partition>:cloudfront::<accountid>:distribution/*",
    );
  });
});
