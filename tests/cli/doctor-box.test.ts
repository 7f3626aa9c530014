import { appendFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { operatorsFindings } from "../../cli/doctor/box-service-checks.ts";
import { nodeCheck } from "../../cli/doctor/node-check.ts";
import { get, startedBox, temporaryFolder, withDevices } from "../local/box-under-test.ts";
import { anhu, type Ran } from "./anhu-under-test.ts";

function levels({ json }: Ran): Readonly<Record<string, string>> {
  return Object.fromEntries(json.findings.map(({ check, level }: Record<string, string>) => [check, level]));
}

async function stoppedBox(): Promise<string> {
  const box = await startedBox();
  await withDevices(box, "w1");
  await box.stop();
  return box.dataFolder;
}

const doctor = (data: string) => anhu("doctor", "--data", data, "--json");

describe("doctor of a box", () => {
  test("says of a stopped box that nobody is watched, and looks at its folder all the same", async () => {
    const ran = await doctor(await stoppedBox());
    expect(ran.code).toBe(0);
    expect(levels(ran)).toMatchObject({ serving: "warning", authority: "ok", tables: "ok", backup: "warning" });
  });

  test("finds damage in the tables", async () => {
    const folder = await stoppedBox();
    const file = join(folder, "anhu.sqlite");
    for (const suffix of ["-wal", "-shm"]) rmSync(`${file}${suffix}`, { force: true });
    writeFileSync(file, "not a database at all, though it may have been one".repeat(200));
    const ran = await doctor(folder);
    expect(ran.code).toBe(5);
    expect(levels(ran)).toMatchObject({ tables: "wrong" });
  });

  test.each([
    ["is gone", (folder: string) => rmSync(join(folder, "authority", "ca.pem"))],
    ["is broken", (folder: string) => writeFileSync(join(folder, "authority", "ca.pem"), "x")],
    ["has lost its key", (folder: string) => rmSync(join(folder, "authority", "ca-key.pem"))],
  ])("finds that the certificate authority %s", async (_claim, harm) => {
    const folder = await stoppedBox();
    harm(folder);
    expect(levels(await doctor(folder))).toMatchObject({ authority: "wrong" });
  });

  test("is content once there is a backup", async () => {
    const folder = await stoppedBox();
    await anhu("backup", "--data", folder, "--out", join(temporaryFolder(), "kept"));
    expect(levels(await doctor(folder))).toMatchObject({ backup: "ok" });
  });

  test("says what is no data folder, and what is one that cannot be read", async () => {
    expect(levels(await doctor(temporaryFolder()))).toEqual({ node: "ok", "data-folder": "wrong" });
    const folder = await stoppedBox();
    appendFileSync(join(folder, "folder.json"), "}");
    expect(levels(await doctor(folder))).toEqual({ node: "ok", "data-folder": "wrong" });
  });

  test.each([
    ["a box for real people that tells no operator", { mode: "live", tellsOperators: false }, ["warning"]],
    ["one that tells them", { mode: "live", tellsOperators: true }, ["ok"]],
    ["a demo, which has none", { mode: "demo", tellsOperators: false }, []],
    ["one that does not say", { mode: "live" }, []],
  ] as const)("judges %s", (_claim, health, expected) => {
    expect(operatorsFindings(health).map(({ level }) => level)).toEqual(expected);
  });

  test("hears from a running box for real people that no operator is told", async () => {
    const box = await startedBox({ mode: "live" });
    expect(await get(box, "/api/health")).toMatchObject({ mode: "live", tellsOperators: false });
    expect(levels(await doctor(box.dataFolder))).toMatchObject({ operators: "warning" });
  });

  test.each([
    ["v20.19.0", "wrong"],
    ["v23.11.0", "wrong"],
    ["v24.0.0", "ok"],
    ["v26.1.0", "ok"],
  ])("Node %s is %s", (version, level) => {
    expect(nodeCheck(version).level).toBe(level);
  });
});

describe("a drill", () => {
  test("restores a backup aside, counts, and leaves nothing behind", async () => {
    const folder = await stoppedBox();
    const kept = join(temporaryFolder(), "kept");
    await anhu("backup", "--data", folder, "--out", kept);
    const drill = await anhu("restore", "--drill", "--from", kept, "--json");
    expect(drill).toMatchObject({ code: 0, json: { drill: "passed", tables: { residents: 1, devices: 1 } } });
  });

  test("refuses what is no backup in one line", async () => {
    const none = await anhu("restore", "--drill", "--from", join(temporaryFolder(), "none"));
    expect(none).toMatchObject({ code: 1, stdout: "" });
    expect(none.stderr).toMatch(/^anhu: there is no file [^\n]*\n$/);
  });
});
