import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Hono } from "hono";
import { expect, test } from "vitest";
import { servePages } from "../../local/pages.ts";
import { temporaryFolder } from "./box-under-test.ts";

function application(folder: string): Hono {
  return new Hono().on(["GET", "HEAD"], "*", servePages(folder));
}

function builtPages(): string {
  const folder = temporaryFolder();
  for (const name of ["assets", "family"]) mkdirSync(join(folder, name));
  writeFileSync(join(folder, "family", "index.html"), "<title>light</title>");
  writeFileSync(join(folder, "family", "sw.js"), "worker();");
  writeFileSync(join(folder, "index.html"), "<title>board</title>");
  writeFileSync(join(folder, "assets", "board-1a2b.js"), "export {};");
  return folder;
}

test("files are served, those with a hash in their name for good", async () => {
  const app = application(builtPages());
  const script = await app.request("/assets/board-1a2b.js");
  expect(await script.text()).toBe("export {};");
  expect(script.headers.get("content-type")).toMatch(/javascript/);
  expect(script.headers.get("cache-control")).toMatch(/immutable/);
  expect((await app.request("/")).headers.get("cache-control")).toBe("no-cache");
});

test("an address of the application is answered with the application", async () => {
  const app = application(builtPages());
  const page = await app.request("/residents/r1");
  expect([page.status, await page.text()]).toEqual([200, "<title>board</title>"]);
});

test("families have a program of their own below /family/, which begins with its slash", async () => {
  const app = application(builtPages());
  for (const path of ["/family/", "/family/old-address"]) {
    const page = await app.request(path);
    expect([page.status, await page.text(), page.headers.get("cache-control")]).toEqual([
      200,
      "<title>light</title>",
      "no-cache",
    ]);
  }
  const worker = await app.request("/family/sw.js");
  expect([await worker.text(), worker.headers.get("cache-control")]).toEqual(["worker();", "no-cache"]);
  const bare = await app.request("/family");
  expect([bare.status, bare.headers.get("location")]).toEqual([308, "/family/"]);
  expect(await (await app.request("/family-tree")).text()).toBe("<title>board</title>");
});

test("a missing script is missing", async () => {
  expect((await application(builtPages()).request("/assets/gone.js")).status).toBe(404);
});

test("without built pages the box says what to do", async () => {
  const page = await application(join(temporaryFolder(), "dist")).request("/");
  expect(page.status).toBe(503);
  expect(await page.text()).toContain("npm run build");
});
