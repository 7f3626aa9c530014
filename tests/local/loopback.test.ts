import { expect, test } from "vitest";
import { judgeSource } from "../../local/loopback.ts";

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
