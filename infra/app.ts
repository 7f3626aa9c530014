import { App } from "aws-cdk-lib";
import { cellStacks } from "./cell-stacks.ts";
import { readCells } from "./cells.ts";

const app = new App();
const only: unknown = app.node.tryGetContext("cell");
const read = readCells({
  folder: "cells",
  ...(typeof only === "string" && { only }),
  region: process.env.CDK_DEFAULT_REGION ?? process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION ?? "us-east-1",
});
if (read.kind === "problems") {
  for (const line of read.lines) console.error(line);
  process.exit(1);
}
for (const cell of read.cells) cellStacks(app, cell);
app.synth();
