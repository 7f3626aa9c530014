import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { SqliteTableEngine } from "../../adapters/table/sqlite.ts";
import { openDurably } from "../../adapters/table/sqlite-file.ts";
import { StorageInUseError } from "../../adapters/table/sqlite-lock.ts";
import type { Item, TableDefinition } from "../../domain/ports.ts";
import { tables } from "../../stores/tables.ts";

const folder = mkdtempSync(join(tmpdir(), "anhu-durability-"));
let path = "";
let files = 0;

beforeEach(() => {
  files += 1;
  path = join(folder, `${files}.sqlite`);
});
afterAll(() => rmSync(folder, { recursive: true }));

const put = (id: string, more: Item = {}) => ({ kind: "put", table: tables.residents, item: { id, ...more } }) as const;

/** Runs the writer and kills it after so many acknowledgements; answers what it had acknowledged. */
async function acknowledgedBeforeKill(round: number, count: number): Promise<readonly string[]> {
  const script = join(import.meta.dirname, "writer-process.ts");
  const child = spawn(process.execPath, [script, path, String(round)], { stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
    if (output.split("\n").length > count) child.kill("SIGKILL");
  });
  await once(child, "close");
  // The last line may be cut off.
  return output.split("\n").slice(0, -1);
}

test("what was acknowledged is there after kill -9, and pairs are whole, round after round", async () => {
  const acknowledged: string[] = [];
  for (const [round, count] of [1, 40, 333, 1500].entries())
    acknowledged.push(...(await acknowledgedBeforeKill(round, count)));

  const engine = SqliteTableEngine.open(path);
  const residents = await engine.getMany(
    tables.residents,
    acknowledged.map((id) => ({ id })),
  );
  const watches = await engine.getMany(
    tables.watches,
    acknowledged.map((residentId) => ({ residentId })),
  );
  engine.close();
  expect(acknowledged.length).toBeGreaterThan(1800);
  expect(acknowledged.filter((_, index) => residents[index] === undefined || watches[index] === undefined)).toEqual([]);
});

test("a file that is in use is refused in words, and free again after close", () => {
  const engine = SqliteTableEngine.open(path);
  expect(() => SqliteTableEngine.open(path)).toThrow(StorageInUseError);
  expect(() => SqliteTableEngine.open(path)).toThrow(/already in use by another box/);
  engine.close();
  SqliteTableEngine.open(path).close();
});

test("another process is refused as well, until it is gone", async () => {
  const script = join(import.meta.dirname, "writer-process.ts");
  const child = spawn(process.execPath, [script, path, "0"], { stdio: ["ignore", "pipe", "inherit"] });
  await once(child.stdout, "data");
  expect(() => SqliteTableEngine.open(path)).toThrow(StorageInUseError);
  child.kill("SIGKILL");
  await once(child, "close");
  SqliteTableEngine.open(path).close();
});

test("close commits what is waiting", async () => {
  const engine = SqliteTableEngine.open(path, { groupMs: 60_000 });
  const written = engine.write([put("waiting")]);
  engine.close();
  expect(await written).toEqual({ kind: "written" });
  const again = SqliteTableEngine.open(path);
  expect(await again.get(tables.residents, { id: "waiting" })).toEqual({ id: "waiting" });
  again.close();
  await expect(again.write([put("afterwards")])).rejects.toThrow();
});

describe("a full disk", () => {
  test("fails everybody in the commit, leaves nothing half done, and is over when there is room", async () => {
    const engine = SqliteTableEngine.open(path, { maxFileBytes: 1024 * 1024 });
    await engine.write([put("small", { version: 1 })]);
    const large = Array.from({ length: 10 }, (_, number) => put(`large-${number}`, { text: "x".repeat(200_000) }));
    const outcomes = await Promise.allSettled([
      engine.write([put("small", { version: 2 })]),
      ...large.map((write) => engine.write([write])),
    ]);
    expect(outcomes.map((outcome) => outcome.status)).toEqual(outcomes.map(() => "rejected"));
    expect(await engine.get(tables.residents, { id: "small" })).toEqual({ id: "small", version: 1 });
    expect(await engine.get(tables.residents, { id: "large-0" })).toBeUndefined();

    expect(await engine.write([put("small", { version: 3 })])).toEqual({ kind: "written" });
    engine.close();
    const again = SqliteTableEngine.open(path);
    expect(await again.get(tables.residents, { id: "small" })).toEqual({ id: "small", version: 3 });
    expect(statSync(path).size).toBeLessThan(1024 * 1024 + 4096);
    again.close();
  });
});

test("tables made at the opening can be read when there is no room for anything more", async () => {
  SqliteTableEngine.open(path, { tables: Object.values(tables) }).close();
  const engine = SqliteTableEngine.open(path, { tables: Object.values(tables), maxFileBytes: 4096 });
  expect(await engine.query(tables.alerts, { index: "byResident", partition: "r1" })).toEqual({ items: [] });
  engine.close();
});

test("every commit is on the disk when it returns: write-ahead log, synchronous FULL", () => {
  const db = openDurably(path);
  expect(db.prepare("PRAGMA journal_mode").get()).toEqual({ journal_mode: "wal" });
  expect(db.prepare("PRAGMA synchronous").get()).toEqual({ synchronous: 2 });
  db.close();
});

test("expired items are deleted, others not, and one written anew stays", async () => {
  let now = 1_000_000;
  const engine = SqliteTableEngine.open(path, { now: () => now });
  const row = (number: number, expiresAt: number) =>
    ({
      kind: "put",
      table: tables.series,
      item: { residentDay: "r", minuteDevice: `${number}`, expiresAt },
    }) as const;
  await Promise.all(Array.from({ length: 1200 }, (_, number) => engine.write([row(number, 2000 + (number % 2))])));
  now = 2_000_000;
  await engine.write([row(0, 9000)]);
  expect(await engine.deleteExpired(now)).toBe(599);
  expect(await engine.deleteExpired(now)).toBe(0);
  expect(await engine.get(tables.series, { residentDay: "r", minuteDevice: "0" })).toMatchObject({ expiresAt: 9000 });
  expect((await engine.query(tables.series, { partition: "r" })).items).toHaveLength(601);
  engine.close();
});

test("a version that brings a new index finds the items of the version before in it", async () => {
  const before: TableDefinition = { name: "residents", partition: "id", indexes: {} };
  const old = SqliteTableEngine.open(path);
  await old.write([{ kind: "put", table: before, item: { id: "r1", facilityId: "f" } }]);
  old.close();
  const engine = SqliteTableEngine.open(path);
  const found = await engine.query(tables.residents, { index: "byFacility", partition: "f" });
  expect(found.items).toEqual([{ id: "r1", facilityId: "f" }]);
  engine.close();
});

test("a long series of reads lets others have their turn", async () => {
  const engine = SqliteTableEngine.open(path);
  const text = "x".repeat(300);
  await Promise.all(
    Array.from({ length: 20_000 }, (_, number) =>
      engine.write([
        {
          kind: "put",
          table: tables.series,
          item: { residentDay: `d${number % 40}`, minuteDevice: `${number}`, text },
        },
      ]),
    ),
  );
  let turns = 0;
  const counting = setInterval(() => (turns += 1), 0);
  let tick: NodeJS.Immediate = setImmediate(function again() {
    turns += 1;
    tick = setImmediate(again);
  });
  await Promise.all(
    Array.from({ length: 400 }, (_, number) => engine.query(tables.series, { partition: `d${number % 40}` })),
  );
  clearInterval(counting);
  clearImmediate(tick);
  engine.close();
  expect(turns).toBeGreaterThan(5);
});
