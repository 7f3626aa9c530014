import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { regionFindings } from "../../cli/doctor/region-check.ts";
import { parseCell } from "../../contracts/cell.ts";
import { anhu, awsEnvironment, ownFolder } from "./anhu-under-test.ts";

const china = ["--oidc-issuer", "https://id.example.cn", "--oidc-audience", "anhu", "--oidc-client-id", "pages"];

describe("cell init", () => {
  test.each([
    ["a region is enough", ["--region", "eu-west-1"]],
    [
      "everything can be said",
      [
        "--region",
        "us-east-1",
        "--account",
        "123456789012",
        "--profile",
        "standard",
        "--residents",
        "5000",
        "--alarm-email",
        "a@example.org",
        "--alarm-email",
        "b@example.org",
        "--telemetry",
        "kinesis",
        "--shards",
        "3",
        "--window-seconds",
        "60",
        "--log-days",
        "30",
        "--archive-days",
        "3650",
      ],
    ],
    [
      "China needs an issuer and an origin",
      ["--region", "cn-northwest-1", ...china, "--origin", "https://anhu.example.cn"],
    ],
    ["the economy profile", ["--region", "eu-west-1", "--profile", "economy"]],
  ])("writes a file that can be deployed: %s", async (_claim, options) => {
    const cells = ownFolder();
    const made = await anhu("cell", "init", "taihe", "--cells", cells, ...options, "--json");
    expect(made.code).toBe(0);
    const written: unknown = parse(readFileSync(join(cells, "taihe.yaml"), "utf8"));
    expect(parseCell(written)).toMatchObject({ kind: "cell", cell: { name: "taihe" } });
    expect(written).toEqual(made.json.cell);
    expect((await anhu("cell", "list", "--cells", cells, "--json")).json.items).toMatchObject([{ name: "taihe" }]);
  });

  test("takes the region of the environment", async () => {
    awsEnvironment({ AWS_REGION: "eu-west-1" });
    expect((await anhu("cell", "init", "taihe", "--cells", ownFolder(), "--json")).json.cell.region).toBe("eu-west-1");
  });

  test("overwrites nothing", async () => {
    const cells = ownFolder();
    mkdirSync(cells, { recursive: true });
    writeFileSync(join(cells, "taihe.yaml"), "mine");
    const again = await anhu("cell", "init", "taihe", "--region", "eu-west-1", "--cells", cells);
    expect(again).toMatchObject({ code: 1, stdout: "" });
    expect(readFileSync(join(cells, "taihe.yaml"), "utf8")).toBe("mine");
  });

  test.each([
    ["no region", [], 4, /no region is set: give --region/],
    [
      "a region that is none",
      ["--region", "Mars"],
      1,
      /region: expected an AWS region such as cn-northwest-1, got "Mars"/,
    ],
    ["China without an issuer", ["--region", "cn-north-1"], 1, /signIn\.issuer: expected the issuer's address/],
    [
      "an address that is none",
      ["--region", "eu-west-1", "--alarm-email", "x"],
      1,
      /alarms\.emails\.0: expected an e-mail address, got "x"/,
    ],
  ])("refuses %s and writes nothing", async (_claim, options, code, line) => {
    awsEnvironment({});
    const cells = ownFolder();
    const refused = await anhu("cell", "init", "taihe", "--cells", cells, ...options);
    expect(refused).toMatchObject({ code, stdout: "" });
    expect(refused.stderr).toMatch(line);
    expect((await anhu("cell", "list", "--cells", cells, "--json")).json.items).toEqual([]);
  });

  test("warns when nobody would get the alarms", async () => {
    const made = await anhu("cell", "init", "taihe", "--region", "eu-west-1", "--cells", ownFolder());
    expect(made.stderr).toMatch(/nobody gets the alarms/);
  });
});

describe("a wrong cell file", () => {
  test.each([
    [
      "an unknown field",
      "name: taihe\nregion: eu-west-1\nregoin: x\n",
      /regoin: expected nothing \(there is no such field/,
    ],
    ["no YAML", "name: [", /cannot be used: it is not valid YAML/],
    ["two documents", "name: taihe\n---\nregion: x\n", /holds several YAML documents/],
    ["another name", "name: fuyang\nregion: eu-west-1\n", /name: expected taihe as the file is called, got "fuyang"/],
    ["nothing", "", /name: expected/],
  ])("with %s says field, value and what is expected", async (_claim, text, line) => {
    const cells = ownFolder();
    writeFileSync(join(cells, "taihe.yaml"), text);
    const ran = await anhu("device", "list", "--cells", cells, "--cell", "taihe");
    expect(ran).toMatchObject({ code: 1, stdout: "" });
    expect(ran.stderr).toMatch(line);
    const examined = await anhu("doctor", "--cells", cells, "--cell", "taihe", "--json");
    expect(examined).toMatchObject({ code: 5, json: { wrong: 1 } });
  });
});

test.each([
  ["taihe", "taihe.yml"],
  ["anhu", "fuyang.yml"],
])("for --cell %s a %s is refused, as the deployment does, and listed", async (name, file) => {
  const cells = ownFolder();
  writeFileSync(join(cells, file), "name: taihe\nregion: eu-west-1\n");
  const ran = await anhu("device", "list", "--cells", cells, "--cell", name);
  expect(ran.code).toBe(1);
  expect(ran.stderr).toMatch(/\.yml cannot be used: it is not read: cell files end in \.yaml; rename it/);
  const listed = await anhu("cell", "list", "--cells", cells, "--json");
  expect(listed.json.items).toMatchObject([{ name: file, problem: expect.stringMatching(/rename it/) }]);
});

test.each([
  ["eu-centrall-9", ["warning"]],
  ["eu-central-1", []],
  ["cn-northwest-1", []],
  ["us-gov-west-1", []],
])("doctor knows of %s whether it is a region", (region, levels) => {
  expect(regionFindings({ region }).map(({ level }) => level)).toEqual(levels);
});
