import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { pages } from "../../web/shell/pages.tsx";

// The pages ask as they are loaded how wide the screen is.
vi.hoisted(() => vi.stubGlobal("matchMedia", () => ({ matches: true })));

const root = join(import.meta.dirname, "../..");

/** The addresses within the console that the service writes into messages, with `x` for what they are filled with. */
const paths = ["functions", "adapters", "local", "domain"]
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((file) => join(folder, file)),
  )
  .filter((file) => file.endsWith(".ts") && file !== "functions/manifest.ts")
  .flatMap((file) => {
    const text = readFileSync(join(root, file), "utf8");
    return [...text.matchAll(/\bpath: (?:"([^"]*)"|`([^`]*)`)/g)].map((found) => found[1] ?? found[2] ?? "");
  })
  .map((path) => path.replaceAll(/\$\{[^}]*\}/g, "x"))
  .filter((path) => path.startsWith("/") && !path.startsWith("/api"));

function fits(pattern: string, path: string): boolean {
  return new RegExp(`^${pattern.replaceAll(/:\w+/g, "[^/]+")}$`).test(path);
}

test("the messages of alerts, of groups of them and to operators are among those looked at", () => {
  expect(paths).toEqual(expect.arrayContaining(["/", "/alerts/x", "/inbox", "/operations"]));
});

test.each([...new Set(paths)])("a message that leads to %s leads to a page", (path) => {
  expect(pages.filter((page) => fits(page.path, path))).not.toEqual([]);
});
