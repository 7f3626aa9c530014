import { describe, expect, test } from "vitest";
import { isOwnOrigin, judgeSource } from "../../local/loopback.ts";

const fromNowhere = { origin: undefined, fetchSite: undefined };

test.each(["localhost", "localhost:8080", "LOCALHOST:1", "127.0.0.1:8080", "127.9.9.9", "[::1]:8080", "[::1]"])(
  "the host %s is this machine",
  (host) => {
    expect(judgeSource({ host, ...fromNowhere, isChanging: true })).toBeUndefined();
  },
);

test.each([
  undefined,
  "",
  "evil.example",
  "localhost.evil.example",
  "127.0.0.1.evil.example:8080",
  "192.168.1.20:8080",
  "[::2]",
  "localhost:80:80",
  "localhost:99999",
  "localhost/",
  "user@localhost",
])("the host %s may be a foreign name that points here", (host) => {
  expect(judgeSource({ host, ...fromNowhere, isChanging: false })?.code).toBe("forbidden-host");
});

test.each([
  ["no page at all", undefined, undefined, undefined],
  ["the box's own page", "http://localhost:8080", "same-origin", undefined],
  ["a page on another port of this machine", "http://localhost:3000", "same-site", "forbidden-origin"],
  ["a page under another name of this machine", "http://127.0.0.1:8080", "cross-site", "forbidden-origin"],
  ["another site", "https://evil.example", "cross-site", "forbidden-origin"],
  ["a sandboxed frame", "null", "cross-site", "forbidden-origin"],
  ["another site that hides its origin", undefined, "cross-site", "forbidden-origin"],
])("a change asked for by %s", (_who, origin, fetchSite, expected) => {
  const source = { host: "localhost:8080", origin, fetchSite };
  expect(judgeSource({ ...source, isChanging: true })?.code).toBe(expected);
  expect(judgeSource({ ...source, isChanging: false })).toBeUndefined();
});

describe("beyond loopback", () => {
  const names = { publicUrl: new URL("https://anhu.example.org"), machine: new Set(["192.168.1.20", "ward-box"]) };
  const judged = (host: string, isTls: boolean, origin?: string) =>
    judgeSource({ host, origin, fetchSite: undefined, isChanging: true, isTls }, names)?.code;

  test.each([
    [
      "the public name, as a proxy on this machine hands it on",
      "anhu.example.org",
      false,
      "https://anhu.example.org",
      undefined,
    ],
    ["the public name by TLS", "anhu.example.org", true, "https://anhu.example.org", undefined],
    [
      "the public name from a page in plain HTTP",
      "anhu.example.org",
      true,
      "http://anhu.example.org",
      "forbidden-origin",
    ],
    ["the machine's address by TLS", "192.168.1.20:8443", true, "https://192.168.1.20:8443", undefined],
    ["the machine's address in plain HTTP", "192.168.1.20:8080", false, undefined, "forbidden-host"],
    ["the machine's name by TLS, in capitals", "WARD-BOX:8443", true, undefined, undefined],
    ["another port of the public name", "anhu.example.org:8443", true, undefined, "forbidden-host"],
    ["another name by TLS", "evil.example", true, undefined, "forbidden-host"],
    [
      "loopback by TLS from loopback's page in plain HTTP",
      "localhost:8443",
      true,
      "http://localhost:8443",
      "forbidden-origin",
    ],
  ])("%s", (_what, host, isTls, origin, expected) => {
    expect(judged(host, isTls, origin)).toBe(expected);
  });

  test("an origin is the box's own only as it is served", () => {
    expect(isOwnOrigin("https://anhu.example.org", names)).toBe(true);
    expect(isOwnOrigin("http://127.0.0.1:8080", names)).toBe(true);
    expect(isOwnOrigin("http://192.168.1.20:8080", names)).toBe(false);
    expect(isOwnOrigin("https://evil.example", names)).toBe(false);
    expect(isOwnOrigin("no address", names)).toBe(false);
  });
});
