import { chmodSync, closeSync, existsSync, openSync, statSync } from "node:fs";
import { SqliteTableEngine } from "../adapters/table/sqlite.ts";
import { findDamage, findDamageAside } from "../adapters/table/sqlite-check.ts";
import { StorageInUseError } from "../adapters/table/sqlite-lock.ts";
import { timerTable } from "../adapters/timer/table.ts";
import type { EpochMs } from "../domain/model/time.ts";
import type { TableEngine } from "../domain/ports.ts";
import { tables } from "../stores/tables.ts";
import type { DataFolder } from "./data-folder.ts";
import { signInTable } from "./sign-in/sign-in-table.ts";
import { StartRefusedError } from "./start-refused.ts";
import { damagedDatabase, howToRestore, remedyFor } from "./start-remedies.ts";

const allTables = [...Object.values(tables), timerTable, signInTable];

/** Where the box keeps its tables. */
export interface Storage {
  readonly engine: TableEngine;
  deleteExpired(now: EpochMs): Promise<void>;
  /** Takes the bytes of what was deleted off the disk, as far as the storage leaves any. */
  scrub(): void;
  /** Looks for damage in what was too large to be looked through at the start, and says what it found. */
  findDamage(signal: AbortSignal): Promise<string | undefined>;
  close(): void;
}

/** Opens the SQLite file of the folder, or the DynamoDB at `endpoint`, whose tables are made where they are missing. */
export async function openStorage(
  folder: DataFolder,
  endpoint: string | undefined,
  now: () => EpochMs,
): Promise<Storage> {
  return endpoint === undefined ? openSqlite(folder, now) : openDynamo(endpoint, now);
}

/** This much is looked through in about 0.1 s. */
const checkedAtStartBytes = 64 * 1024 * 1024;

function openSqlite(folder: DataFolder, now: () => EpochMs): Storage {
  const { databaseFile } = folder;
  try {
    keepToOwner(databaseFile);
    const engine = SqliteTableEngine.open(databaseFile, { now, tables: allTables });
    const isLarge = statSync(databaseFile).size > checkedAtStartBytes;
    const damage = isLarge ? undefined : findDamage(databaseFile);
    if (damage !== undefined) {
      engine.close();
      throw new StartRefusedError("data-folder-unreadable", damagedDatabase(databaseFile, damage));
    }
    return {
      engine,
      findDamage: async (signal) => (isLarge ? findDamageAside(databaseFile, signal) : undefined),
      deleteExpired: async (at) => {
        await engine.deleteExpired(at);
      },
      scrub: () => engine.scrub(),
      close: () => engine.close(),
    };
  } catch (error) {
    if (error instanceof StorageInUseError)
      throw new StartRefusedError("data-folder-locked", error.message, { cause: error });
    if (error instanceof StartRefusedError) throw error;
    const message = remedyFor(error, databaseFile) ?? `${databaseFile} cannot be read (${error}). ${howToRestore}`;
    throw new StartRefusedError("data-folder-unreadable", message, { cause: error });
  }
}

/** SQLite makes a new file readable by everybody, and gives the files beside it the same rights. */
function keepToOwner(databaseFile: string): void {
  closeSync(openSync(databaseFile, "a", 0o600));
  for (const file of [databaseFile, `${databaseFile}-wal`, `${databaseFile}-shm`]) {
    if (!existsSync(file)) continue;
    try {
      chmodSync(file, 0o600);
    } catch {
      // It belongs to somebody else, who decides; the box must watch all the same.
    }
  }
}

async function openDynamo(endpoint: string, now: () => EpochMs): Promise<Storage> {
  const [{ DynamoTableEngine }, { clientAt, createTables }] = await Promise.all([
    import("../adapters/table/dynamo.ts"),
    import("../adapters/table/dynamo-tables.ts"),
  ]);
  const client = clientAt(endpoint);
  try {
    await createTables(client, allTables);
  } catch (error) {
    client.destroy();
    const message = `the DynamoDB at ${endpoint} does not answer (${error}); check --dynamodb`;
    throw new StartRefusedError("dynamodb-unreachable", message, { cause: error });
  }
  return {
    engine: new DynamoTableEngine(client, { now }),
    // DynamoDB deletes by itself, and looks after its disks.
    deleteExpired: async () => undefined,
    findDamage: async () => undefined,
    scrub: () => undefined,
    close: () => client.destroy(),
  };
}
