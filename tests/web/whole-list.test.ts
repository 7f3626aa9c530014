import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test, vi } from "vitest";
import * as z from "zod/mini";
import { pageEnd } from "../../contracts/http/paging.ts";
import { askAll } from "../../web/data/ask-all.ts";

const schema = z.object({ items: z.array(z.number()), ...pageEnd });

/** An API that answers these pages, by the cursor that is asked for; a number is the status of a refusal. */
async function serving(pages: Readonly<Record<string, unknown>>): Promise<readonly string[]> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const { searchParams, search } = new URL(request.url ?? "", "http://box");
    asked.push(search);
    const page = pages[searchParams.get("after") ?? ""];
    response.writeHead(typeof page === "number" ? page : 200, { "content-type": "application/json" });
    response.end(JSON.stringify(page));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const { fetch } = globalThis;
  // A browser knows where its page came from.
  vi.stubGlobal("fetch", (path: string, init: RequestInit) => fetch(`http://127.0.0.1:${port}${path}`, init));
  onTestFinished(() => void vi.unstubAllGlobals());
  return asked;
}

test("a list is asked for page by page until none is left, and answered whole", async () => {
  const asked = await serving({
    "": { items: [1, 2], next: "a.2" },
    "a.2": { items: [], next: "b.1" },
    "b.1": { items: [3] },
  });
  expect(await askAll("/api/alerts?state=open", schema)).toEqual({ kind: "answer", value: { items: [1, 2, 3] } });
  expect(asked).toEqual(["?state=open", "?state=open&after=a.2", "?state=open&after=b.1"]);
});

test.each([
  ["is refused by a gateway", 503, { kind: "unreachable" }],
  ["is not what was agreed", { items: ["x"] }, { kind: "unreadable" }],
  ["is refused", 404, { kind: "refused", status: 404 }],
])("a list of which a later page %s is not shown in part, and its problem is told", async (_, page, problem) => {
  const asked = await serving({ "": { items: [1], next: "a.1" }, "a.1": page });
  expect(await askAll("/api/residents", schema)).toMatchObject({ kind: "problem", problem });
  expect(asked).toHaveLength(2);
});
