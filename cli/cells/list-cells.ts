import { misnamedCellFile } from "../../contracts/cell-file-faults.ts";
import type { Bilingual } from "../../contracts/http/fields.ts";
import type { CommandContext } from "../command-context.ts";
import { CommandFailedError } from "../failure.ts";
import { table } from "../print.ts";
import { cellNamesIn, cellsFolder, misnamedIn, readCell } from "./cell-files.ts";

/** Lists the cell files, with what is wrong about one that cannot be used. */
export function listCells({ options, terminal }: CommandContext<object>): void {
  const folder = cellsFolder(options.cells);
  const misnamed = misnamedIn(folder).map((file) => ({ name: file, problem: misnamedCellFile }));
  const cells = [...cellNamesIn(folder).map((name) => lineOf(folder, name)), ...misnamed];
  const rows = cells.map(({ name, region = "", profile = "", residents, problem }: CellLine) => {
    return [
      name,
      region,
      profile,
      String(residents ?? ""),
      problem === undefined ? "" : terminal.say(problem).replaceAll("\n", " "),
    ];
  });
  const heads = [
    { zh: "名称", en: "name" },
    { zh: "区域", en: "region" },
    { zh: "规格", en: "profile" },
    { zh: "服务对象", en: "residents" },
    { zh: "", en: "" },
  ].map(terminal.say);
  const items = cells.map((cell: CellLine) => ({
    ...cell,
    ...(cell.problem !== undefined && { problem: cell.problem.en }),
  }));
  terminal.answer({ folder, items }, table(heads, rows));
}

interface CellLine {
  readonly name: string;
  readonly region?: string;
  readonly profile?: string;
  readonly residents?: number;
  /** Why the file cannot be used. */
  readonly problem?: Bilingual;
}

function lineOf(folder: string, name: string): CellLine {
  try {
    const { region, profile, capacity } = readCell(folder, name, process.env);
    return { name, region, profile, residents: capacity.residents };
  } catch (error) {
    if (error instanceof CommandFailedError) return { name, problem: error.messages };
    throw error;
  }
}
