import { SqliteTableEngine } from "../../adapters/table/sqlite.ts";
import { tables } from "../../stores/tables.ts";

/** Writes without end, ten at a time, and prints the id of each write that was acknowledged. */
const [path = "", round = ""] = process.argv.slice(2);
const engine = SqliteTableEngine.open(path);

async function writer(number: number): Promise<void> {
  for (let count = 0; ; count += 1) {
    const id = `${round}-${number}-${count}`;
    const item = { id, text: "x".repeat(count % 2000) };
    const pair = { residentId: id, version: 1 };
    await engine.write([
      { kind: "put", table: tables.residents, item, when: { absent: true } },
      { kind: "put", table: tables.watches, item: pair, when: { absent: true } },
    ]);
    process.stdout.write(`${id}\n`);
  }
}

await Promise.all(Array.from({ length: 10 }, (_, number) => writer(number)));
