import type { TableDefinition } from "../../domain/ports.ts";
import { tables } from "../../stores/tables.ts";

/** A table of the cell under its physical name. */
export interface CellTable {
  readonly definition: TableDefinition;
  readonly name: string;
}

/** Stands before each name of stores/tables.ts, as the deployment has it. */
export const tablePrefix = "anhu-";

export const cellTables: readonly CellTable[] = Object.values<TableDefinition>(tables).map((definition) => {
  return { definition, name: `${tablePrefix}${definition.name}` };
});

/** `20261122-081500`, in UTC: names sort by time. */
export function stampOf(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replaceAll(/[-:]/g, "").replace("T", "-");
}
