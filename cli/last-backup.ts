import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod/mini";
import { isoTime } from "../contracts/http/fields.ts";

const lastBackup = z.object({ at: isoTime, file: z.string() });
export type LastBackup = z.infer<typeof lastBackup>;

/** Notes in the data folder when it was last backed up, for `doctor`. A folder that cannot be written is none the worse. */
export function rememberBackup(dataFolder: string, backup: LastBackup): void {
  try {
    writeFileSync(fileIn(dataFolder), `${JSON.stringify(backup)}\n`, { mode: 0o600 });
  } catch {
    // The backup itself is there, which is what counts.
  }
}

/** Undefined when it was never backed up by this command. */
export function lastBackupOf(dataFolder: string): LastBackup | undefined {
  try {
    return lastBackup.parse(JSON.parse(readFileSync(fileIn(dataFolder), "utf8")));
  } catch {
    return undefined;
  }
}

function fileIn(dataFolder: string): string {
  return join(dataFolder, "last-backup.json");
}
