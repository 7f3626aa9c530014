import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";

/* How much JavaScript stands between somebody and the page they open, read off the built pages: no browser is needed. */

const root = resolve(import.meta.dirname, "../..");
const dist = join(root, "web/dist");
const mostBytes = 250_000;
/** Of the families' app: a four-year-old phone at 400 kbit/s. */
const mostFamilyBytes = 90_000;

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

/** What a page names: scripts and what is fetched ahead of them. */
function startOf(page: string): readonly string[] {
  const text = readFileSync(join(dist, page), "utf8");
  return [...text.matchAll(/(?:src|href)="\/([^"]+\.js)"/g)].map(([, file]) => file ?? "");
}

const start = startOf("index.html");
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
  expect(pages).toEqual(expect.arrayContaining(["board-page", "wall-page", "facilities-page"]));
  const sizes = pages.map((name) => {
    const chunks = chunksOf(name);
    return { name, chunks: chunks.length, bytes: gzipped(withImports([...start, ...chunks])) };
  });
  expect(sizes.filter(({ chunks, bytes }) => chunks !== 1 || bytes > mostBytes)).toEqual([]);
});

test("the families' light is 90 KB of JavaScript at most, gzipped, with neither the sign-in library nor the broker's nor schemas", () => {
  const light = withImports(startOf("family/index.html"));
  for (const later of [
    "issuer",
    "mqtt.esm",
    ...["day", "trends", "calls", "more"].map((name) => `of-family-${name}-page`),
  ]) {
    const [chunk, ...others] = chunksOf(later);
    expect({ later, others, isThere: chunk !== undefined, isFirst: light.has(chunk ?? "") }).toEqual({
      later,
      others: [],
      isThere: true,
      isFirst: false,
    });
  }
  expect(light.size).toBeGreaterThanOrEqual(3);
  expect(gzipped(light)).toBeLessThanOrEqual(mostFamilyBytes);
});
