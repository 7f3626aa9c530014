import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { folderBlobs } from "../adapters/blob/folder.ts";
import type { KeptAnchor } from "../domain/audit/anchor.ts";
import type { KeptEntry } from "../domain/audit/place.ts";
import type { AuditSource } from "../domain/audit/verify.ts";
import type { Item } from "../domain/ports.ts";
import { keptAnchorOf, keptEntryOf, partOfAnchors } from "../stores/audit-store.ts";
import { tables } from "../stores/tables.ts";
import { archivedFiles } from "./archive-backup.ts";
import { archiveFolderIn, databaseFileIn } from "./data-folder.ts";

const entriesPerPage = 1_000;

/** A trail that is open to be read; nothing is written, and a box may run on it meanwhile. */
export interface OpenAudit extends AuditSource {
  close(): void;
}

/** The trail of a data folder; undefined where the folder has no tables. */
export function auditOfFolder(folder: string): OpenAudit | undefined {
  if (!existsSync(databaseFileIn(folder))) return undefined;
  const files = folderBlobs(archiveFolderIn(folder));
  const source = tableIn(databaseFileIn(folder));
  return {
    ...source,
    file: (name) => files.get(name),
    listCopiedDays: async () => readdir(join(archiveFolderIn(folder), "audit")).catch(() => []),
  };
}

/** The trail in the file of a backup. */
export function auditOfBackup(file: string): OpenAudit {
  const { database, ...source } = tableIn(file);
  const files = archivedFiles(database, "audit/");
  return {
    ...source,
    file: async (name) => files.get(name),
    listCopiedDays: async () => [...new Set([...files.keys()].map((name) => name.split("/")[1] as string))],
  };
}

function tableIn(
  file: string,
): Pick<OpenAudit, "pagesOf" | "listAnchors" | "close"> & { readonly database: DatabaseSync } {
  const database = new DatabaseSync(file, { readOnly: true, timeout: 5_000 });
  const name = `t_${tables.audit.name}`;
  const isThere = database.prepare("SELECT 1 FROM sqlite_master WHERE name = ?").get(name) !== undefined;
  const itemsOf = function* (part: string): Generator<Item> {
    if (!isThere) return;
    const rows = database.prepare(`SELECT item FROM "${name}" WHERE pk = ? ORDER BY sk`).iterate(part);
    for (const { item } of rows) yield JSON.parse(String(item)) as Item;
  };
  return {
    database,
    *pagesOf(part) {
      let page: KeptEntry[] = [];
      for (const item of itemsOf(part)) {
        page.push(keptEntryOf(item));
        if (page.length < entriesPerPage) continue;
        yield page;
        page = [];
      }
      yield page;
    },
    listAnchors: async (of): Promise<readonly KeptAnchor[]> => [...itemsOf(partOfAnchors(of))].map(keptAnchorOf),
    close: () => database.close(),
  };
}
