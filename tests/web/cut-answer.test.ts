import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { health } from "../../contracts/http/health.ts";
import { ask } from "../../web/data/api.ts";

/** Promises more than it sends, or sends what is no JSON. */
const server = createServer((request, response) => {
  if (request.url === "/cut") {
    response.writeHead(200, { "content-type": "application/json", "content-length": "1000" });
    response.write('{"status":', () => response.socket?.destroy());
  } else response.end("<html>");
});

beforeAll(async () => {
  await new Promise<void>((done) => {
    server.listen(0, "127.0.0.1", done);
  });
  const { port } = server.address() as AddressInfo;
  const real = fetch;
  vi.stubGlobal("fetch", (path: string, init: RequestInit) => real(new URL(path, `http://127.0.0.1:${port}`), init));
});
afterAll(() => {
  vi.unstubAllGlobals();
  server.close();
});

test.each([
  ["that is cut off on its way is no answer: asking again may help", "/cut", "unreachable"],
  ["that came whole and is not what was agreed is unreadable", "/page", "unreadable"],
])("an answer %s", async (_claim, path, kind) => {
  expect(await ask(path, health)).toMatchObject({ kind: "problem", problem: { kind } });
});
