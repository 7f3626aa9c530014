import { DatabaseSync } from "node:sqlite";

/** Rows that are written again soon meet in the log before they are copied into the file. */
const pagesBetweenCheckpoints = 8000;

/** Opens or makes a file of which every commit is on the disk when it returns. */
export function openDurably(path: string, maxFileBytes?: number): DatabaseSync {
  const db = new DatabaseSync(path, { timeout: 2000 });
  db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON;
    PRAGMA wal_autocheckpoint = ${pagesBetweenCheckpoints}; PRAGMA journal_size_limit = 67108864;
    PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY`);
  if (maxFileBytes !== undefined) db.exec(`PRAGMA max_page_count = ${Math.ceil(maxFileBytes / 4096)}`);
  return db;
}
