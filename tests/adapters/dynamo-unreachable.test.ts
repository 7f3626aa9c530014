import { type AddressInfo, createServer } from "node:net";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { expect, test } from "vitest";
import { DynamoTableEngine } from "../../adapters/table/dynamo.ts";
import { clientAt } from "../../adapters/table/dynamo-tables.ts";
import { clientSettings as cloudSettings } from "../../functions/shell/cloud/client-settings.ts";
import { treatmentOf } from "../../functions/shell/error-table.ts";
import { tables } from "../../stores/tables.ts";
import { clientSettings } from "../aws-emulators.ts";

test("a DynamoDB that is down is answered as not available now, and tried again", async () => {
  const client = clientAt("http://127.0.0.1:9");
  const engine = new DynamoTableEngine(client);
  const error = await engine.get(tables.residents, { id: "r1" }).catch((caught: unknown) => caught);
  expect(error).toMatchObject({ code: "table-unreachable", table: "residents" });
  expect(treatmentOf(error)).toMatchObject({ problem: "unavailable", status: 503, delivery: "retry" });
  client.destroy();
});

test("a DynamoDB that takes the question and never answers is given up before the function ends", async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const patience = { ...cloudSettings.requestHandler, requestTimeout: 50 };
  const client = new DynamoDBClient({ ...cloudSettings, ...clientSettings(endpoint), requestHandler: patience });
  const error = await new DynamoTableEngine(client)
    .get(tables.residents, { id: "r1" })
    .catch((caught: unknown) => caught);
  expect(error).toMatchObject({ code: "table-unreachable" });
  const { maxAttempts, requestHandler } = cloudSettings;
  expect(maxAttempts * requestHandler.requestTimeout).toBeLessThan(10_000);
  client.destroy();
  server.close();
});
