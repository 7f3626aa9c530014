import { describe, expect, test } from "vitest";
import type { TableDefinition, TableEngine } from "../../domain/ports.ts";
import type { FunctionDeclaration } from "../../functions/declaration.ts";
import { functionNames, manifest } from "../../functions/manifest.ts";
import type { Deps } from "../../functions/shell/deps.ts";
import { AccessDeniedError, guardedEngine } from "../../functions/shell/guarded-engine.ts";
import { type TableName, tables } from "../../stores/tables.ts";

/** Answers everything and remembers whether it was asked. */
function openEngine(): TableEngine & { asked: number } {
  const counted = async <T>(answer: T): Promise<T> => {
    engine.asked += 1;
    return answer;
  };
  const engine = {
    asked: 0,
    get: () => counted(undefined),
    getMany: () => counted([]),
    query: () => counted({ items: [] }),
    write: () => counted({ kind: "written" } as const),
  };
  return engine;
}

type Operation = (engine: TableEngine, table: TableDefinition) => Promise<unknown>;
const key = { id: "x" };
const operations: readonly (readonly [name: string, access: "read" | "write", run: Operation])[] = [
  ["get", "read", (engine, table) => engine.get(table, key)],
  ["getMany", "read", (engine, table) => engine.getMany(table, [key])],
  ["query", "read", (engine, table) => engine.query(table, { partition: "x" })],
  ["check", "read", (engine, table) => engine.write([{ kind: "check", table, key, when: { absent: true } }])],
  ["add", "write", (engine, table) => engine.write([{ kind: "put", table, item: {}, when: { absent: true } }])],
  ["put", "write", (engine, table) => engine.write([{ kind: "put", table, item: {} }])],
  ["delete", "write", (engine, table) => engine.write([{ kind: "delete", table, key }])],
];

describe.each(functionNames)("%s", (name) => {
  const { tables: granted }: FunctionDeclaration = manifest[name];

  test.each(Object.keys(tables) as readonly TableName[])("gets exactly what is declared of table %s", async (table) => {
    const grant = granted[table];
    for (const [operation, access, run] of operations) {
      const engine = openEngine();
      const outcome = await run(guardedEngine(engine, name, granted), tables[table]).then(
        () => "allowed",
        (error: unknown) => error,
      );
      // Nothing of a table that is only added to is replaced or taken away.
      const isReplacing = "appendOnly" in tables[table] && (operation === "put" || operation === "delete");
      const isGranted = (grant === "write" && !isReplacing) || (grant === "read" && access === "read");
      expect(engine.asked, `${operation} reaches the engine`).toBe(isGranted ? 1 : 0);
      if (isGranted) expect(outcome).toBe("allowed");
      else expect(outcome).toEqual(new AccessDeniedError(name, table, grant === "write" ? "replace" : access));
    }
  });
});

test("a write of several tables is refused as a whole when one of them is not granted", async () => {
  const engine = openEngine();
  const guarded = guardedEngine(engine, "register-facility", manifest["register-facility"].tables);
  const writes = [tables.facilities, tables.alerts].map((table) => ({ kind: "put" as const, table, item: {} }));
  await expect(guarded.write(writes)).rejects.toThrow(AccessDeniedError);
  expect(engine.asked).toBe(0);
});

/** Never called: it compiles only as long as each marked line would not. */
async function useOfWhatIsNotDeclared(
  shown: Deps<"show-resident">,
  registered: Deps<"register-facility">,
  observed: Deps<"read-observations">,
): Promise<void> {
  await shown.residents.find("x");
  // @ts-expect-error the function declares no alerts
  await shown.alerts.find("x");
  // @ts-expect-error the function may read residents, not add them
  await shown.residents.add({});
  // @ts-expect-error the function may read watches, not commit them
  await shown.watches.commit({});
  // @ts-expect-error the function declares no port
  await shown.timer.set({ queue: "watch-due", name: "x", dueAt: 0 });
  // @ts-expect-error the function declares facilities alone
  await registered.residents.find("x");
  // @ts-expect-error the function may read series, not append to them
  await observed.series.append("x", [], 0);
}

test("what is not declared does not compile, as the type check of this file shows", () => {
  expect(useOfWhatIsNotDeclared).toBeTypeOf("function");
});
