import { execFileSync } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";

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
export function buildPages(): void {
  const built = statSync(join(root, "web/dist/index.html"), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (built > Math.max(newestIn("web"), newestIn("contracts"))) return;
  // In a process of its own: under a test runner's environment the pages would be built for development.
  execFileSync(process.execPath, ["node_modules/vite/bin/vite.js", "build", "web", "--logLevel", "error"], {
    cwd: root,
    env: { ...process.env, NODE_ENV: "production" },
  });
}

/** Once before all files of the browser: two that found old pages at the same moment would both build. */
export { buildPages as setup };
