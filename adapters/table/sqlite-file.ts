import { DatabaseSync } from "node:sqlite";

/** Rows that are written again soon meet in the log before they are copied into the file. */
const pagesBetweenCheckpoints = 8000;

/** Since this version deleted rows leave no bytes behind; what an earlier program left is cleared once. */
const scrubbed = 1;

/**
 * Opens or makes a file of which every commit is on the disk when it returns. What is deleted or overwritten is zeroed in
 * the file, so that erasing somebody's data erases them; the log still holds it until {@link scrubLog}.
 */
export function openDurably(path: string, maxFileBytes?: number): DatabaseSync {
  const db = new DatabaseSync(path, { timeout: 2000 });
  db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON;
    PRAGMA wal_autocheckpoint = ${pagesBetweenCheckpoints}; PRAGMA journal_size_limit = 67108864;
    PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY; PRAGMA secure_delete = ON`);
  clearOnce(db);
  if (maxFileBytes !== undefined) db.exec(`PRAGMA max_page_count = ${Math.ceil(maxFileBytes / 4096)}`);
  return db;
}

/** Takes what was overwritten out of the log: everything is in the file then, and the log is empty. */
export function scrubLog(db: DatabaseSync): void {
  db.exec("PRAGMA wal_checkpoint(TRUNCATE)");
}

/** Rewrites a file of before once, which takes as much room again; without it the file works as well as before. */
function clearOnce(db: DatabaseSync): void {
  const version = Number(db.prepare("PRAGMA user_version").get()?.user_version);
  if (version >= scrubbed) return;
  try {
    const isNew = db.prepare("SELECT 1 FROM sqlite_master LIMIT 1").get() === undefined;
    if (!isNew) db.exec("VACUUM");
    db.exec(`PRAGMA user_version = ${scrubbed}`);
  } catch {
    // No room, or somebody reads it just now: tried again at the next start.
  }
}
