import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { asyncApiDocument } from "../contracts/asyncapi.ts";
import { openApiDocument } from "../contracts/openapi.ts";
import { accessPage } from "./access-page.ts";
import { alertStatesPage } from "./alert-states-page.ts";
import { conversionStatesPage } from "./conversion-states-page.ts";
import { dataMapPage, retentionTable } from "./data-map-page.ts";
import { functionsPage } from "./functions-page.ts";
import { referralStatesPage } from "./referral-states-page.ts";
import { tablesPage } from "./tables-page.ts";
import { visitStatesPage } from "./visit-states-page.ts";

/** The documents that are made from the code, by their path from the root. */
export function generatedDocuments(version: string): ReadonlyMap<string, string> {
  return new Map([
    ["docs/openapi.json", `${JSON.stringify(openApiDocument(version), null, 2)}\n`],
    ["docs/asyncapi.json", `${JSON.stringify(asyncApiDocument(version), null, 2)}\n`],
    ["docs/access.md", accessPage()],
    ["docs/alert-states.md", alertStatesPage()],
    ["docs/conversion-states.md", conversionStatesPage()],
    ["docs/referral-states.md", referralStatesPage()],
    ["docs/visit-states.md", visitStatesPage()],
    ["docs/data-map.md", dataMapPage()],
    ["docs/functions.md", functionsPage()],
    ["docs/tables.md", tablesPage()],
  ]);
}

/** The retention table stands in pages that people write; between these marks it is what the code says. */
const marked = /(<!-- retention table[^>]*-->\n)[\s\S]*?(\n<!-- end -->)/;
const pagesWithTable = ["docs/data-protection.md", "docs/data-protection.zh-CN.md"];

/** Those pages as they have to be, by their path; one that is missing is passed over. */
async function pagesWithRetention(root: string): Promise<ReadonlyMap<string, string>> {
  const pages = new Map<string, string>();
  for (const path of pagesWithTable) {
    const text = await readFile(join(root, path), "utf8").catch(() => undefined);
    if (text !== undefined)
      pages.set(
        path,
        text.replace(marked, (_, head, foot) => `${head}${retentionTable()}${foot}`),
      );
  }
  return pages;
}

/** The paths of documents below `root` that are missing or differ from what the code says. */
export async function outdatedDocuments(root: string, version: string): Promise<readonly string[]> {
  const outdated: string[] = [];
  for (const [path, text] of [...generatedDocuments(version), ...(await pagesWithRetention(root))]) {
    const stored = await readFile(join(root, path), "utf8").catch(() => undefined);
    if (stored !== text) outdated.push(path);
  }
  return outdated;
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } });
  const root = resolve(import.meta.dirname, "..");
  const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as { readonly version: string };
  const outdated = await outdatedDocuments(root, version);
  if (values.check) {
    if (outdated.length === 0) return;
    console.error(`not what the code says; run npm run docs:\n${outdated.map((path) => `  ${path}`).join("\n")}`);
    process.exitCode = 1;
    return;
  }
  for (const [path, text] of [...generatedDocuments(version), ...(await pagesWithRetention(root))]) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  console.log(outdated.length === 0 ? "nothing changed" : `written: ${outdated.join(", ")}`);
}

if (import.meta.main) await main();
