import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { SqliteTableEngine } from "../../adapters/table/sqlite.ts";
import { findDamage, findDamageAside } from "../../adapters/table/sqlite-check.ts";
import { tables } from "../../stores/tables.ts";

let folder: string;
let path: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "anhu-check-"));
  path = join(folder, "anhu.sqlite");
  const engine = SqliteTableEngine.open(path);
  for (let number = 0; number < 300; number += 1) {
    void engine.write([
      { kind: "put", table: tables.residents, item: { id: `r${number}`, facilityId: "home", text: "x".repeat(900) } },
    ]);
  }
  engine.close();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Overwrites a page in the middle of the file, as a failing disk would. */
function damage(): void {
  const file = openSync(path, "r+");
  writeSync(file, Buffer.alloc(4096, 0xee), 0, 4096, Math.floor(statSync(path).size / 8192) * 4096);
  closeSync(file);
}

describe.each([
  ["at once", async () => findDamage(path)],
  ["aside", async () => findDamageAside(path, new AbortController().signal)],
])("looked through %s", (_how, find) => {
  test("a sound file has no damage", async () => {
    expect(await find()).toBeUndefined();
  });

  test("one page that was overwritten is found, though the file still opens", async () => {
    damage();
    SqliteTableEngine.open(path, { tables: Object.values(tables) }).close();
    expect(await find()).toMatch(/page|tree|malformed/i);
  });

  test("a file that its owner has open is looked through as well", async () => {
    const engine = SqliteTableEngine.open(path);
    await engine.write([{ kind: "put", table: tables.residents, item: { id: "late", facilityId: "home" } }]);
    expect(await find()).toBeUndefined();
    engine.close();
  });
});

test("a search that is called off ends", async () => {
  await expect(findDamageAside(path, AbortSignal.abort())).rejects.toThrow(/abort/i);
});
