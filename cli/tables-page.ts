import type { TableDefinition } from "../domain/ports.ts";
import type { FunctionDeclaration } from "../functions/declaration.ts";
import { manifest } from "../functions/manifest.ts";
import { keptByLaw } from "../stores/retention.ts";
import { type TableName, tables } from "../stores/tables.ts";

/** Attributes that name an item of another table. */
const references: Readonly<Record<string, TableName>> = {
  facilityId: "facilities",
  residentId: "residents",
  deviceId: "devices",
};

function attributesOf(table: TableDefinition): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>([[table.partition, "partition key"]]);
  if (table.sort !== undefined) attributes.set(table.sort, "sort key");
  for (const [index, keys] of Object.entries(table.indexes))
    for (const [role, attribute] of Object.entries(keys)) {
      const earlier = attributes.get(attribute);
      attributes.set(attribute, `${earlier === undefined ? "" : `${earlier}, `}${role} of ${index}`);
    }
  if (table.expires !== undefined) attributes.set(table.expires, "deleted after this time");
  return attributes;
}

function entity(table: TableDefinition): string {
  const own = new Set([table.partition, table.sort]);
  const lines = [...attributesOf(table)].map(([attribute, role]) => {
    const marks = [own.has(attribute) ? "PK" : "", references[attribute] === undefined ? "" : "FK"].filter(Boolean);
    const type = attribute === table.expires ? "seconds" : "string";
    return `    ${[type, attribute, marks.join(", "), `"${role}"`].filter(Boolean).join(" ")}`;
  });
  return [`  ${table.name} {`, ...lines, "  }"].join("\n");
}

function relations(table: TableDefinition): readonly string[] {
  return [...attributesOf(table).keys()].flatMap((attribute) => {
    const target = references[attribute];
    if (target === undefined || target === table.name) return [];
    const many = table.partition === attribute && table.sort === undefined ? "o|" : "o{";
    return [`  ${target} ||--${many} ${table.name} : ${attribute}`];
  });
}

function usersOf(name: string, access: "read" | "write"): string {
  const users = Object.entries<FunctionDeclaration>(manifest)
    .filter(([, declaration]) => declaration.tables[name as TableName] === access)
    .map(([user]) => user);
  return users.length === 0 ? "–" : users.join(", ");
}

function tableText(table: TableDefinition): string {
  const indexes = Object.entries(table.indexes).map(([name, { partition, sort }]) => `${name} (${partition}, ${sort})`);
  const rows = [
    ["key", [table.partition, ...(table.sort === undefined ? [] : [table.sort])].join(", ")],
    ["indexes", indexes.length === 0 ? "–" : indexes.join("; ")],
    ["expires", table.expires ?? "never"],
    ...(Object.hasOwn(keptByLaw, table.name) ? [["kept", keptByLaw[table.name as keyof typeof keptByLaw]]] : []),
    ["read by", usersOf(table.name, "read")],
    ["written by", usersOf(table.name, "write")],
  ];
  return [
    `## ${table.name}`,
    ["| | |", "| --- | --- |", ...rows.map(([label, text]) => `| ${label} | ${text} |`)].join("\n"),
  ].join("\n\n");
}

/** docs/tables.md: keys, indexes and expiry of every table, who touches it, and a diagram of what refers to what. */
export function tablesPage(): string {
  const all: readonly TableDefinition[] = Object.values(tables);
  const diagram = ["```mermaid", "erDiagram", ...all.map(entity), ...all.flatMap(relations), "```"].join("\n");
  return `${[
    "# Tables",
    "Made from [stores/tables.ts](../stores/tables.ts) and [functions/manifest.ts](../functions/manifest.ts) by `npm run docs`; do not edit. Only keys are declared: what else an item holds is its store's business.",
    diagram,
    ...all.map(tableText),
  ].join("\n\n")}\n`;
}
