import type { TableDefinition, TableEngine, Write } from "../../domain/ports.ts";
import type { FunctionDeclaration } from "../declaration.ts";

export type Access = "read" | "write" | "replace";

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
  erases = false,
): TableEngine {
  const grants = new Map<string, "read" | "write">(Object.entries(granted));

  function demand(table: TableDefinition, access: "read" | "write"): void {
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
      for (const write of writes) {
        demand(write.table, write.kind === "check" ? "read" : "write");
        if (replaces(write) && !(erases && write.kind === "delete"))
          throw new AccessDeniedError(functionName, write.table.name, "replace");
      }
      return engine.write(writes);
    },
  };
}

/** For whoever may add to tables of which nothing is ever replaced, and neither read nor touch any other. */
export function appendingEngine(engine: TableEngine): TableEngine {
  const refuse = async ({ name }: TableDefinition): Promise<never> => {
    throw new AccessDeniedError("the audit's writer", name, "read");
  };
  return {
    get: refuse,
    getMany: refuse,
    query: refuse,
    async write(writes) {
      for (const write of writes)
        if (write.table.appendOnly !== true || replaces(write))
          throw new AccessDeniedError("the audit's writer", write.table.name, "replace");
      return engine.write(writes);
    },
  };
}

function replaces(write: Write): boolean {
  if (write.table.appendOnly !== true || write.kind === "check") return false;
  return write.kind === "delete" || write.when === undefined || !("absent" in write.when);
}
