import type { CommandContext } from "../command-context.ts";
import { CommandFailedError } from "../failure.ts";
import { table } from "../print.ts";
import { cellNamesIn, cellsFolder, readCell } from "./cell-files.ts";

/** Lists the cell files, with what is wrong about one that cannot be used. */
export function listCells({ options, terminal }: CommandContext<object>): void {
  const folder = cellsFolder(options.cells);
  const cells = cellNamesIn(folder).map((name) => lineOf(folder, name));
  const rows = cells.map(({ name, region = "", profile = "", residents = "", problem = "" }) => {
    return [name, region, profile, String(residents), problem.split("\n").join(" ")];
  });
  terminal.answer({ folder, items: cells }, table(["name", "region", "profile", "residents", ""], rows));
}

interface CellLine {
  readonly name: string;
  readonly region?: string;
  readonly profile?: string;
  readonly residents?: number;
  /** Why the file cannot be used. */
  readonly problem?: string;
}

function lineOf(folder: string, name: string): CellLine {
  try {
    const { region, profile, capacity } = readCell(folder, name, process.env);
    return { name, region, profile, residents: capacity.residents };
  } catch (error) {
    if (error instanceof CommandFailedError) return { name, problem: error.messages.en };
    throw error;
  }
}
