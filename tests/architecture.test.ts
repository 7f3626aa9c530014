import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, extname, join, relative, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { functionNames, manifest } from "../functions/manifest.ts";

const root = resolve(import.meta.dirname, "..");

/**
 * Who may import whom. Key: a folder; value: the folders it may import from besides itself. `packages` are the npm
 * packages it may import; absent means any.
 */
const arrows: Record<string, { readonly folders: readonly string[]; readonly packages?: readonly string[] }> = {
  domain: { folders: [], packages: [] },
  contracts: { folders: ["domain"], packages: ["zod", "fhir"] },
  stores: { folders: ["domain", "contracts"], packages: ["zod"] },
  adapters: { folders: ["domain", "contracts", "stores"] },
  functions: { folders: ["domain", "contracts", "stores", "adapters", "package.json"] },
  infra: {
    folders: [
      "contracts/cell.ts",
      "contracts/cell-file-faults.ts",
      "contracts/page-config.ts",
      "contracts/page-headers.ts",
      "contracts/provisioning.ts",
      "contracts/topics.ts",
      "functions/declaration.ts",
      "functions/areas.ts",
      "functions/manifest.ts",
      "functions/manifest",
      "functions/shell/events.ts",
      "functions/shell/metrics.ts",
      "functions/shell/cloud/environment.ts",
      "stores/tables.ts",
      "domain/model/canary.ts",
      "domain/model/device.ts",
      "domain/ports.ts",
    ],
  },
  "devices-sim": { folders: ["contracts", "domain/model"] },
  web: { folders: ["contracts"] },
  local: { folders: ["domain", "contracts", "stores", "adapters", "functions", "devices-sim"] },
  cli: {
    folders: ["adapters/table/sqlite-check.ts", "domain", "contracts", "stores", "functions", "devices-sim", "local"],
  },
};

function sourceFiles(folder: string): string[] {
  const path = join(root, folder);
  if (!existsSync(path)) return [];
  return readdirSync(path).flatMap((name) => {
    const child = join(folder, name);
    if (statSync(join(root, child)).isDirectory()) return name === "dist" ? [] : sourceFiles(child);
    return [".ts", ".tsx"].includes(extname(name)) ? [child] : [];
  });
}

function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), "utf8");
  const specifiers = text.matchAll(
    /(?:^|\s)(?:import|export)\s[^;]*?from\s+"([^"]+)"|import\(\s*"([^"]+)"\s*\)|^import\s+"([^"]+)"/gm,
  );
  return [...specifiers].map((match) => (match[1] ?? match[2] ?? match[3]) as string);
}

function folderOf(file: string): string {
  return file.split("/")[0] as string;
}

function packageOf(specifier: string): string {
  const parts = specifier.split("/");
  return specifier.startsWith("@") ? parts.slice(0, 2).join("/") : (parts[0] as string);
}

describe.each(Object.entries(arrows))("%s", (folder, { folders, packages }) => {
  const files = sourceFiles(folder);

  test("has files", () => {
    expect(files).not.toHaveLength(0);
  });

  test(`imports only from itself${folders.map((name) => `, ${name}`).join("")}`, () => {
    const strays = files.flatMap((file) =>
      importsOf(file)
        .filter((specifier) => specifier.startsWith("."))
        .map((specifier) => relative(root, resolve(root, dirname(file), specifier)))
        .filter((target) => folderOf(target) !== folder)
        .filter((target) => !folders.some((allowed) => target === allowed || target.startsWith(`${allowed}/`)))
        .map((target) => `${file} → ${target}`),
    );
    expect(strays).toEqual([]);
  });

  if (packages === undefined) return;
  test(`uses no package but ${packages.join(", ") || "none"}`, () => {
    const strays = files.flatMap((file) =>
      importsOf(file)
        .filter((specifier) => !specifier.startsWith("."))
        .filter((specifier) => !packages.includes(packageOf(specifier)))
        .map((specifier) => `${file} → ${specifier}`),
    );
    expect(strays).toEqual([]);
  });
});

describe("domain", () => {
  test.each(["Date.now", "new Date()", "Math.random", "process.", "console.", "setTimeout", "fetch("])(
    "knows no %s: time and chance are arguments",
    (forbidden) => {
      const users = sourceFiles("domain").filter((file) => readFileSync(join(root, file), "utf8").includes(forbidden));
      expect(users).toEqual([]);
    },
  );
});

describe("contracts", () => {
  test("use zod/mini, which is 12 KiB in a bundle where zod is 443", () => {
    const heavy = sourceFiles("contracts").filter((file) => importsOf(file).includes("zod"));
    expect(heavy).toEqual([]);
  });

  test("of FHIR they use the types alone: the package is there for tests", () => {
    const users = sourceFiles("contracts").filter((file) => importsOf(file).some((from) => from.startsWith("fhir/")));
    const untyped = users.filter(
      (file) => !/import type \{[^}]*\} from "fhir\/r4"/.test(readFileSync(join(root, file), "utf8")),
    );
    expect(users).not.toEqual([]);
    expect(untyped).toEqual([]);
  });
});

describe("the manifest", () => {
  test.each(functionNames)("%s has its handler where it says", (name) => {
    expect(existsSync(join(root, manifest[name].entry))).toBe(true);
    expect(manifest[name].entry).toBe(`functions/${name}/handler.ts`);
  });

  test("every function folder is in it", () => {
    const folders = readdirSync(join(root, "functions")).filter((name) =>
      existsSync(join(root, "functions", name, "handler.ts")),
    );
    expect(folders.toSorted()).toEqual(functionNames.toSorted());
  });
});

describe("names and sizes", () => {
  const files = Object.keys(arrows).flatMap(sourceFiles);

  test.each(["utils", "helpers", "common", "misc", "types.ts", "index.ts"])("no %s", (banned) => {
    expect(files.filter((file) => file.split("/").some((part) => part === banned || part === `${banned}.ts`))).toEqual(
      [],
    );
  });

  test("files are kebab-case", () => {
    const strays = files.filter((file) => !/^[a-z0-9.-]+$/.test(file.split("/").at(-1) as string));
    expect(strays).toEqual([]);
  });

  test("no file is longer than a person can hold in the head (400 lines)", () => {
    const long = files.filter((file) => readFileSync(join(root, file), "utf8").split("\n").length > 400);
    expect(long).toEqual([]);
  });

  test("no enum, which Node cannot strip", () => {
    expect(
      files.filter((file) => /^\s*(export )?(const )?enum /m.test(readFileSync(join(root, file), "utf8"))),
    ).toEqual([]);
  });
});
