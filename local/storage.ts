import { SqliteTableEngine } from "../adapters/table/sqlite.ts";
import { StorageInUseError } from "../adapters/table/sqlite-lock.ts";
import { timerTable } from "../adapters/timer/table.ts";
import type { EpochMs } from "../domain/model/time.ts";
import type { TableEngine } from "../domain/ports.ts";
import { tables } from "../stores/tables.ts";
import type { DataFolder } from "./data-folder.ts";
import { StartRefusedError } from "./start-refused.ts";

/** Where the box keeps its tables. */
export interface Storage {
  readonly engine: TableEngine;
  deleteExpired(now: EpochMs): Promise<void>;
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

function openSqlite(folder: DataFolder, now: () => EpochMs): Storage {
  try {
    const engine = SqliteTableEngine.open(folder.databaseFile, { now });
    return {
      engine,
      deleteExpired: async (at) => {
        await engine.deleteExpired(at);
      },
      close: () => engine.close(),
    };
  } catch (error) {
    if (error instanceof StorageInUseError)
      throw new StartRefusedError("data-folder-locked", error.message, { cause: error });
    const message = `${folder.databaseFile} cannot be read (${error}); restore the folder from a backup: anhu restore`;
    throw new StartRefusedError("data-folder-unreadable", message, { cause: error });
  }
}

async function openDynamo(endpoint: string, now: () => EpochMs): Promise<Storage> {
  const [{ DynamoTableEngine }, { clientAt, createTables }] = await Promise.all([
    import("../adapters/table/dynamo.ts"),
    import("../adapters/table/dynamo-tables.ts"),
  ]);
  const client = clientAt(endpoint);
  try {
    await createTables(client, [...Object.values(tables), timerTable]);
  } catch (error) {
    client.destroy();
    const message = `the DynamoDB at ${endpoint} does not answer (${error}); check --dynamodb`;
    throw new StartRefusedError("dynamodb-unreachable", message, { cause: error });
  }
  return {
    engine: new DynamoTableEngine(client, { now }),
    // DynamoDB deletes by itself.
    deleteExpired: async () => undefined,
    close: () => client.destroy(),
  };
}
