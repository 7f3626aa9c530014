import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse, YAMLParseError } from "yaml";
import { type Cell, parseCell } from "../contracts/cell.ts";

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

/** Reads `<folder>/*.yaml`; without any file there is one cell `anhu` with all defaults. */
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
  let document: unknown;
  try {
    document = parse(readFileSync(path, "utf8"));
  } catch (error) {
    const message = error instanceof YAMLParseError ? error.message.split("\n")[0]?.replace(/:$/, "") : String(error);
    return told([`not YAML: ${message}`]);
  }
  const parsed = parseCell(document);
  if (parsed.kind === "problems") return told(parsed.problems.map(({ messages }) => messages.en));
  const { name } = parsed.cell;
  if (file.replace(/\.ya?ml$/, "") !== name)
    return told([`name: expected ${file.replace(/\.ya?ml$/, "")} as the file is called, got "${name}"`]);
  return { kind: "cells", cells: [parsed.cell] };
}

/** Names in a region of an account are fixed, so there is room for one cell. */
function clashes(cells: readonly Cell[]): readonly string[] {
  return cells.flatMap(({ name, region, account }, index) =>
    cells
      .slice(0, index)
      .filter((other) => other.region === region && other.account === account)
      .map(
        (other) =>
          `cells ${other.name} and ${name}: both in ${region} of ${account ?? "the account of the credentials"}, which has room for one`,
      ),
  );
}
