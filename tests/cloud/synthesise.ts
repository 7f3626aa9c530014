import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { stringify } from "yaml";

declare module "vitest" {
  interface ProvidedContext {
    /** Folder of the cloud assembly that the tests run. */
    readonly assembly: string;
  }
}

/** The default cell; one that saves; one in China, where Cognito is not. */
const cells = [
  { name: "anhu", region: "us-east-1" },
  { name: "thrifty", region: "eu-west-1", profile: "economy" },
  {
    name: "north",
    region: "cn-north-1",
    signIn: { kind: "oidc", issuer: "https://id.example.cn/anhu", audience: "anhu", clientId: "board" },
    pages: { kind: "own-origin", origin: "https://board.example.cn" },
  },
] as const;

export type CellName = (typeof cells)[number]["name"];

/** Synthesises once for all test files, with real bundles; ANHU_TEST_ASSEMBLY names an assembly that exists already. */
export default function synthesise(project: TestProject): (() => void) | undefined {
  const existing = process.env.ANHU_TEST_ASSEMBLY;
  if (existing !== undefined) {
    project.provide("assembly", existing);
    return undefined;
  }
  const folder = mkdtempSync(join(tmpdir(), "anhu-assembly-"));
  mkdirSync(join(folder, "cells"));
  for (const cell of cells) writeFileSync(join(folder, "cells", `${cell.name}.yaml`), stringify(cell));
  const outdir = join(folder, "cdk.out");
  const started = performance.now();
  const context = JSON.stringify({ cells: join(folder, "cells") });
  execFileSync(process.execPath, ["infra/app.ts"], {
    env: { ...process.env, CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: context },
    stdio: ["ignore", "ignore", "inherit"],
  });
  console.log(`synthesised ${cells.length} cells in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  project.provide("assembly", outdir);
  return () => rmSync(folder, { recursive: true, force: true });
}
