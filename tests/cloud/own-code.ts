import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { Assembly } from "./assembly/read-assembly.ts";
import { change } from "./cloud-under-test.ts";

/** Puts other code and other properties into a function, to see how it is treated. */
export function withCode(assembly: Assembly, functionName: string, source: string, properties: object = {}): Assembly {
  const folder = mkdtempSync(join(tmpdir(), "anhu-code-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, "index.mjs"), source);
  const key = `${functionName}.zip`;
  change(
    assembly,
    ({ Type, Properties }) => Type === "AWS::Lambda::Function" && Properties?.FunctionName === functionName,
    (own) => Object.assign(own, properties, { Code: { S3Key: key } }),
  );
  return { ...assembly, assets: new Map([...assembly.assets, [key, folder]]) };
}
