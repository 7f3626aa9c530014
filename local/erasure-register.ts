import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { folderBlobs } from "../adapters/blob/folder.ts";
import { writeWhole } from "../adapters/device-authority/pem-files.ts";
import type { Erasure } from "../domain/retention/erasure.ts";
import { erasureFolder } from "../functions/erasing/register-erasure.ts";

/** Beside the backups: what was erased since any of them was made. One entry a line. */
export const registerFileName = "anhu-erasures.ndjson";

export function registerFileBeside(backupFolder: string): string {
  return join(backupFolder, registerFileName);
}

/** The register as it lies in an archive, the oldest entry first. */
export async function erasuresIn(archiveFolder: string): Promise<readonly Erasure[]> {
  const files = folderBlobs(archiveFolder);
  const found: Erasure[] = [];
  let after: string | undefined;
  do {
    const page = await files.list(erasureFolder, after);
    for (const name of page.names) {
      const bytes = await files.get(name);
      if (bytes !== undefined) found.push(JSON.parse(Buffer.from(bytes).toString("utf8")) as Erasure);
    }
    after = page.next;
  } while (after !== undefined);
  return found.toSorted(byId);
}

/** The register that lies beside backups; none: nothing was ever erased, or nobody wrote it there. */
export function erasuresBeside(file: string): readonly Erasure[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Erasure);
}

/** Writes the register beside the backups; what another folder had erased stays in it. */
export async function writeRegisterBeside(file: string, archiveFolder: string): Promise<number> {
  const entries = new Map([...erasuresBeside(file), ...(await erasuresIn(archiveFolder))].map((one) => [one.id, one]));
  if (entries.size === 0) return 0;
  const lines = [...entries.values()].toSorted(byId).map((one) => `${JSON.stringify(one)}\n`);
  writeWhole(file, lines.join(""), 0o600);
  return entries.size;
}

function byId(one: Erasure, other: Erasure): number {
  return one.id < other.id ? -1 : 1;
}
