import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";

/* How much JavaScript stands between somebody and the page they open, read off the built pages: no browser is needed. */

const root = resolve(import.meta.dirname, "../..");
const dist = join(root, "web/dist");
const mostBytes = 250_000;

/** These files and all that they import before they run. */
function withImports(files: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting = [...files];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (found.has(file)) continue;
    found.add(file);
    const text = readFileSync(join(dist, file), "utf8");
    for (const [, name] of text.matchAll(/(?:import|from)\s*"\.\/([^"]+\.js)"/g)) waiting.push(`assets/${name}`);
  }
  return found;
}

function gzipped(files: Iterable<string>): number {
  return [...files].reduce((sum, file) => sum + gzipSync(readFileSync(join(dist, file))).length, 0);
}

/** What index.html names: scripts and what is fetched ahead of them. */
const start = [...readFileSync(join(dist, "index.html"), "utf8").matchAll(/(?:src|href)="\/([^"]+\.js)"/g)].map(
  ([, file]) => file ?? "",
);
const assets = readdirSync(join(dist, "assets"));

/** The files of a module that is fetched when it is wanted, by the name of its source. */
function chunksOf(name: string): readonly string[] {
  const isIts = new RegExp(`^${name}-[\\w-]{8}\\.js$`);
  return assets.filter((file) => isIts.test(file)).map((file) => `assets/${file}`);
}

/** Pages that come when they are opened, as the table of pages and the first page name their modules. */
const pages = ["pages", "first-page"].flatMap((file) =>
  [
    ...readFileSync(join(root, `web/shell/${file}.tsx`), "utf8").matchAll(/import\("\.\.\/[\w-]+\/([\w-]+)\.tsx"\)/g),
  ].map(([, name]) => name ?? ""),
);

test("the home page and its live connection are 250 KB of JavaScript at most, gzipped", () => {
  const connection = chunksOf("mqtt.esm");
  expect(connection.length).toBe(1);
  expect(withImports(start).has(connection[0] ?? "")).toBe(false);
  expect(gzipped(withImports([...start, ...connection]))).toBeLessThanOrEqual(mostBytes);
});

test("whichever page somebody opens first, it is 250 KB at most", () => {
  expect(pages).toEqual(expect.arrayContaining(["board-page", "wall-page", "facilities-page", "relatives-page"]));
  const sizes = pages.map((name) => {
    const chunks = chunksOf(name);
    return { name, chunks: chunks.length, bytes: gzipped(withImports([...start, ...chunks])) };
  });
  expect(sizes.filter(({ chunks, bytes }) => chunks !== 1 || bytes > mostBytes)).toEqual([]);
});
