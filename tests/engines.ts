import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { afterAll } from "vitest";
import { DynamoTableEngine } from "../adapters/table/dynamo.ts";
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

function sqlite(): EngineUnderTest {
  const cleanups: (() => void)[] = [];
  afterAll(() => {
    for (const cleanUp of cleanups) cleanUp();
  });
  return {
    name: "SQLite",
    async open(options = {}) {
      const folder = mkdtempSync(join(tmpdir(), "anhu-"));
      const engine = SqliteTableEngine.open(join(folder, "anhu.sqlite"), options.now && { now: options.now });
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
      return new DynamoTableEngine(client, { prefix, ...(options.now && { now: options.now }) });
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
