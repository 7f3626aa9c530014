import { expect, test } from "vitest";
import { DynamoTableEngine } from "../../adapters/table/dynamo.ts";
import { clientAt } from "../../adapters/table/dynamo-tables.ts";
import { treatmentOf } from "../../functions/shell/error-table.ts";
import { tables } from "../../stores/tables.ts";

test("a DynamoDB that is down is answered as not available now, and tried again", async () => {
  const client = clientAt("http://127.0.0.1:9");
  const engine = new DynamoTableEngine(client);
  const error = await engine.get(tables.residents, { id: "r1" }).catch((caught: unknown) => caught);
  expect(error).toMatchObject({ code: "table-unreachable", table: "residents" });
  expect(treatmentOf(error)).toMatchObject({ problem: "unavailable", status: 503, delivery: "retry" });
  client.destroy();
});
