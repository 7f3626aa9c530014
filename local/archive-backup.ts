import type { Hash } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { folderBlobs } from "../adapters/blob/folder.ts";

/** Beside the tables in the file of a backup; a box that has archived nothing so far has none. */
const table = "box_archive";

/** Copies the archive into the file of a backup; answers how many files it has. */
export async function keepArchive(copy: DatabaseSync, archiveFolder: string): Promise<number> {
  const files = folderBlobs(archiveFolder);
  if ((await files.list("")).names.length === 0) return 0;
  copy.exec(`CREATE TABLE ${table} (name TEXT PRIMARY KEY, content BLOB NOT NULL)`);
  const insert = copy.prepare(`INSERT INTO ${table} VALUES (?, ?)`);
  let count = 0;
  let after: string | undefined;
  do {
    const page = await files.list("", after);
    copy.exec("BEGIN");
    for (const name of page.names) {
      const content = await files.get(name);
      // What the retention deleted meanwhile is not missed.
      if (content === undefined) continue;
      insert.run(name, content);
      count += 1;
    }
    copy.exec("COMMIT");
    after = page.next;
  } while (after !== undefined);
  return count;
}

/** Writes the archive of a backup into a folder; answers how many files it has. */
export async function restoreArchive(source: DatabaseSync, archiveFolder: string): Promise<number> {
  const files = folderBlobs(archiveFolder);
  let count = 0;
  for (const { name, content } of rowsOf(source)) {
    await files.put(name, content);
    count += 1;
  }
  return count;
}

/** Files of the archive in a backup whose names begin so. */
export function archivedFiles(backup: DatabaseSync, prefix: string): ReadonlyMap<string, Uint8Array> {
  return new Map(
    [...rowsOf(backup)].flatMap(({ name, content }) => (name.startsWith(prefix) ? [[name, content]] : [])),
  );
}

/** Takes the archive out of tables that were restored from a backup, and its room with it. */
export function dropArchive(restored: DatabaseSync): void {
  if (hasArchive(restored)) restored.exec(`DROP TABLE ${table}; VACUUM`);
}

/** Makes every byte of the archive part of what a backup must amount to. */
export function digestArchive(hash: Hash, backup: DatabaseSync): void {
  for (const { name, content } of rowsOf(backup)) hash.update(`${table}\n${name}\n${content.length}\n`).update(content);
}

function* rowsOf(database: DatabaseSync): Generator<{ readonly name: string; readonly content: Uint8Array }> {
  if (!hasArchive(database)) return;
  for (const { name, content } of database.prepare(`SELECT name, content FROM ${table} ORDER BY name`).iterate())
    yield { name: String(name), content: content as Uint8Array };
}

function hasArchive(database: DatabaseSync): boolean {
  return database.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?").get(table) !== undefined;
}
