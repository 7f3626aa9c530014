import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { type Cell, parseCell } from "../contracts/cell.ts";
import { cellFileFault, misnamedCellFile } from "../contracts/cell-file-faults.ts";

/** The cells to deploy, or every fault of their files: one line each, naming the file. */
export type ReadCells =
  | { readonly kind: "cells"; readonly cells: readonly Cell[] }
  | { readonly kind: "problems"; readonly lines: readonly string[] };

interface CellChoice {
  /** Where the files are. */
  readonly folder: string;
  /** Name of the one cell to deploy. @default all */
  readonly only?: string | undefined;
  /** For the cell that stands in where there is no file. */
  readonly region: string;
}

/** Reads `<folder>/*.yaml`, and refuses a `.yml` rather than pass over it; without any file there is one cell `anhu` with all defaults. */
export function readCells({ folder, only, region }: CellChoice): ReadCells {
  const files = cellFiles(folder);
  if (files.length === 0 && (only === undefined || only === "anhu")) return defaultCell(region);
  const read = files.map((file) => readCell(folder, file));
  const cells = read.flatMap((one) => (one.kind === "cells" ? one.cells : []));
  const lines = [...read.flatMap((one) => (one.kind === "problems" ? one.lines : [])), ...clashes(cells)];
  if (lines.length > 0) return { kind: "problems", lines };
  const chosen = only === undefined ? cells : cells.filter(({ name }) => name === only);
  if (chosen.length > 0) return { kind: "cells", cells: chosen };
  const known = cells.map(({ name }) => name).join(", ");
  return {
    kind: "problems",
    lines: [`-c cell=${only}: there is no such cell in ${folder}/; there are: ${known || "none"}`],
  };
}

function cellFiles(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /\.ya?ml$/.test(name))
      .toSorted();
  } catch {
    return [];
  }
}

function placeOf(other: Cell, account: string | undefined): string {
  if (other.account === account) return `${account ?? "the account of the credentials"}, which has room for one`;
  return `what may be one account, since only one of them names its own; name both, or move one`;
}

function defaultCell(region: string): ReadCells {
  const parsed = parseCell({ name: "anhu", region });
  if (parsed.kind === "cell") return { kind: "cells", cells: [parsed.cell] };
  const hint = `${region} needs a cell file with an OpenID Connect issuer: npm run anhu -- cell init`;
  return { kind: "problems", lines: [...parsed.problems.map(({ messages }) => messages.en), hint] };
}

function readCell(folder: string, file: string): ReadCells {
  const path = join(folder, file);
  const told = (lines: readonly string[]): ReadCells => ({
    kind: "problems",
    lines: lines.map((line) => `${path}: ${line}`),
  });
  if (!file.endsWith(".yaml")) return told([misnamedCellFile.en]);
  let document: unknown;
  try {
    document = parse(readFileSync(path, "utf8"));
  } catch (error) {
    return told([cellFileFault(error).en]);
  }
  const parsed = parseCell(document);
  if (parsed.kind === "problems") return told(parsed.problems.map(({ messages }) => messages.en));
  const { name } = parsed.cell;
  const called = file.slice(0, -".yaml".length);
  if (called !== name) return told([`name: expected ${called} as the file is called, got "${name}"`]);
  return { kind: "cells", cells: [parsed.cell] };
}

/** Names in a region of an account are fixed, so there is room for one cell. One without an account may be in any. */
function clashes(cells: readonly Cell[]): readonly string[] {
  return cells.flatMap(({ name, region, account }, index) =>
    cells
      .slice(0, index)
      .filter((other) => other.region === region)
      .filter((other) => other.account === account || other.account === undefined || account === undefined)
      .map((other) => `cells ${other.name} and ${name}: both in ${region} of ${placeOf(other, account)}`),
  );
}
