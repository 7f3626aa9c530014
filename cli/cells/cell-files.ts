import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "yaml";
import { type Cell, parseCell } from "../../contracts/cell.ts";
import { cellFileFault, misnamedCellFile } from "../../contracts/cell-file-faults.ts";
import type { Bilingual } from "../../contracts/http/fields.ts";
import { CommandFailedError } from "../failure.ts";

/** The cell that `cdk deploy` makes when there is no cell file. */
const cellWithoutFile = "anhu";

/** Where cell files are, unless `--cells DIR` says otherwise: `cells/` of this checkout. */
export function cellsFolder(given: string | undefined): string {
  return resolve(given ?? join(import.meta.dirname, "../../cells"));
}

export function cellFileOf(folder: string, name: string): string {
  return join(folder, `${name}.yaml`);
}

/** The names of all cell files, in order. */
export function cellNamesIn(folder: string): readonly string[] {
  return filesIn(folder)
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => name.slice(0, -".yaml".length));
}

/** Files that were meant for cell files and are none, in order. */
export function misnamedIn(folder: string): readonly string[] {
  return filesIn(folder).filter((name) => name.endsWith(".yml"));
}

function filesIn(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder).toSorted() : [];
}

/**
 * The cell of that name. Without any file `anhu` is the default cell in the environment's region. A file that cannot be
 * used is refused with every field, its value and what is expected.
 */
export function readCell(
  folder: string,
  name: string,
  environment: Readonly<Record<string, string | undefined>>,
): Cell {
  const file = cellFileOf(folder, name);
  if (existsSync(file)) return namedCell(file, name);
  const names = cellNamesIn(folder);
  const [misnamed] = misnamedIn(folder).filter((file) => file === `${name}.yml` || name === cellWithoutFile);
  if (misnamed !== undefined) throw unusable(join(folder, misnamed), misnamedCellFile);
  if (name !== cellWithoutFile || names.length > 0) throw noSuchCell(folder, name, names);
  const region = environment.AWS_REGION ?? environment.AWS_DEFAULT_REGION;
  if (region === undefined || region === "") throw noRegion();
  return parsedCell(`AWS_REGION=${region}`, { name, region });
}

/** Checks what stands in a cell file as the deployment does. */
export function parsedCell(source: string, document: unknown): Cell {
  const parsed = parseCell(document);
  if (parsed.kind === "cell") return parsed.cell;
  const lines = (language: "zh" | "en"): string =>
    parsed.problems.map(({ messages }) => `\n  ${messages[language]}`).join("");
  throw new CommandFailedError(
    { zh: `${source} 不能使用：${lines("zh")}`, en: `${source} cannot be used:${lines("en")}` },
    { facts: { problems: parsed.problems.map(({ field, value, expected }) => ({ field, value, expected })) } },
  );
}

/** A file that names another cell than it is called would be deployed as that one. */
function namedCell(file: string, name: string): Cell {
  const cell = parsedCell(file, yamlIn(file));
  if (cell.name === name) return cell;
  throw new CommandFailedError({
    zh: `${file} 不能使用：name 应与文件名相同（${name}），实为 ${cell.name}`,
    en: `${file} cannot be used: name: expected ${name} as the file is called, got "${cell.name}"`,
  });
}

function yamlIn(file: string): unknown {
  try {
    return parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw unusable(file, cellFileFault(error), error);
  }
}

function unusable(file: string, { zh, en }: Bilingual, cause?: unknown): CommandFailedError {
  return new CommandFailedError({ zh: `${file} 不能使用：${zh}`, en: `${file} cannot be used: ${en}` }, { cause });
}

function noSuchCell(folder: string, name: string, names: readonly string[]): CommandFailedError {
  const known = names.join(", ");
  return new CommandFailedError({
    zh: `没有单元文件 ${cellFileOf(folder, name)}${known === "" ? "" : `（有：${known}）`}；新建：anhu cell init ${name} --region REGION`,
    en: `there is no cell file ${cellFileOf(folder, name)}${known === "" ? "" : ` (there are: ${known})`}; make one: anhu cell init ${name} --region REGION`,
  });
}

function noRegion(): CommandFailedError {
  return new CommandFailedError(
    {
      zh: "没有指定区域：请设置 AWS_REGION，或建立单元文件：anhu cell init NAME --region REGION",
      en: "no region is set: set AWS_REGION, or make a cell file: anhu cell init NAME --region REGION",
    },
    { kind: "denied" },
  );
}
