import {
  type AttributeDefinition,
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  DynamoDBClient,
  type KeySchemaElement,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
} from "@aws-sdk/client-dynamodb";
import type { TableDefinition } from "../../domain/ports.ts";
import { isNamed } from "./dynamo-retry.ts";

/** A client for a DynamoDB that stands at an address of our own and asks for no credentials. */
export function clientAt(endpoint: string): DynamoDBClient {
  return new DynamoDBClient({
    endpoint,
    // An emulator may want a region that exists.
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
}

/** Makes the tables and indexes that are not there yet, for the one box and for tests; in the cloud the deployment makes them. */
export async function createTables(
  client: DynamoDBClient,
  definitions: readonly TableDefinition[],
  prefix = "",
): Promise<void> {
  await Promise.all(definitions.map((definition) => createTable(client, definition, `${prefix}${definition.name}`)));
}

async function createTable(client: DynamoDBClient, definition: TableDefinition, name: string): Promise<void> {
  try {
    await client.send(new CreateTableCommand(shapeOf(definition, name)));
  } catch (error) {
    if (!isNamed(error, "ResourceInUseException")) throw error;
    await addIndexes(client, definition, name);
    return;
  }
  await waitUntilTableExists({ client, maxWaitTime: 60, minDelay: 1, maxDelay: 2 }, { TableName: name });
  if (definition.expires === undefined) return;
  const TimeToLiveSpecification = { AttributeName: definition.expires, Enabled: true };
  try {
    await client.send(new UpdateTimeToLiveCommand({ TableName: name, TimeToLiveSpecification }));
  } catch (error) {
    // An endpoint that does not know expiry keeps what it should delete; reading passes over it all the same.
    if (!isNamed(error, "UnknownOperationException")) throw error;
  }
}

/** A version of the program that brings a new index finds the tables of the version before it. */
async function addIndexes(client: DynamoDBClient, definition: TableDefinition, name: string): Promise<void> {
  const shape = shapeOf(definition, name);
  for (const Create of shape.GlobalSecondaryIndexes ?? []) {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: name }));
    if (Table?.GlobalSecondaryIndexes?.some(({ IndexName }) => IndexName === Create.IndexName) === true) continue;
    const { AttributeDefinitions } = shape;
    const GlobalSecondaryIndexUpdates = [{ Create }];
    await client.send(new UpdateTableCommand({ TableName: name, AttributeDefinitions, GlobalSecondaryIndexUpdates }));
    // A table takes one new index at a time, and answers by it once it is built.
    await waitUntilTableExists({ client, maxWaitTime: 600, minDelay: 1, maxDelay: 5 }, { TableName: name });
  }
}

function shapeOf(definition: TableDefinition, name: string): CreateTableCommandInput {
  const indexes = Object.entries(definition.indexes);
  const attributes = new Set([
    definition.partition,
    ...(definition.sort === undefined ? [] : [definition.sort]),
    ...indexes.flatMap(([, index]) => [index.partition, index.sort]),
  ]);
  return {
    TableName: name,
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [...attributes].map(
      (attribute): AttributeDefinition => ({ AttributeName: attribute, AttributeType: "S" }),
    ),
    KeySchema: keySchema(definition.partition, definition.sort),
    ...(indexes.length === 0
      ? {}
      : {
          GlobalSecondaryIndexes: indexes.map(([indexName, index]) => ({
            IndexName: indexName,
            KeySchema: keySchema(index.partition, index.sort),
            Projection: { ProjectionType: "ALL" },
          })),
        }),
  };
}

function keySchema(partition: string, sort: string | undefined): KeySchemaElement[] {
  const hash: KeySchemaElement = { AttributeName: partition, KeyType: "HASH" };
  return sort === undefined ? [hash] : [hash, { AttributeName: sort, KeyType: "RANGE" }];
}
