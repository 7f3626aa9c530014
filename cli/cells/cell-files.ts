import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "yaml";
import { type Cell, parseCell } from "../../contracts/cell.ts";
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
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => name.slice(0, -".yaml".length))
    .toSorted();
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
    const because = error instanceof Error ? error.message.split("\n")[0] : String(error);
    throw new CommandFailedError(
      { zh: `${file} 不是有效的 YAML：${because}`, en: `${file} is not valid YAML: ${because}` },
      { cause: error },
    );
  }
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
