import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoTableEngine } from "../../adapters/table/dynamo.ts";
import type { Person } from "../../domain/model/person.ts";
import { tablePrefix } from "../../infra/names.ts";
import { PersonStore } from "../../stores/person-store.ts";

/** Puts people into the cell's table, past every role and every count of what the cell does. */
export async function registerPeople(people: readonly Person[], endpoint: string, region: string): Promise<void> {
  if (people.length === 0) return;
  const credentials = { accessKeyId: "runner", secretAccessKey: "runner" };
  const client = new DynamoDBClient({ endpoint, region, credentials });
  const store = new PersonStore(new DynamoTableEngine(client, { prefix: tablePrefix }));
  for (const person of people) await store.add(person);
  client.destroy();
}
