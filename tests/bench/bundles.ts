import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import type { AssetCode } from "aws-cdk-lib/aws-lambda";
import { buildSync } from "esbuild";
import { functionNames, manifest } from "../../functions/manifest.ts";
import { bundledCode, bundling } from "../../infra/bundles.ts";

/** A function as it is deployed, beside a handler that does nothing but import the same parts of the AWS SDK. */
export interface Bundle {
  readonly name: string;
  readonly kilobytes: number;
  readonly clientsKilobytes: number;
  /** Least time to import it in a fresh process: whatever else the machine does only adds to it. */
  readonly initMs: number;
  readonly clientsInitMs: number;
}

const rounds = 9;
const runtime = "nodejs24.x";

/** Measures both in turns, so that what else the machine does weighs on both alike. */
export function measureBundles(): readonly Bundle[] {
  const folder = mkdtempSync(join(tmpdir(), "anhu-bundles-"));
  const codeOf = bundledCode(runtime);
  try {
    return functionNames.map((name) => {
      const own = join((codeOf(name) as AssetCode).path, "index.mjs");
      const clients = clientsAlone(folder, name);
      const times = { own: [] as number[], clients: [] as number[] };
      for (let round = 0; round < rounds; round += 1) {
        times.own.push(importMs(own));
        times.clients.push(importMs(clients));
      }
      return {
        name,
        kilobytes: statSync(own).size / 1024,
        clientsKilobytes: statSync(clients).size / 1024,
        initMs: Math.min(...times.own),
        clientsInitMs: Math.min(...times.clients),
      };
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function clientsAlone(folder: string, name: (typeof functionNames)[number]): string {
  const imports = [...sdkImports(resolve(manifest[name].entry))].flatMap(([specifier, names]) =>
    [...names].map((imported) => ({ specifier, imported })),
  );
  const lines = imports.map(
    ({ specifier, imported }, at) => `import { ${imported} as part${at} } from "${specifier}";`,
  );
  const used = imports.map((_, at) => `part${at}`).join(", ");
  const outfile = join(folder, `${name}.mjs`);
  const contents = `${lines.join("\n")}\nexport const handler = async () => [${used}];\n`;
  buildSync({ ...bundling(runtime), stdin: { contents, resolveDir: process.cwd() }, outfile });
  return outfile;
}

/** What the modules that an entry reaches import of the AWS SDK, by package. */
function sdkImports(entry: string): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  const seen = new Set<string>();
  const queue = [entry];
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    for (const [, names = "", specifier = ""] of readFileSync(file, "utf8").matchAll(
      /^import (?!type)([^;]*?) from "([^"]+)";/gms,
    )) {
      if (specifier.startsWith(".")) queue.push(resolve(dirname(file), specifier));
      if (!specifier.startsWith("@aws-sdk/")) continue;
      const parts = names.replace(/[{}\s]+/g, " ").split(",");
      const values = parts.map((part) => part.trim()).filter((part) => part !== "" && !part.startsWith("type "));
      const known = found.get(specifier) ?? new Set();
      for (const value of values) known.add(value);
      if (known.size > 0) found.set(specifier, known);
    }
  }
  return found;
}

function importMs(file: string): number {
  const script = `const t = performance.now(); await import(${JSON.stringify(file)}); console.log(performance.now() - t)`;
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" });
  if (stdout === "") throw new Error(`${file} does not load: ${stderr}`);
  return Number(stdout);
}
