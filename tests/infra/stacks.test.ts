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

/** Logical ids begin with the construct's id without its dashes, and no function's name begins with another's. */
// biome-ignore lint/suspicious/noExplicitAny: templates are untyped, and a test reads what it expects to be there.
function ofFunction(type: string, name: string): readonly Record<string, any>[] {
  const own = Object.entries(functions.findResources(type)).filter(([id]) => id.startsWith(name.replaceAll("-", "")));
  return own.map(([, resource]) => resource.Properties);
}

test.each(functionNames)("%s becomes a Lambda function with its limits", (name) => {
  expect(ofFunction("AWS::Lambda::Function", name)).toMatchObject([
    {
      Description: manifest[name].ifItFails,
      Timeout: manifest[name].timeoutSeconds,
      MemorySize: manifest[name].memoryMb,
      Runtime: "nodejs24.x",
      Architectures: ["arm64"],
    },
  ]);
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

test.each(functionNames)("%s gets the rights on its tables that it declares, and no others", (name) => {
  const { tables: declared } = manifest[name] as FunctionDeclaration;
  const statements = ofFunction("AWS::IAM::Policy", name).flatMap(
    ({ PolicyDocument }) => PolicyDocument.Statement as { Action: string | string[]; Resource: unknown }[],
  );
  const onTables = statements.filter(({ Action }) => [Action].flat().some((action) => action.startsWith("dynamodb:")));
  const writable = onTables.filter(({ Action }) => [Action].flat().includes("dynamodb:PutItem"));
  const tablesIn = (list: typeof onTables) =>
    Object.keys(tables).filter((table) =>
      list.some(({ Resource }) => JSON.stringify(Resource).includes(`ExportsOutputFnGetAtt${table}`)),
    );
  expect(tablesIn(onTables).toSorted()).toEqual(Object.keys(declared).toSorted());
  expect(tablesIn(writable).toSorted()).toEqual(
    Object.keys(declared)
      .filter((table) => declared[table as keyof typeof declared] === "write")
      .toSorted(),
  );
});

test.each(["telemetry", "event", "status"])("the %s topic reaches the parser as bytes, whatever they are", (kind) => {
  functions.hasResourceProperties("AWS::IoT::TopicRule", {
    RuleName: kind,
    TopicRulePayload: {
      AwsIotSqlVersion: "2016-03-23",
      Sql: Match.stringLikeRegexp(`encode\\(\\*, 'base64'\\) AS data.*FROM 'anhu/v1/\\+/${kind}'`),
    },
  });
});
