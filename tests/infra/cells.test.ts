import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readCells } from "../../infra/cells.ts";

const root = mkdtempSync(join(tmpdir(), "anhu-cells-"));
afterAll(() => rmSync(root, { recursive: true }));

let made = 0;
function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = join(root, String(made++));
  mkdirSync(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

const region = "us-east-1";
const west = "name: west\nregion: us-west-2\n";
const east = "name: east\nregion: us-east-1\n";

function namesIn(choice: Parameters<typeof readCells>[0]): readonly string[] {
  const read = readCells(choice);
  return read.kind === "cells" ? read.cells.map(({ name }) => name) : read.lines;
}

test("without any file there is one cell with all defaults, in the region of the environment", () => {
  const read = readCells({ folder: join(root, "none"), region: "eu-central-1" });
  expect(read).toMatchObject({ kind: "cells", cells: [{ name: "anhu", region: "eu-central-1" }] });
});

test("in China a file is needed, and the way to one is told", () => {
  const lines = namesIn({ folder: join(root, "none"), region: "cn-north-1" });
  expect(lines).toEqual([
    expect.stringMatching(/^signIn.kind: expected oidc/),
    expect.stringMatching(/^pages.kind: expected own-origin/),
    "cn-north-1 needs a cell file with an OpenID Connect issuer: npm run anhu -- cell init",
  ]);
});

test("all cells are deployed, or the one that is asked for", () => {
  const folder = folderWith({ "west.yaml": west, "east.yaml": east, "README.md": "not a cell" });
  expect(namesIn({ folder, region })).toEqual(["east", "west"]);
  expect(namesIn({ folder, region, only: "west" })).toEqual(["west"]);
});

test("a cell that is not there is told together with those that are", () => {
  const folder = folderWith({ "west.yaml": west });
  expect(namesIn({ folder, region, only: "north" })).toEqual([
    `-c cell=north: there is no such cell in ${folder}/; there are: west`,
  ]);
});

test("every fault of every file is told with its file", () => {
  const folder = folderWith({
    "west.yaml": `${west}profil: economy\n`,
    "east.yaml": "name: east\nregion: [\n",
    "north.yaml": "name: south\nregion: eu-north-1\n",
  });
  expect(namesIn({ folder, region })).toEqual([
    expect.stringMatching(/east\.yaml: it is not valid YAML: .*line 3/),
    expect.stringMatching(/north\.yaml: name: expected north as the file is called, got "south"/),
    expect.stringMatching(/west\.yaml: profil: expected nothing \(there is no such field/),
  ]);
});

test("two cells do not share a region of an account, whose names are taken by the first", () => {
  const folder = folderWith({ "west.yaml": west, "far.yaml": "name: far\nregion: us-west-2\n" });
  expect(namesIn({ folder, region })).toEqual([expect.stringMatching(/^cells far and west: both in us-west-2/)]);
});

test("a cell without an account may be in that of another in its region", () => {
  const named = `account: "123456789012"\n`;
  const folder = folderWith({ "west.yaml": west + named, "far.yaml": "name: far\nregion: us-west-2\n" });
  expect(namesIn({ folder, region })).toEqual([
    expect.stringMatching(/^cells far and west: both in us-west-2 of what may be one account/),
  ]);
  const apart = folderWith({
    "west.yaml": west + named,
    "far.yaml": `name: far\nregion: us-west-2\naccount: "210987654321"\n`,
  });
  expect(namesIn({ folder: apart, region })).toEqual(["far", "west"]);
});

test("what is no cell file is told in plain words, each with its file", () => {
  const bomb = `a: &a [x, x]\n${[..."bcdefghijk"].map((key, at) => `${key}: &${key} [${Array(9).fill(`*${"abcdefghij"[at]}`)}]\n`).join("")}`;
  const folder = folderWith({ "bomb.yaml": bomb, "two.yaml": `${west}---\n${east}`, "west.yml": west });
  mkdirSync(join(folder, "folder.yaml"));
  expect(namesIn({ folder, region })).toEqual([
    expect.stringMatching(/bomb\.yaml: it has too many YAML aliases/),
    expect.stringMatching(/folder\.yaml: it is a folder, and a file is expected$/),
    expect.stringMatching(/two\.yaml: it holds several YAML documents/),
    expect.stringMatching(/west\.yml: it is not read: cell files end in \.yaml; rename it$/),
  ]);
});

test("a wrong file stops the synthesis with its lines and nothing else", () => {
  const folder = folderWith({ "west.yaml": `${west}telemetry: { shards: 0 }\n` });
  const context = JSON.stringify({ cells: folder });
  const { status, stderr, stdout } = spawnSync(process.execPath, ["infra/app.ts"], {
    encoding: "utf8",
    env: { PATH: process.env.PATH, CDK_CONTEXT_JSON: context, CDK_OUTDIR: join(root, "out") },
  });
  expect({ status, stdout, stderr }).toEqual({
    status: 1,
    stdout: "",
    stderr: `${folder}/west.yaml: telemetry.shards: expected a whole number from 1 to 200, got 0\n`,
  });
}, 180_000);

test.each([
  ["capacity: { tables: foo }", 'capacity.tables: expected on-demand or provisioned, got "foo"'],
  ["telemetry: { lanes: 11 }", "telemetry.lanes: expected a whole number from 1 to 10, got 11"],
  [
    "capacity: { tabels: provisioned }",
    'capacity.tabels: expected nothing (there is no such field; there are residents, tables), got "provisioned"',
  ],
])("%s is told by its field, its value and what is expected", (line, problem) => {
  const folder = folderWith({ "west.yaml": `${west}${line}\n` });
  expect(namesIn({ folder, region })).toEqual([`${folder}/west.yaml: ${problem}`]);
});

test("GovCloud is refused in one line, whatever else the file says", () => {
  const folder = folderWith({ "gov.yaml": "name: gov\nregion: us-gov-west-1\n" });
  expect(namesIn({ folder, region })).toEqual([
    `${folder}/gov.yaml: region: expected a region of the global partition or of China (AWS GovCloud is not supported), got "us-gov-west-1"`,
  ]);
});

test("an address that is named twice gets each alarm once", () => {
  const folder = folderWith({
    "west.yaml": `${west}alarms: { emails: [a@example.org, b@example.org, a@example.org] }\n`,
  });
  expect(readCells({ folder, region })).toMatchObject({
    cells: [{ alarms: { emails: ["a@example.org", "b@example.org"] } }],
  });
});
