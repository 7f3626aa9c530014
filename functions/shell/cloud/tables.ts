import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoTableEngine } from "../../../adapters/table/dynamo.ts";
import type { TableEngine } from "../../../domain/ports.ts";
import { clientSettings } from "./client-settings.ts";
import { variable } from "./environment.ts";

/** The tables of the cell in DynamoDB. */
export function cloudTables(): TableEngine {
  return new DynamoTableEngine(new DynamoDBClient(clientSettings), { prefix: variable("ANHU_TABLE_PREFIX") });
}
