import { expect, test } from "vitest";
import { DynamoTableEngine } from "../../adapters/table/dynamo.ts";
import { clientAt, createTables } from "../../adapters/table/dynamo-tables.ts";
import type { TableDefinition } from "../../domain/ports.ts";
import { dynoxideBinary, startDynoxide } from "../engines.ts";

const binary = dynoxideBinary();

test.skipIf(binary === undefined)(
  "a new index is added to the table of an earlier version, and knows what is in it",
  async () => {
    const before: TableDefinition = { name: "things", partition: "id", indexes: {} };
    const indexes = { one: { partition: "a", sort: "id" }, other: { partition: "b", sort: "id" } };
    const after: TableDefinition = { ...before, indexes };
    const server = await startDynoxide(binary ?? "");
    const client = clientAt(server.endpoint);
    try {
      const engine = new DynamoTableEngine(client, {});
      await createTables(client, [before]);
      await engine.write([{ kind: "put", table: before, item: { id: "x", a: "1", b: "2" } }]);
      await createTables(client, [after]);
      await createTables(client, [after]);
      for (const [index, partition] of [
        ["one", "1"],
        ["other", "2"],
      ] as const) {
        const ids = async () => (await engine.query(after, { index, partition })).items.map(({ id }) => id);
        await expect.poll(ids).toEqual(["x"]);
      }
    } finally {
      client.destroy();
      await server.stop();
    }
  },
);
