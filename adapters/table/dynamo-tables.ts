import {
  type AttributeDefinition,
  CreateTableCommand,
  type CreateTableCommandInput,
  DynamoDBClient,
  type KeySchemaElement,
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

/** Makes the tables that are not there yet, for the one box and for tests; in the cloud the deployment makes them. */
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
    if (isNamed(error, "ResourceInUseException")) return;
    throw error;
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
