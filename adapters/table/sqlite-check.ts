import { execFile } from "node:child_process";
import { setPriority } from "node:os";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";

/** Looks through a whole database file and says the first damage in it; about 2 ms per megabyte, more from a cold disk. */
export function findDamage(path: string): string | undefined {
  const db = new DatabaseSync(path, { readOnly: true, timeout: 5_000 });
  try {
    const found = db.prepare("PRAGMA quick_check(1)").get()?.quick_check;
    // The first line names the database, the last what is wrong.
    return found === "ok" ? undefined : String(found).trim().split("\n").at(-1);
  } catch (error) {
    if (isDamage(error)) return error.message;
    throw error;
  } finally {
    db.close();
  }
}

/**
 * Does the same in a process of its own, at low priority, so that a large file holds up nobody: neither whoever uses it
 * meanwhile nor, when `signal` ends the search, the end of this process.
 */
export async function findDamageAside(path: string, signal: AbortSignal): Promise<string | undefined> {
  const output = await new Promise<string>((resolve, reject) => {
    execFile(process.execPath, [fileURLToPath(import.meta.url), path], { signal }, (error, stdout) =>
      error === null ? resolve(stdout) : reject(error),
    );
  });
  return (JSON.parse(output) as { readonly damage?: string }).damage;
}

/** SQLite's primary result codes: 11 corrupt, 26 not a database. */
function isDamage(error: unknown): error is Error {
  const { errcode = 0 } = error as { readonly errcode?: number };
  return error instanceof Error && [11, 26].includes(errcode & 0xff);
}

if (import.meta.main) {
  setPriority(10);
  process.stdout.write(JSON.stringify({ damage: findDamage(process.argv[2] as string) }));
}
