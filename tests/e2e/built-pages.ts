import { readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { build } from "vite";

const root = resolve(import.meta.dirname, "../..");

function newestIn(folder: string): number {
  return Math.max(
    0,
    ...readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.parentPath.includes(join("web", "dist")))
      .map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs),
  );
}

/** Builds the pages when their sources are newer than what was built: a test must not look at yesterday's pages. */
export async function buildPages(): Promise<void> {
  const built = statSync(join(root, "web/dist/index.html"), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (built > Math.max(newestIn("web"), newestIn("contracts"))) return;
  await build({ root: join(root, "web"), configFile: join(root, "web/vite.config.ts"), logLevel: "error" });
}
