import { App } from "aws-cdk-lib";
import { type Cell, parseCell } from "../../contracts/cell.ts";
import { type CellStacks, cellStacks } from "../../infra/cell-stacks.ts";
import { readCells } from "../../infra/cells.ts";
import { featureFlags } from "../../infra/feature-flags.ts";

/** The cell of an operator who wrote no file, and those whose templates CI lints. */
export function exampleCells(): readonly Cell[] {
  const byDefault = parseCell({ name: "anhu", region: "us-east-1" });
  const ofCi = readCells({ folder: ".ci/cells", region: "us-east-1" });
  if (byDefault.kind === "problems" || ofCi.kind === "problems") throw new Error("an example cell is not valid");
  return [byDefault.cell, ...ofCi.cells];
}

/** The stacks of a cell as they are, without the functions' code, which takes the time. */
export function stacksWithoutCode(cell: Cell): CellStacks & { readonly app: App } {
  const app = new App({ context: { ...featureFlags, "aws:cdk:bundling-stacks": [] } });
  return { app, ...cellStacks(app, cell) };
}
