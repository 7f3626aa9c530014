import { App } from "aws-cdk-lib";
import { cellStacks } from "./cell-stacks.ts";
import { readCells } from "./cells.ts";
import { featureFlags } from "./feature-flags.ts";
import { proveTemplates } from "./findings.ts";
import { unwantedLosses } from "./keep-what-is-there.ts";

const app = new App({ context: featureFlags });
const { CDK_DEFAULT_ACCOUNT, CDK_DEFAULT_REGION, AWS_REGION, AWS_DEFAULT_REGION } = process.env;

const read = readCells({
  folder: context("cells") ?? "cells",
  only: context("cell"),
  region: CDK_DEFAULT_REGION ?? AWS_REGION ?? AWS_DEFAULT_REGION ?? "us-east-1",
});
if (read.kind === "problems") stop(read.lines);

const cells = read.cells.map((cell) => cellStacks(app, cell, { account: CDK_DEFAULT_ACCOUNT }));
proveTemplates(app);
const losses = await unwantedLosses({
  cells,
  assembly: app.synth(),
  account: CDK_DEFAULT_ACCOUNT,
  allowed: new Set(context("allowLoss")?.split(",")),
});
if (losses.length > 0) stop(losses);

/** What was given as `-c <name>=<value>`. */
function context(name: string): string | undefined {
  const value: unknown = app.node.tryGetContext(name);
  return typeof value === "string" ? value : undefined;
}

function stop(lines: readonly string[]): never {
  for (const line of lines) console.error(line);
  process.exit(1);
}
