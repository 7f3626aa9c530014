import { App } from "aws-cdk-lib";
import { Match, Template } from "aws-cdk-lib/assertions";
import { expect, test } from "vitest";
import type { TableDefinition } from "../../domain/ports.ts";
import { type FunctionDeclaration, functionNames, manifest } from "../../functions/manifest.ts";
import { FunctionsStack } from "../../infra/functions-stack.ts";
import { TablesStack, tablePrefix } from "../../infra/tables-stack.ts";
import { tables } from "../../stores/tables.ts";

const app = new App({ context: { "aws:cdk:bundling-stacks": [] } });
const stateful = new TablesStack(app, "Tables");
const functions = Template.fromStack(new FunctionsStack(app, "Functions", { tables: stateful.tables }));
const storage = Template.fromStack(stateful);

test("every function of the manifest becomes one Lambda function with its limits", () => {
  for (const name of functionNames) {
    functions.hasResourceProperties("AWS::Lambda::Function", {
      Description: manifest[name].ifItFails,
      Timeout: manifest[name].timeoutSeconds,
      MemorySize: manifest[name].memoryMb,
      Runtime: "nodejs24.x",
      Architectures: ["arm64"],
    });
  }
});

test("every table keeps its data when the stack goes, can be restored to any minute, and is encrypted", () => {
  const made = Object.values(storage.findResources("AWS::DynamoDB::GlobalTable"));
  expect(made).toHaveLength(Object.keys(tables).length);
  for (const table of made) {
    expect(table).toMatchObject({ DeletionPolicy: "Retain", Properties: { SSESpecification: { SSEEnabled: true } } });
    expect(table.Properties.Replicas[0]).toMatchObject({
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    });
  }
});

test.each(Object.values(tables))("table $name has its declared keys, indexes and expiry", (table: TableDefinition) => {
  const made = Object.values(storage.findResources("AWS::DynamoDB::GlobalTable"));
  const properties = made.find(({ Properties }) => Properties.TableName === `${tablePrefix}${table.name}`)?.Properties;
  const keys = (schema: readonly { AttributeName: string }[]) => schema.map(({ AttributeName }) => AttributeName);
  expect(keys(properties.KeySchema)).toEqual([table.partition, table.sort].filter((key) => key !== undefined));
  expect(properties.TimeToLiveSpecification?.AttributeName).toBe(table.expires);
  const indexes = (properties.GlobalSecondaryIndexes ?? []) as { IndexName: string; KeySchema: [] }[];
  expect(Object.fromEntries(indexes.map(({ IndexName, KeySchema }) => [IndexName, keys(KeySchema)]))).toEqual(
    Object.fromEntries(Object.entries(table.indexes).map(([name, { partition, sort }]) => [name, [partition, sort]])),
  );
});

test("no function may do more than its tables need: no wildcard action, no wildcard resource", () => {
  const statements = Object.values(functions.findResources("AWS::IAM::Policy")).flatMap(
    (policy) => policy.Properties.PolicyDocument.Statement as { Action: string | string[]; Resource: unknown }[],
  );
  expect(statements).not.toHaveLength(0);
  for (const { Action, Resource } of statements) {
    expect([Action].flat().filter((action) => action.endsWith("*"))).toEqual([]);
    if (![Action].flat().includes("kinesis:ListShards")) expect(Resource).not.toBe("*");
  }
});

test("a function that only reads a table gets no right to write it", () => {
  const readers = functionNames.filter((name) =>
    Object.values((manifest[name] as FunctionDeclaration).tables).every((access) => access === "read"),
  );
  const policies = Object.entries(functions.findResources("AWS::IAM::Policy"));
  for (const name of readers) {
    const own = policies.filter(([id]) => id.startsWith(name.replaceAll("-", "")));
    expect(own).not.toHaveLength(0);
    expect(JSON.stringify(own)).not.toMatch(/dynamodb:(PutItem|UpdateItem|DeleteItem|BatchWriteItem)/);
  }
});

test("telemetry reaches the parser as bytes, whatever they are", () => {
  functions.hasResourceProperties("AWS::IoT::TopicRule", {
    RuleName: "telemetry",
    TopicRulePayload: {
      AwsIotSqlVersion: "2016-03-23",
      Sql: Match.stringLikeRegexp("encode\\(\\*, 'base64'\\) AS data.*FROM 'anhu/v1/\\+/telemetry'"),
    },
  });
});
