import { request } from "node:http";
import { connect } from "node:net";
import { describe, expect, test } from "vitest";
import { health } from "../../contracts/http/health.ts";
import { problem } from "../../contracts/http/problem.ts";
import type { Box } from "../../local/box.ts";
import { get, startedBox } from "./box-under-test.ts";

interface Asked {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** A request of the operators' command with exactly these headers, which fetch would not send. */
async function ask(
  box: Box,
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body?: Buffer | string,
): Promise<Asked> {
  return askUnsigned(box, method, path, { authorization: `Bearer ${box.commandToken}`, ...headers }, body);
}

async function askUnsigned(
  box: Box,
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body?: Buffer | string,
): Promise<Asked> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(box.addresses.http);
    const sent = request({ hostname, port, method, path, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () =>
        resolve({ status: response.statusCode, headers: response.headers, text: Buffer.concat(chunks).toString() }),
      );
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

const json = { "content-type": "application/json" };

describe("the API", () => {
  test("says how the box is, as its contract has it", async () => {
    const box = await startedBox();
    const answer = health.parse(await get(box, "/api/health"));
    expect(answer).toMatchObject({ status: "ok", mode: "live", speed: 1, devicesConnected: 0, deadLetters: 0 });
  });

  test("tells its pages to sign people in at the box, under the very name that they were opened by", async () => {
    const box = await startedBox();
    const { http } = box.addresses;
    const signIn = { issuer: `${http}/oidc`, clientId: "anhu-pages" };
    expect(await get(box, "/config.json")).toEqual({ signIn });
    const other = http.replace("127.0.0.1", "localhost");
    expect(await (await fetch(`${other}/config.json`)).json()).toEqual({
      signIn: { ...signIn, issuer: `${other}/oidc` },
    });
  });

  test.each([
    ["an address that is none", "GET", "/api/nothing", {}, undefined, 404, "unknown-route"],
    ["an address outside the API with a method of its own", "POST", "/", {}, undefined, 404, "unknown-route"],
    ["a method that the address does not take", "DELETE", "/api/residents", {}, undefined, 405, "method-not-allowed"],
    ["an unknown resident", "GET", "/api/residents/nobody", {}, undefined, 404, "unknown-resident"],
    ["a body that is no JSON", "POST", "/api/facilities", json, "{", 400, "invalid-json"],
    ["a body that is not UTF-8", "POST", "/api/facilities", json, Buffer.from([0xff]), 400, "invalid-json"],
    [
      "a body of another type",
      "POST",
      "/api/facilities",
      { "content-type": "text/plain" },
      "{}",
      415,
      "unsupported-media-type",
    ],
    ["a body without what is needed", "POST", "/api/facilities", json, "{}", 400, "invalid-request"],
    ["a body beyond the limit", "POST", "/api/facilities", json, " ".repeat(1_100_000), 413, "payload-too-large"],
    ["a name of another machine", "GET", "/api/health", { host: "anhu.example" }, undefined, 403, "forbidden-host"],
    [
      "another site's page",
      "POST",
      "/api/facilities",
      { ...json, origin: "https://evil.example" },
      "{}",
      403,
      "forbidden-origin",
    ],
  ])("answers %s with a problem in both languages", async (_what, method, path, headers, body, status, code) => {
    const box = await startedBox();
    const chinese = await ask(box, method, path, headers, body);
    const english = await ask(box, method, path, { ...headers, "accept-language": "en" }, body);
    expect([chinese.status, english.status]).toEqual([status, status]);
    expect(chinese.headers["content-type"]).toMatch(/^application\/problem\+json/);
    expect(problem.parse(JSON.parse(chinese.text))).toMatchObject({ status, code });
    expect(JSON.parse(english.text).detail).toBe(JSON.parse(english.text).messages.en);
  });

  test("names the methods that an address takes", async () => {
    const box = await startedBox();
    expect((await ask(box, "PUT", "/api/residents")).headers.allow).toMatch(/GET, HEAD, POST|POST, GET, HEAD/);
  });

  test("answers HEAD like GET without the body", async () => {
    const box = await startedBox();
    const answer = await ask(box, "HEAD", "/api/health");
    expect([answer.status, answer.text]).toEqual([200, ""]);
  });

  test("answers an address with broken escapes", async () => {
    const box = await startedBox();
    expect((await ask(box, "GET", "/api/residents/%E0%A4%A")).status).toBeOneOf([400, 404]);
    expect((await ask(box, "GET", "/%00")).status).toBeOneOf([200, 404, 503]);
  });

  test.each([
    ["nothing", {}],
    ["another token", { authorization: "Bearer anhu-other" }],
    ["another scheme", { authorization: "Basic YTpi" }],
  ])("answers nobody who shows %s, but for whether it is well", async (_what, headers: Record<string, string>) => {
    const box = await startedBox();
    for (const path of ["/api/facilities", "/api/residents/nobody"])
      expect(await askUnsigned(box, "GET", path, headers)).toMatchObject({ status: 401 });
    // Whatever watches the box from outside has no account: it hears whether it is well, and nothing more.
    const health = await askUnsigned(box, "GET", "/api/health?details=1", headers);
    expect(health.status).toBe(200);
    expect(Object.keys(JSON.parse(health.text)).sort()).toEqual(["mode", "speed", "status", "time"]);
    const redeliver = await askUnsigned(box, "POST", "/api/dead-letters/redeliver", { ...headers, ...json }, "{}");
    expect(redeliver.status).toBe(401);
  });

  test("survives bytes that are not HTTP", async () => {
    const box = await startedBox();
    const { hostname, port } = new URL(box.addresses.http);
    for (const bytes of ["\x16\x03\x01\x02\x00", "GET\r\n\r\n", "POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n"]) {
      const socket = connect({ host: hostname, port: Number(port) });
      socket.on("error", () => undefined);
      socket.end(bytes);
      socket.resume();
      await new Promise((resolve) => socket.once("close", resolve));
    }
    expect((await get(box, "/api/health")).status).toBe("ok");
  });

  test("is not to be framed, sniffed or scripted by others", async () => {
    const box = await startedBox();
    const { headers } = await ask(box, "GET", "/api/health");
    expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["access-control-allow-origin"]).toBeUndefined();
  });

  test("does not leave the folder of the pages", async () => {
    const box = await startedBox();
    for (const path of ["/../package.json", "/..%2fpackage.json", "/%2e%2e/package.json", "//etc/passwd"]) {
      const { text } = await ask(box, "GET", path);
      expect(text).not.toContain('"dependencies"');
      expect(text).not.toContain("root:");
    }
  });
});
