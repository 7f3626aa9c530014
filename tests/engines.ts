import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { type DynamoDBClient, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, ScanCommand, type ScanCommandOutput } from "@aws-sdk/lib-dynamodb";
import { afterAll } from "vitest";
import { DynamoTableEngine } from "../adapters/table/dynamo.ts";
import { inflated } from "../adapters/table/dynamo-deflate.ts";
import { clientAt, createTables } from "../adapters/table/dynamo-tables.ts";
import { SqliteTableEngine } from "../adapters/table/sqlite.ts";
import type { EpochMs } from "../domain/model/time.ts";
import type { TableDefinition, TableEngine } from "../domain/ports.ts";
import { tables } from "../stores/tables.ts";

export interface EngineUnderTest {
  readonly name: string;
  /** Opens an engine with empty tables (those of stores/tables.ts unless others are named); it is closed after the file. */
  open(options?: { readonly now?: () => EpochMs; readonly tables?: readonly TableDefinition[] }): Promise<TableEngine>;
}

/**
 * Every table engine that this machine can run: SQLite; DynamoDB's API as dynoxide speaks it, where npm has it for the
 * platform; and moto's server, where ANHU_TEST_MOTO names one. To be called at the top of a test file.
 */
export function enginesUnderTest(): readonly EngineUnderTest[] {
  const binary = dynoxideBinary();
  const endpoint = process.env.ANHU_TEST_MOTO;
  if (binary === undefined) console.log("not tested on DynamoDB's API: @dynoxide/linux-x64 is not installed here");
  return [
    sqlite(),
    ...(binary === undefined ? [] : [dynoxide(binary)]),
    ...(endpoint === undefined ? [] : [dynamo("DynamoDB (moto)", async () => endpoint)]),
  ];
}

/** Everything that lies in a table, as text; and of SQLite the bytes of its files, after what was written is in them. */
export interface Contents {
  readonly tables: ReadonlyMap<string, readonly string[]>;
  readonly files: ReadonlyMap<string, Buffer>;
}

const contents = new WeakMap<TableEngine, () => Promise<Contents>>();

/** Reads what an engine of {@link enginesUnderTest} has stored, past the engine itself. */
export async function contentsOf(engine: TableEngine): Promise<Contents> {
  const read = contents.get(engine);
  if (read === undefined) throw new Error("not an engine under test");
  return read();
}

/** Every row of every table of a file that an engine may have open, and the file's own bytes. */
export function sqliteContents(path: string): Contents {
  const db = new DatabaseSync(path, { readOnly: true });
  const names = db.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
  const read = new Map(
    names.map(({ name }) => [
      String(name),
      db
        .prepare(`SELECT * FROM "${name}"`)
        .all()
        .map((row) => JSON.stringify(row)),
    ]),
  );
  db.close();
  const files = [path, `${path}-wal`].filter((file) => existsSync(file));
  return { tables: read, files: new Map(files.map((file) => [file, readFileSync(file)])) };
}

async function dynamoContents(client: DynamoDBClient, prefix: string): Promise<Contents> {
  const documents = DynamoDBDocumentClient.from(client);
  const read = new Map<string, readonly string[]>();
  for (const { name } of Object.values(tables)) {
    const rows: string[] = [];
    let from: Record<string, unknown> | undefined;
    do {
      const scan = new ScanCommand({
        TableName: `${prefix}${name}`,
        ...(from !== undefined && { ExclusiveStartKey: from }),
      });
      const { Items = [], LastEvaluatedKey }: ScanCommandOutput = await documents.send(scan);
      rows.push(...Items.map((item) => JSON.stringify(inflated(item))));
      from = LastEvaluatedKey;
    } while (from !== undefined);
    read.set(name, rows);
  }
  return { tables: read, files: new Map() };
}

function sqlite(): EngineUnderTest {
  const cleanups: (() => void)[] = [];
  afterAll(() => {
    for (const cleanUp of cleanups) cleanUp();
  });
  return {
    name: "SQLite",
    async open(options = {}) {
      const folder = mkdtempSync(join(tmpdir(), "anhu-"));
      const file = join(folder, "anhu.sqlite");
      const engine = SqliteTableEngine.open(file, options.now && { now: options.now });
      contents.set(engine, async () => sqliteContents(file));
      cleanups.push(() => {
        engine.close();
        rmSync(folder, { recursive: true });
      });
      return engine;
    },
  };
}

function dynoxide(binary: string): EngineUnderTest {
  let started: Promise<Dynoxide> | undefined;
  afterAll(async () => (await started)?.stop());
  return dynamo("DynamoDB (dynoxide)", async () => {
    started ??= startDynoxide(binary);
    return (await started).endpoint;
  });
}

function dynamo(name: string, endpoint: () => Promise<string>): EngineUnderTest {
  const cleanups: (() => void)[] = [];
  afterAll(() => {
    for (const cleanUp of cleanups) cleanUp();
  });
  return {
    name,
    async open(options = {}) {
      const client = clientAt(await endpoint());
      const prefix = `test-${randomUUID().slice(0, 8)}-`;
      await createTables(client, options.tables ?? Object.values(tables), prefix);
      cleanups.push(() => client.destroy());
      const engine = new DynamoTableEngine(client, { prefix, ...(options.now && { now: options.now }) });
      contents.set(engine, () => dynamoContents(client, prefix));
      return engine;
    },
  };
}

/** Where npm put the emulator's binary; absent on platforms for which there is none. */
export function dynoxideBinary(): string | undefined {
  try {
    return join(dirname(createRequire(import.meta.url).resolve("@dynoxide/linux-x64/package.json")), "dynoxide");
  } catch {
    return undefined;
  }
}

export interface Dynoxide {
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** Starts an emulator that keeps everything in memory, on a port of its own. */
export async function startDynoxide(binary: string): Promise<Dynoxide> {
  const port = await freePort();
  const child = spawn(binary, ["serve", "--host", "127.0.0.1", "--port", String(port)], { stdio: "ignore" });
  const kill = () => child.kill("SIGKILL");
  process.once("exit", kill);
  const endpoint = `http://127.0.0.1:${port}`;
  await answering(endpoint, child);
  return {
    endpoint,
    async stop() {
      process.off("exit", kill);
      const gone = new Promise((resolve) => child.once("exit", resolve));
      if (child.exitCode === null && kill()) await gone;
    },
  };
}

async function answering(endpoint: string, child: ChildProcess): Promise<void> {
  const client = clientAt(endpoint);
  for (let attempt = 0; attempt < 250; attempt++) {
    if (child.exitCode !== null) throw new Error(`dynoxide ended with exit code ${child.exitCode}`);
    try {
      await client.send(new ListTablesCommand({}));
      client.destroy();
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
  throw new Error(`dynoxide does not answer at ${endpoint}`);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}
