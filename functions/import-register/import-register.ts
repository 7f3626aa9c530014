import type { Bilingual } from "../../contracts/http/fields.ts";
import type { ImportResult } from "../../contracts/http/import.ts";
import { mostImportRows } from "../../contracts/http/import.ts";
import type { routes } from "../../contracts/http/routes.ts";
import { type CellFault, inWordsOfFile } from "../../contracts/import/checked-row.ts";
import { type CsvShape, csvTable } from "../../contracts/import/csv-table.ts";
import { deviceShape } from "../../contracts/import/device-rows.ts";
import { residentShape } from "../../contracts/import/resident-rows.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { importDevices } from "./import-devices.ts";
import { importResidents } from "./import-residents.ts";

export type ImportInput = HttpInput<(typeof routes)["import-register"]>;
export type ImportDeps = Deps<"import-register">;

/** What becomes of the rows, or what of them is wrong. */
export interface Imported {
  readonly rows: ImportResult["rows"];
  readonly faults: readonly CellFault[];
}

/**
 * Registers what a table names. Every row is checked first, by itself and against what is registered, and all faults are
 * told at once; with any of them nothing is done. A dry run goes the same way and stops before it writes.
 */
export async function importRegister(input: ImportInput, deps: ImportDeps): Promise<ImportResult> {
  const { kind, csv, dryRun } = input.body;
  const table = csvTable(csv, shapeOf(input.body));
  if (table.kind === "refused") return nothingDone(input, 0, [{ messages: fileFault(table.messages) }]);
  const { rows, words } = table;
  if (rows.length > mostImportRows) return nothingDone(input, rows.length, [{ messages: tooMany(rows.length) }]);
  const imported = await (kind === "residents" ? importResidents : importDevices)(rows, input, deps);
  if (imported.faults.length > 0) {
    const faults = imported.faults.map((fault) => faultView(inWordsOfFile(fault, words)));
    return nothingDone(input, rows.length, faults);
  }
  const count = (outcome: ImportResult["rows"][number]["outcome"]) =>
    imported.rows.filter((row) => row.outcome === outcome).length;
  return {
    kind,
    dryRun,
    done: !dryRun,
    counts: {
      rows: rows.length,
      new: count("new"),
      unchanged: count("unchanged"),
      different: count("different"),
      refused: count("refused"),
    },
    rows: imported.rows,
    faults: [],
  };
}

/** Where the request names a facility, the table need not. */
function shapeOf({ kind, facilityId }: ImportInput["body"]): CsvShape {
  if (kind === "devices") return deviceShape;
  if (facilityId === undefined) return residentShape;
  return { ...residentShape, required: residentShape.required.filter((column) => column !== "facility") };
}

function nothingDone({ body }: ImportInput, rows: number, faults: ImportResult["faults"]): ImportResult {
  const { kind, dryRun } = body;
  const refused = new Set(faults.flatMap(({ row }) => row ?? [])).size;
  const counts = { rows, new: 0, unchanged: 0, different: 0, refused };
  return { kind, dryRun, done: false, counts, rows: [], faults };
}

function faultView({ row, column, value, expected }: CellFault): ImportResult["faults"][number] {
  return { row, column, value: value.slice(0, 80), messages: { zh: expected.zh, en: expected.en } };
}

function fileFault({ zh, en }: Bilingual): Bilingual {
  return { zh: `文件${zh}`, en: `the file ${en}` };
}

function tooMany(rows: number): Bilingual {
  return {
    zh: `一次最多 ${mostImportRows} 行，此文件有 ${rows} 行，请分几次导入`,
    en: `at most ${mostImportRows} rows at a time: this file has ${rows}, import it in parts`,
  };
}
