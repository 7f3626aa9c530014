import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { exitCodes } from "../../cli/exit-codes.ts";
import { functionOfRoute } from "../../cli/function-of-route.ts";
import { languageOfOperator } from "../../cli/language.ts";
import { table, widthOf } from "../../cli/print.ts";
import { anhu, anhuIn } from "./anhu-under-test.ts";

const commands = [
  ...["cell init <name>", "cell list", "doctor", "status", "quarantine", "redrive"],
  ...["facility add", "facility list", "facility import", "resident add", "resident list"],
  ...["device add", "device import <csv>", "device list", "device rotate <id>", "device revoke <id>"],
  ...["backup", "restore", "sim [options]", "cost [options]"],
];

describe("the help page", () => {
  test("names every command, the common options and the exit codes on one page", async () => {
    const { code, stdout } = await anhu("--help");
    expect(code).toBe(0);
    for (const command of commands) expect(stdout).toMatch(new RegExp(`^  ${escaped(command)}  +\\S`, "m"));
    for (const option of ["--box", "--data", "--cell", "--json", "--lang"]) expect(stdout).toContain(`  ${option} `);
    for (const exitCode of Object.values(exitCodes)) expect(stdout).toMatch(new RegExp(`^  ${exitCode} +\\S`, "m"));
  });

  test.each([
    [{ LANG: "zh_CN.UTF-8" }, []],
    [{ LANG: "en_US.UTF-8" }, ["--lang", "zh"]],
  ])("speaks Chinese by %s %s", async (environment, options) => {
    const { stdout } = await anhuIn(environment, "--help", ...options);
    expect(stdout).toMatch(/^用法：anhu/m);
    for (const line of stdout.split("\n").filter((text) => /^ {2}\S+.* {2}/.test(text)))
      expect(line).toMatch(/[一-龥]/);
  });

  test.each(["operators-command.md", "operators-command.zh-CN.md"])(
    "%s tells of every command and exit code",
    (name) => {
      const manual = readFileSync(join(resolve(import.meta.dirname, "../../docs"), name), "utf8");
      for (const command of commands)
        for (const word of command.split(/ [<[]/)[0]?.split(" ") ?? []) expect(manual).toContain(word);
      for (const code of Object.values(exitCodes)) expect(manual).toContain(`| ${code} | `);
    },
  );
});

function escaped(text: string): string {
  return text.replaceAll(/[[\]<>]/g, "\\$&");
}

test("--version says which this is", async () => {
  const { version } = JSON.parse(readFileSync(resolve(import.meta.dirname, "../../package.json"), "utf8"));
  expect(await anhu("--version")).toMatchObject({ code: 0, stdout: `${version}\n` });
});

describe("the operator's language", () => {
  test.each([
    ["--lang before all", ["--lang", "zh"], { LC_ALL: "en_US" }, "zh"],
    ["--lang=", ["--lang=en"], { LANG: "zh_CN" }, "en"],
    ["LC_ALL before LANG", [], { LC_ALL: "zh_CN.UTF-8", LANG: "en_US" }, "zh"],
    ["an empty LC_ALL does not count", [], { LC_ALL: "", LANG: "zh_TW" }, "zh"],
    ["English otherwise", [], { LANG: "de_DE" }, "en"],
    ["English where nothing is set", [], {}, "en"],
  ] as const)("%s", (_claim, commandLine, environment, language) => {
    expect(languageOfOperator(commandLine, environment)).toBe(language);
  });
});

describe("a wrong command line", () => {
  test.each([
    ["an unknown command", ["devise"], /unknown command 'devise'/],
    ["an unknown subcommand", ["device", "lst"], /unknown command 'lst'.*Did you mean list/],
    ["an unknown option", ["device", "list", "--colour"], /unknown option '--colour'/],
    ["a missing option", ["facility", "add", "--name", "x"], /required option '--kind <kind>' not specified/],
    ["a missing argument", ["device", "revoke"], /missing required argument 'id'/],
    [
      "a value that is none",
      ["facility", "add", "--name", "x", "--kind", "hotel"],
      /'--kind <kind>' argument 'hotel' is invalid/,
    ],
    ["a language that is none", ["status", "--lang", "fr"], /'--lang <language>' argument 'fr' is invalid/],
    [
      "an option of the simulator",
      ["sim", "--residents", "many", "--box", "http://127.0.0.1:9"],
      /whole number from 1 to 10000/,
    ],
    ["a cell without a name", ["quarantine", "--cell", ""], /--cell takes the name of a cell such as taihe, not ""/],
    ["a path as a cell", ["status", "--cell", "../x"], /--cell takes the name of a cell/],
    ["an address that is none", ["status", "--box", "localhost"], /--box takes a URL such as/],
  ])("with %s ends with 2 and says so in one line", async (_claim, commandLine, line) => {
    const ran = await anhu(...commandLine);
    expect(ran).toMatchObject({ code: 2, stdout: "" });
    expect(ran.stderr).toMatch(line);
    expect(ran.stderr.trimEnd().split("\n")).toHaveLength(1);
  });

  test("with --json is a document, in both languages", async () => {
    const { code, json } = await anhu("device", "lst", "--json");
    expect(code).toBe(2);
    expect(json.error).toMatchObject({
      kind: "usage",
      exitCode: 2,
      messages: { zh: expect.stringMatching(/命令写法有误/) },
    });
  });
});

test("a box that does not answer ends with 3", async () => {
  const { code, json } = await anhu("status", "--box", "http://127.0.0.1:9", "--json");
  expect(code).toBe(3);
  expect(json.error.messages.en).toBe(
    "no box answers at http://127.0.0.1:9; start one (npm start) or say which: --box URL",
  );
});

test.each([
  ["GET", "/api/devices", "list-devices", {}],
  ["POST", "/api/devices", "enrol-device", {}],
  ["POST", "/api/devices/expected", "expect-devices", {}],
  ["POST", "/api/devices/a%20b/revoke", "revoke-device", { id: "a b" }],
  ["GET", "/api/residents/r-1", "show-resident", { id: "r-1" }],
])("%s %s is served by %s", (method, path, functionName, pathParameters) => {
  expect(functionOfRoute(method, path)).toMatchObject({ functionName, pathParameters });
});

test("no function serves what is no route", () => {
  for (const path of ["/api", "/api/devices//revoke", "/api/nothing"])
    expect(functionOfRoute("POST", path)).toBeUndefined();
});

test("columns stand under their heads, Chinese too", () => {
  const lines = table(
    ["id", "name"],
    [
      ["r-1", "王桂英"],
      ["资源一", "x"],
    ],
  ).split("\n");
  const columns = lines.map((line) => widthOf(line.slice(0, line.search(/\S+$/))));
  expect(new Set(columns)).toEqual(new Set([8]));
});
