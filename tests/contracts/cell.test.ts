import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { type CellFile, parseCell, partitionOf } from "../../contracts/cell.ts";

const least = { name: "county", region: "eu-central-1" };
const oidc = { kind: "oidc", issuer: "https://id.example.cn", audience: "anhu", clientId: "pages" } as const;
const ownOrigin = { kind: "own-origin", origin: "https://anhu.example.cn" } as const;
const inChina = { name: "county", region: "cn-northwest-1", signIn: oidc, pages: ownOrigin };

function problemsIn(document: unknown): readonly string[] {
  const parsed = parseCell(document);
  return parsed.kind === "problems" ? parsed.problems.map(({ messages }) => messages.en) : [];
}

function cellOf(file: CellFile) {
  const parsed = parseCell(file);
  if (parsed.kind === "problems") throw new Error(problemsIn(file).join("\n"));
  return parsed.cell;
}

test("a name and a region are enough: a stream with one shard, Cognito, CloudFront, a year of logs", () => {
  expect(cellOf(least)).toEqual({
    ...least,
    profile: "standard",
    runtime: "nodejs24.x",
    signIn: { kind: "cognito", secondFactor: "required" },
    pages: { kind: "cloudfront" },
    alarms: { emails: [] },
    retention: { logDays: 365, archiveDays: 5475, records: {} },
    telemetry: { path: "kinesis", shards: 1, lanes: 1, windowSeconds: 30 },
    video: { stun: [], turn: [] },
    capacity: { residents: 100, tables: "on-demand" },
  });
});

test("the economy profile takes a queue and keeps logs for a month", () => {
  const cell = cellOf({ ...least, profile: "economy" });
  expect([cell.telemetry.path, cell.retention.logDays]).toEqual(["sqs", 30]);
});

test.each([
  [100, 1],
  [2_400, 1],
  [2_401, 2],
  [10_000, 5],
  [100_000, 42],
])("%i residents get %i shards, with room for bursts", (residents, shards) => {
  expect(cellOf({ ...least, capacity: { residents } }).telemetry.shards).toBe(shards);
});

test.each([
  ["cn-north-1", "aws-cn"],
  ["us-gov-west-1", "aws-us-gov"],
  ["ap-southeast-5", "aws"],
])("region %s is in partition %s", (region, partition) => {
  expect(partitionOf(region)).toBe(partition);
});

test("a cell in China signs in elsewhere and has its own place for the pages", () => {
  expect(cellOf(inChina)).toMatchObject({ signIn: oidc, pages: ownOrigin });
});

describe("a fault tells its field, its value and what is expected", () => {
  test.each<readonly [string, object, readonly string[]]>([
    [
      "name",
      { ...least, name: "County" },
      ['name: expected a name of at most 20 lower-case letters, digits and -, beginning with a letter, got "County"'],
    ],
    ["region", { name: "a", region: "moon" }, ['region: expected an AWS region such as cn-northwest-1, got "moon"']],
    ["nothing", { name: "a" }, ["region: expected an AWS region such as cn-northwest-1, got nothing"]],
    [
      "unquoted account",
      { ...least, account: 123456789012 },
      ['account: expected an account of 12 digits in quotes, "123456789012", got 123456789012'],
    ],
    [
      "entry of a list",
      { ...least, alarms: { emails: ["a@example.org", "b"] } },
      ['alarms.emails.1: expected an e-mail address, got "b"'],
    ],
    [
      "inner field",
      { ...least, telemetry: { windowSeconds: 301 } },
      ["telemetry.windowSeconds: expected a whole number from 0 to 300, got 301"],
    ],
    [
      "a relay without its secret",
      { ...least, video: { turn: ["turn:turn.example.org"] } },
      [expect.stringMatching(/^video.turnSecretName: expected the name of coturn's shared secret/)],
    ],
    [
      "too many people",
      { ...least, capacity: { residents: 100_001 } },
      ["capacity.residents: expected a whole number from 1 to 100000 (beyond that, use several cells), got 100001"],
    ],
    [
      "misspelt",
      { ...least, telemetry: { shard: 2 } },
      [
        "telemetry.shard: expected nothing (there is no such field; there are path, shards, lanes, windowSeconds), got 2",
      ],
    ],
    [
      "text for a mapping",
      { ...least, pages: "cloudfront" },
      ['pages: expected a mapping with kind: cloudfront or own-origin, got "cloudfront"'],
    ],
    [
      "a second factor for some",
      { ...least, signIn: { kind: "cognito", secondFactor: "clinical" } },
      ['signIn.secondFactor: expected required or optional, got "clinical"'],
    ],
    ["unknown kind", { ...least, signIn: { kind: "saml" } }, ['signIn.kind: expected cognito or oidc, got "saml"']],
    [
      "http issuer",
      { ...least, signIn: { ...oidc, issuer: "http://id.example.cn" } },
      ['signIn.issuer: expected the issuer\'s address, beginning with https://, got "http://id.example.cn"'],
    ],
    [
      "path in an origin",
      { ...inChina, pages: { ...ownOrigin, origin: "https://a.cn/x" } },
      ['pages.origin: expected an https address without a path, such as https://anhu.example.cn, got "https://a.cn/x"'],
    ],
    [
      "days that CloudWatch has not",
      { ...least, retention: { logDays: 10 } },
      [
        "retention.logDays: expected 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096 or 1827, got 10",
      ],
    ],
  ])("%s", (_what, document, lines) => {
    expect(problemsIn(document)).toEqual(lines);
  });

  test("in Chinese as well", () => {
    const parsed = parseCell({ ...least, telemetry: { shards: 0 } });
    expect(parsed).toMatchObject({
      problems: [{ messages: { zh: "telemetry.shards：应为 1 到 200 的整数，实为 0" } }],
    });
  });

  test("all of them at once", () => {
    expect(problemsIn({ name: "", region: 5, profile: "rich", extra: true })).toHaveLength(4);
  });
});

describe("what does not go together", () => {
  test.each<readonly [string, object, readonly string[]]>([
    ["Cognito in China", { name: "a", region: "cn-north-1", pages: ownOrigin }, ["signIn.kind"]],
    ["CloudFront in China", { name: "a", region: "cn-north-1", signIn: oidc }, ["pages.kind"]],
    [
      "a certificate for a place of one's own",
      {
        ...inChina,
        region: "eu-west-1",
        domain: { name: "a.example.org", certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/0" },
      },
      ["domain"],
    ],
    ["a stream for little money", { ...least, profile: "economy", telemetry: { path: "kinesis" } }, ["telemetry.path"]],
    ["shards without a stream", { ...least, telemetry: { path: "sqs", shards: 2 } }, ["telemetry.shards"]],
    ["too few shards", { ...least, telemetry: { shards: 2 }, capacity: { residents: 50_000 } }, ["telemetry.shards"]],
  ])("%s", (_what, document, fields) => {
    const parsed = parseCell(document);
    expect(parsed.kind === "problems" && parsed.problems.map(({ field }) => field)).toEqual(fields);
  });
});

test("whatever stands in the file, reading it gives a cell or faults of one line each", () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.jsonValue(), fc.record({ name: fc.jsonValue(), telemetry: fc.jsonValue(), signIn: fc.jsonValue() })),
      (document) => {
        const parsed = parseCell(document);
        if (parsed.kind === "cell") return;
        expect(parsed.problems).not.toHaveLength(0);
        for (const { messages } of parsed.problems)
          for (const line of Object.values(messages)) expect(line).not.toMatch(/[\n\r]/);
      },
    ),
  );
});

test.each([
  ["an empty file", ""],
  ["a list", "- a"],
  ["a word", "cell"],
])("%s is no cell", (_what, yaml) => {
  expect(problemsIn(parse(yaml))).not.toHaveLength(0);
});

test.each([
  [100, 1],
  [2_000, 5],
  [50_000, 6],
])("%i residents get %i lanes in each shard", (residents, lanes) => {
  expect(cellOf({ ...least, capacity: { residents } }).telemetry.lanes).toBe(lanes);
});

test("lanes may be stated, up to ten", () => {
  expect(cellOf({ ...least, telemetry: { lanes: 2 } }).telemetry.lanes).toBe(2);
  expect(parseCell({ ...least, telemetry: { lanes: 11 } })).toMatchObject({ kind: "problems" });
});
