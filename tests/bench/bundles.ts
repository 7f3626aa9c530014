import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import { functionNames, manifest } from "../../functions/manifest.ts";

export interface Bundle {
  readonly name: string;
  readonly kilobytes: number;
  /** Median time to import it in a fresh process. */
  readonly initMs: number;
}

const runs = 5;

/** What each function weighs and takes to load, beside a handler that does nothing. */
export async function measureBundles(): Promise<readonly Bundle[]> {
  const folder = mkdtempSync(join(tmpdir(), "anhu-bundles-"));
  const empty = join(folder, "empty-entry.mjs");
  writeFileSync(empty, "export const handler = async () => undefined;\n");
  const entries = [
    ["(an empty handler)", empty],
    ...functionNames.map((name) => [name, resolve(manifest[name].entry)]),
  ];
  try {
    const bundles: Bundle[] = [];
    for (const [name, entry] of entries as [string, string][]) bundles.push(await measure(folder, name, entry));
    return bundles;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function measure(folder: string, name: string, entry: string): Promise<Bundle> {
  const outfile = join(folder, `${name.replaceAll(/\W/g, "_")}.mjs`);
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    minify: true,
    keepNames: true,
    platform: "node",
    format: "esm",
    target: "node24",
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
    logLevel: "error",
  });
  const script = `const t = performance.now(); await import(${JSON.stringify(outfile)}); console.log(performance.now() - t)`;
  const times = Array.from({ length: runs }, () => {
    const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" });
    if (stdout === "") throw new Error(`${name} does not load: ${stderr}`);
    return Number(stdout);
  });
  times.sort((a, b) => a - b);
  return { name, kilobytes: statSync(outfile).size / 1024, initMs: times[Math.floor(runs / 2)] ?? Number.NaN };
}
