import type { UnreadableAuthorityError } from "../adapters/device-authority/local-ca.ts";
import { StartRefusedError } from "./start-refused.ts";

export const howToRestore = "A backup is restored into a new folder: npm run anhu -- restore --from FILE --data NEWDIR";

/** What an operator can do about an error of the file system or of SQLite; undefined for one that nobody foresaw. */
export function remedyFor(error: unknown, folder: string): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, errcode, path = folder } = error as Error & { code?: string; errcode?: number; path?: string };
  if (code === authorityFault)
    return `${error.message}. Put both back as they were: with a new authority no enrolled device would connect again. ${howToRestore}`;
  // The lower byte is SQLite's primary result code.
  const fault = code === "ERR_SQLITE_ERROR" ? sqliteFaults[(errcode ?? 0) & 0xff] : fileFaults[code ?? ""];
  return fault?.(path, folder);
}

/** What an operator is told of a database file in which something cannot be read any more. */
export function damagedDatabase(path: string, damage: string): string {
  return `the database in ${path} is damaged (${damage}). Leave it as it is. ${howToRestore}`;
}

/** The same error, or the refusal with a remedy if there is one. */
export function asStartRefusal(error: unknown, folder: string): unknown {
  if (error instanceof StartRefusedError) return error;
  const remedy = remedyFor(error, folder);
  if (remedy === undefined) return error;
  return new StartRefusedError("data-folder-unreadable", remedy, { cause: error });
}

const authorityFault: UnreadableAuthorityError["code"] = "unreadable-authority";
type Remedy = (path: string, folder: string) => string;

const forbidden: Remedy = (path, folder) =>
  `${path} may not be read or written by this user. Start the box as the owner of ${folder}, or give the folder to this user with chown -R`;
const readOnly: Remedy = (path) =>
  `${path} cannot be written: the file system or the file is read-only. Make it writable, or choose another folder: --data DIR`;
const full: Remedy = (path) => `there is no room left on the disk of ${path}. Free some space and start again`;
const failing: Remedy = (path) => `the disk of ${path} fails to read or write. Check the disk. ${howToRestore}`;
const noFolder: Remedy = (path) => `${path} cannot be a folder: a file is in its way. Choose another: --data DIR`;
const damaged: Remedy = (path) => damagedDatabase(path, "SQLite cannot read it");

const fileFaults: Readonly<Record<string, Remedy>> = {
  EACCES: forbidden,
  EPERM: forbidden,
  EROFS: readOnly,
  ENOSPC: full,
  EDQUOT: full,
  EIO: failing,
  ENOTDIR: noFolder,
  EEXIST: noFolder,
  EISDIR: (path) => `${path} is a folder where a file should be. ${howToRestore}`,
};

/** By SQLite's primary result codes. */
const sqliteFaults: Readonly<Record<number, Remedy>> = {
  3: forbidden,
  8: readOnly,
  10: failing,
  11: damaged,
  13: full,
  14: (path, folder) =>
    `a database in ${path} cannot be opened for writing. Check that this user owns ${folder} and that it is not read-only`,
  26: damaged,
};
