import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { Code } from "aws-cdk-lib/aws-lambda";
import { type BuildOptions, buildSync } from "esbuild";
import type { Cell } from "../contracts/cell.ts";
import type { FunctionDeclaration } from "../functions/declaration.ts";
import { type FunctionName, functionNames, manifest } from "../functions/manifest.ts";

/** CommonJS packages inside a module ask for `require`, which modules do not have. */
const banner = "import{createRequire as requireFrom}from'node:module';const require=requireFrom(import.meta.url);";

/** How a function becomes one module; names are kept, since logs tell them. */
export function bundling(runtime: Cell["runtime"]): BuildOptions {
  return {
    bundle: true,
    format: "esm",
    platform: "node",
    target: runtime === "nodejs22.x" ? "node22" : "node24",
    mainFields: ["module", "main"],
    banner: { js: banner },
    minify: true,
    keepNames: true,
    legalComments: "none",
    logLevel: "warning",
  };
}

const bundled = new Map<Cell["runtime"], (name: FunctionName) => Code>();

/**
 * The code of each function with everything that it imports, as one module. All are bundled in one run, once a process
 * and runtime: the files that they share are read once.
 */
export function bundledCode(runtime: Cell["runtime"]): (name: FunctionName) => Code {
  const known = bundled.get(runtime);
  if (known !== undefined) return known;
  const folder = mkdtempSync(join(tmpdir(), "anhu-bundles-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  buildSync({
    ...bundling(runtime),
    entryPoints: functionNames.map((name) => ({ in: manifest[name].entry, out: `${name}/index` })),
    outdir: folder,
    outExtension: { ".js": ".mjs" },
  });
  for (const name of functionNames) layBeside(name, join(folder, name));
  const code = (name: FunctionName): Code => Code.fromAsset(join(folder, name));
  bundled.set(runtime, code);
  return code;
}

/** Puts the files that a function reads into the folder of its bundle. */
export function layBeside(name: FunctionName, folder: string): void {
  const { beside = [] }: FunctionDeclaration = manifest[name];
  for (const path of beside)
    copyFileSync(join(import.meta.dirname, "../node_modules", path), join(folder, basename(path)));
}
