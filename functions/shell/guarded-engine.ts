import type { TableDefinition, TableEngine } from "../../domain/ports.ts";
import type { FunctionDeclaration } from "../declaration.ts";

export type Access = "read" | "write";

/** A function touched a table that its declaration in the manifest does not grant: a fault of the program. */
export class AccessDeniedError extends Error {
  readonly code = "access-denied";
  readonly functionName: string;
  readonly table: string;
  readonly access: Access;
  constructor(functionName: string, table: string, access: Access, options?: ErrorOptions) {
    super(`${functionName} may not ${access} table ${table}: the manifest does not grant it`, options);
    this.functionName = functionName;
    this.table = table;
    this.access = access;
  }
}

/**
 * Lets through only what the manifest grants, as IAM does in the cloud: `read` for reads and conditions, `write` for
 * reads and writes. Anything else is an {@link AccessDeniedError} and does not reach the engine.
 */
export function guardedEngine(
  engine: TableEngine,
  functionName: string,
  granted: FunctionDeclaration["tables"],
): TableEngine {
  const grants = new Map<string, Access>(Object.entries(granted));

  function demand(table: TableDefinition, access: Access): void {
    const grant = grants.get(table.name);
    if (grant === undefined || (access === "write" && grant === "read")) {
      throw new AccessDeniedError(functionName, table.name, access);
    }
  }

  return {
    async get(table, key) {
      demand(table, "read");
      return engine.get(table, key);
    },
    async getMany(table, keys) {
      demand(table, "read");
      return engine.getMany(table, keys);
    },
    async query(table, query) {
      demand(table, "read");
      return engine.query(table, query);
    },
    async write(writes) {
      for (const { table, kind } of writes) demand(table, kind === "check" ? "read" : "write");
      return engine.write(writes);
    },
  };
}
