import { mkdir, open, readdir, readFile, rename, rm, unlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { BlobPort } from "../../domain/ports.ts";
import { checkBlobName, InvalidBlobNameError } from "./blob-name.ts";

const namesPerPage = 1000;

/**
 * Files below a folder that nobody else writes. A file stands there whole or not at all, also after a power cut. A name
 * that is the folder of another is an {@link InvalidBlobNameError}; a bucket would take it.
 */
export function folderBlobs(folder: string): BlobPort {
  let drafts = 0;

  return {
    async put(name, bytes) {
      checkBlobName(name);
      const path = join(folder, name);
      const draft = join(dirname(path), `.${process.pid}-${drafts++}.draft`);
      try {
        const made = await mkdir(dirname(path), { recursive: true });
        await writeDurably(draft, bytes);
        await rename(draft, path);
        for (let each = dirname(path); each.length >= dirname(made ?? path).length; each = dirname(each))
          await syncFolder(each);
      } catch (error) {
        await rm(draft, { force: true }).catch(() => undefined);
        if (isOneOf(error, "EISDIR", "ENOTDIR", "EEXIST")) throw new InvalidBlobNameError("is a folder of others");
        throw error;
      }
    },

    async get(name) {
      checkBlobName(name);
      try {
        return new Uint8Array(await readFile(join(folder, name)));
      } catch (error) {
        if (isOneOf(error, "ENOENT", "ENOTDIR", "EISDIR")) return undefined;
        throw error;
      }
    },

    async remove(name) {
      checkBlobName(name);
      try {
        await unlink(join(folder, name));
        await syncFolder(dirname(join(folder, name)));
        return "removed";
      } catch (error) {
        if (isOneOf(error, "ENOENT", "ENOTDIR", "EISDIR", "EPERM")) return "none";
        throw error;
      }
    },

    async list(prefix, after = "") {
      const names: string[] = [];
      for await (const name of namesBelow(folder, "", prefix, after)) {
        if (names.length === namesPerPage) return { names, next: names.at(-1) as string };
        names.push(name);
      }
      return { names };
    },
  };
}

/** In the order of UTF-8; passes over folders in which nothing can be wanted. */
async function* namesBelow(root: string, parent: string, prefix: string, after: string): AsyncGenerator<string> {
  const entries = await readdir(join(root, parent), { withFileTypes: true }).catch((error: unknown) => {
    if (isOneOf(error, "ENOENT")) return [];
    throw error;
  });
  // A folder's slash takes part in the order of names: `a-b` stands before `a/b`.
  const paths = entries
    .filter(({ name }) => !name.startsWith("."))
    .map((entry) => `${parent}${entry.name}${entry.isDirectory() ? "/" : ""}`)
    .sort(inUtf8);
  for (const path of paths) {
    if (path.endsWith("/")) {
      const canMatch = path.startsWith(prefix) || prefix.startsWith(path);
      if (canMatch && (after.startsWith(path) || inUtf8(path, after) > 0)) yield* namesBelow(root, path, prefix, after);
    } else if (path.startsWith(prefix) && inUtf8(path, after) > 0) yield path;
  }
}

async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, "w", 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** The name in the folder is durable only with the folder itself. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function inUtf8(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}

function isOneOf(error: unknown, ...codes: readonly string[]): boolean {
  return codes.includes((error as NodeJS.ErrnoException).code ?? "");
}
