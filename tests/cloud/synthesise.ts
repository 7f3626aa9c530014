import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** Folder of the cloud assembly that the tests run. */
    readonly assembly: string;
  }
}

/** Synthesises once for all test files, with real bundles; ANHU_TEST_ASSEMBLY names an assembly that exists already. */
export default function synthesise(project: TestProject): (() => void) | undefined {
  const existing = process.env.ANHU_TEST_ASSEMBLY;
  if (existing !== undefined) {
    project.provide("assembly", existing);
    return undefined;
  }
  const folder = mkdtempSync(join(tmpdir(), "anhu-assembly-"));
  const started = performance.now();
  execFileSync(process.execPath, ["infra/app.ts"], {
    env: { ...process.env, CDK_OUTDIR: folder },
    stdio: ["ignore", "ignore", "inherit"],
  });
  console.log(`synthesised in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  project.provide("assembly", folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
