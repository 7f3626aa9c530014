import { DatabaseSync } from "node:sqlite";

/** The data is owned by another process; two owners would not see each other's writes. */
export class StorageInUseError extends Error {
  readonly code = "storage-in-use";
  readonly path: string;
  constructor(path: string, options?: ErrorOptions) {
    super(`${path} is already in use by another box; stop that one first`, options);
    this.path = path;
  }
}

/**
 * Makes this process the only owner of a database file until the returned function is called.
 *
 * The lock is the operating system's, held on `<path>.lock`: it ends with the process however that ends, so a file left
 * behind means nothing. Reading the database from outside (a backup) stays possible.
 */
export function ownFile(path: string): () => void {
  const lock = new DatabaseSync(`${path}.lock`, { timeout: 0 });
  try {
    lock.exec("BEGIN EXCLUSIVE");
  } catch (cause) {
    lock.close();
    if (cause instanceof Error && /locked|busy/.test(cause.message)) throw new StorageInUseError(path, { cause });
    throw cause;
  }
  return () => lock.close();
}
