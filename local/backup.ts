import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { backup, DatabaseSync } from "node:sqlite";
import { writeWhole } from "../adapters/device-authority/pem-files.ts";
import { digestArchive, dropArchive, keepArchive, restoreArchive } from "./archive-backup.ts";
import {
  archiveFolderIn,
  authorityFolderIn,
  databaseFileIn,
  lockDataFolder,
  lockFileName,
  passportFileIn,
  readPassport,
} from "./data-folder.ts";
import { erasuresBeside, registerFileBeside, writeRegisterBeside } from "./erasure-register.ts";
import { reapplyErasures } from "./reapply-erasures.ts";
import { StartRefusedError } from "./start-refused.ts";

/** The operator can put right what stands in the message. */
export class BackupRefusedError extends Error {
  readonly code = "backup-refused";
}

/** What a backup holds. In a box on DynamoDB the tables are DynamoDB's own to back up. */
export interface BackupContents {
  readonly file: string;
  readonly dataFolder: string;
  /** Absent when the tables are in DynamoDB. */
  readonly tables?: { readonly residents: number; readonly devices: number };
  /** How many files of the archive. */
  readonly archived: number;
  /** How many erasures were made after the backup, and again in what was restored. */
  readonly erasedAgain?: number;
}

/** Beside the tables: the identity of the box, without which no enrolled device would trust it again. */
const keptFiles = [
  { name: "ca.pem", mode: 0o644, in: authorityFolderIn },
  { name: "ca-key.pem", mode: 0o600, in: authorityFolderIn },
  { name: "folder.json", mode: 0o644, in: dirnameOfPassport },
] as const;
/** Beside the files: what everything else in the backup must amount to. */
const digestName = "digest";
const allPages = 2 ** 30;

/**
 * Copies a data folder into one SQLite file, whether or not a box is running on it: the tables as they are at one
 * moment, the certificate authority and the archive. The file opens the authority's key, so only its owner may read it. A folder
 * that should hold its tables and does not is refused: its backup would be worth nothing on the day it is needed.
 */
export async function backUp(dataFolder: string, out: string): Promise<BackupContents> {
  const folder = resolve(dataFolder);
  const file = resolve(out);
  if (!existsSync(passportFileIn(folder)))
    throw new BackupRefusedError(`${folder} is not a data folder; say which: --data DIR`);
  if (existsSync(file)) throw new BackupRefusedError(`${file} exists already; choose another name`);
  const hasTables = readPassport(folder)?.dynamodb === undefined;
  if (hasTables && !existsSync(databaseFileIn(folder)))
    throw new BackupRefusedError(`${folder} holds no box's database; say which folder: --data DIR`);
  const draft = `${file}.partial`;
  rmSync(draft, { force: true });
  writeWhole(draft, "", 0o600);
  try {
    if (hasTables) await copyDatabase(databaseFileIn(folder), draft);
    const copy = new DatabaseSync(draft);
    let contents: BackupContents;
    try {
      const tables = hasTables ? { tables: countsIn(copy) } : {};
      copy.exec("PRAGMA journal_mode = DELETE; CREATE TABLE box_files (name TEXT PRIMARY KEY, content TEXT NOT NULL)");
      const insert = copy.prepare("INSERT INTO box_files VALUES (?, ?)");
      for (const kept of keptFiles) insert.run(kept.name, readFileSync(join(kept.in(folder), kept.name), "utf8"));
      contents = { file, dataFolder: folder, ...tables, archived: await keepArchive(copy, archiveFolderIn(folder)) };
      insert.run(digestName, digestOf(copy));
    } finally {
      copy.close();
    }
    await writeRegisterBeside(registerFileBeside(dirname(file)), archiveFolderIn(folder));
    renameSync(draft, file);
    return contents;
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

/**
 * Makes a data folder of a backup. The folder must be new or empty, and no box may be using it. Whoever was erased after
 * the backup was made is erased again, by the register that lies beside the backup or in the file `register`; should that
 * fail, the tables are not left there.
 */
export async function restore(
  from: string,
  dataFolder: string,
  register = registerFileBeside(dirname(resolve(from))),
): Promise<BackupContents> {
  const file = resolve(from);
  const folder = resolve(dataFolder);
  const source = openBackup(file);
  let unlock: () => void;
  try {
    unlock = lockDataFolder(folder);
  } catch (error) {
    source.close();
    if (error instanceof StartRefusedError) throw new BackupRefusedError(error.message, { cause: error });
    throw error;
  }
  try {
    const strangers = readdirSync(folder).filter((name) => !name.startsWith(lockFileName));
    if (strangers.length > 0) {
      throw new BackupRefusedError(
        `${folder} is not empty (${strangers.slice(0, 3).join(", ")}); restore into a new folder`,
      );
    }
    const hasTables = tableNamesIn(source).length > 0;
    if (hasTables) await restoreDatabase(source, databaseFileIn(folder));
    for (const kept of keptFiles) {
      const row = source.prepare("SELECT content FROM box_files WHERE name = ?").get(kept.name);
      mkdirSync(kept.in(folder), { recursive: true, mode: 0o700 });
      writeWhole(join(kept.in(folder), kept.name), String(row?.content), kept.mode);
    }
    const archived = await restoreArchive(source, archiveFolderIn(folder));
    const erasedAgain = hasTables ? await eraseAgain(folder, register) : 0;
    const tables = hasTables ? { tables: countsOf(databaseFileIn(folder)) } : {};
    return { file, dataFolder: folder, ...tables, archived, ...(erasedAgain > 0 && { erasedAgain }) };
  } finally {
    source.close();
    unlock();
  }
}

async function eraseAgain(folder: string, register: string): Promise<number> {
  const [databaseFile, archiveFolder] = [databaseFileIn(folder), archiveFolderIn(folder)];
  try {
    return await reapplyErasures({ databaseFile, archiveFolder }, erasuresBeside(register));
  } catch (error) {
    for (const file of [databaseFile, `${databaseFile}-wal`, `${databaseFile}-shm`]) rmSync(file, { force: true });
    throw new BackupRefusedError(`the erasures in ${register} could not be made again: ${error}`, { cause: error });
  }
}

function countsOf(databaseFile: string): NonNullable<BackupContents["tables"]> {
  const database = new DatabaseSync(databaseFile, { readOnly: true });
  try {
    return countsIn(database);
  } finally {
    database.close();
  }
}

async function copyDatabase(from: string, to: string): Promise<void> {
  const source = new DatabaseSync(from, { timeout: 5_000 });
  try {
    // All pages in one step: a box that writes all the time would make a slower copy start again and again.
    await backup(source, to, { rate: allPages });
    chmodSync(to, 0o600);
  } finally {
    source.close();
  }
}

async function restoreDatabase(source: DatabaseSync, to: string): Promise<void> {
  const draft = `${to}.partial`;
  await backup(source, draft, { rate: allPages });
  const copy = new DatabaseSync(draft);
  copy.exec("DROP TABLE box_files");
  dropArchive(copy);
  copy.close();
  renameSync(draft, to);
}

/**
 * How many residents and devices a database knows; a table is made when it is first used. Beside the residents stand the
 * guards of their beds and what happened with each, in no facility's list or in one whose name begins with `#`.
 */
function countsIn(database: DatabaseSync): NonNullable<BackupContents["tables"]> {
  const names = tableNamesIn(database);
  const count = (table: "t_residents" | "t_devices"): number =>
    names.includes(table)
      ? Number(database.prepare(`SELECT count(*) AS n FROM ${table} WHERE byFacility_pk NOT LIKE '#%'`).get()?.n)
      : 0;
  return { residents: count("t_residents"), devices: count("t_devices") };
}

function tableNamesIn(database: DatabaseSync): readonly string[] {
  return database
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 't!_%' ESCAPE '!'")
    .all()
    .map(({ name }) => String(name));
}

function openBackup(file: string): DatabaseSync {
  if (!existsSync(file)) throw new BackupRefusedError(`there is no file ${file}`);
  const source = new DatabaseSync(file, { readOnly: true });
  try {
    const names = source
      .prepare("SELECT name FROM box_files")
      .all()
      .map((row) => row.name);
    if (![...keptFiles.map(({ name }) => name), digestName].every((name) => names.includes(name)))
      throw new Error("a part is missing");
    const digest = source.prepare("SELECT content FROM box_files WHERE name = ?").get(digestName)?.content;
    const isSound = source.prepare("PRAGMA integrity_check").get()?.integrity_check === "ok";
    if (!isSound || digest !== digestOf(source)) throw new Error("it is damaged");
    return source;
  } catch (error) {
    source.close();
    throw new BackupRefusedError(`${file} is not a backup that can be restored (${error})`, { cause: error });
  }
}

/** Of every row of every table, since SQLite itself notices only damage to its own structure. */
function digestOf(database: DatabaseSync): string {
  const hash = createHash("sha256");
  for (const table of [...tableNamesIn(database), "box_files"].toSorted()) {
    hash.update(`${table}\n`);
    for (const row of database.prepare(`SELECT * FROM "${table}"`).iterate()) {
      if (table !== "box_files" || row.name !== digestName) hash.update(`${JSON.stringify(row)}\n`);
    }
  }
  digestArchive(hash, database);
  return hash.digest("hex");
}

function dirnameOfPassport(folder: string): string {
  return dirname(passportFileIn(folder));
}
