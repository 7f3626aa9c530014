import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { folderBlobs } from "../../adapters/blob/folder.ts";
import { SqliteTableEngine } from "../../adapters/table/sqlite.ts";
import { hour } from "../../domain/model/time.ts";
import { create as createAnchoring } from "../../functions/anchor-audit/handler.ts";
import { AuditWriter } from "../../functions/audit/audit-writer.ts";
import { depsFor } from "../../functions/shell/deps.ts";
import { AuditStore } from "../../stores/audit-store.ts";
import { detailsAt } from "../domain/kept-trail.ts";
import { World } from "../functions/world.ts";
import { startedBox, withDevices } from "../local/box-under-test.ts";
import { anhu, ownFolder } from "./anhu-under-test.ts";

/** A data folder with a trail of a few entries, anchored; of today, so that the command's own clock fits. */
async function folderWithTrail(): Promise<string> {
  const folder = ownFolder();
  mkdirSync(join(folder, "archive"));
  const engine = SqliteTableEngine.open(join(folder, "anhu.sqlite"));
  const now = Date.now();
  const writer = new AuditWriter(new AuditStore(engine), { name: "box", keptDays: 1096 });
  for (let index = 0; index < 20; index += 1) await writer.add([detailsAt(now - 1000 + index, index)]);
  const world = new World();
  const ports = { ...world.runtime.ports, archive: folderBlobs(join(folder, "archive")) };
  const deps = depsFor("anchor-audit", { ...world.runtime, engine, ports, now: () => now });
  const context = { functionName: "anchor-audit", awsRequestId: "1", getRemainingTimeInMillis: () => hour };
  await createAnchoring(deps)({ scheduledAt: now }, context);
  engine.close();
  return folder;
}

describe("anhu audit verify", () => {
  test("finds a trail whole, and says what it read", async () => {
    const folder = await folderWithTrail();
    const ran = await anhu("audit", "verify", "--data", folder, "--json");
    expect(ran).toMatchObject({ code: 0, json: { entries: 20, chains: 1, findings: [], notAnchored: 0 } });
    expect((await anhu("audit", "verify", "--data", folder)).stdout).toContain("the trail is as it was written");
  });

  test("names an entry that was changed in the file, and ends with the code for findings", async () => {
    const folder = await folderWithTrail();
    const database = new DatabaseSync(join(folder, "anhu.sqlite"));
    database.exec(`UPDATE t_audit SET item = replace(item, 'nurse-1', 'nurse-2') WHERE sk = 'box#0000000007'`);
    database.close();
    const ran = await anhu("audit", "verify", "--data", folder);
    expect(ran.code).toBe(5);
    expect(ran.stdout).toContain("an entry was altered");
    expect(ran.stdout).toContain("chain box #7");
  });

  test("names an entry that was deleted from the file, and a cut at its end", async () => {
    const folder = await folderWithTrail();
    const database = new DatabaseSync(join(folder, "anhu.sqlite"));
    database.exec(`DELETE FROM t_audit WHERE sk IN ('box#0000000003', 'box#0000000018', 'box#0000000019')`);
    database.close();
    const { json } = await anhu("audit", "verify", "--data", folder, "--json");
    expect(json.findings).toMatchObject([
      { kind: "removed", writer: "box", seq: 3, toSeq: 3 },
      { kind: "tail-cut", writer: "box", seq: 18, toSeq: 19 },
    ]);
  });

  test("misses an anchor that only the log has", async () => {
    const folder = await folderWithTrail();
    const ran = await anhu("audit", "verify", "--data", folder, "--json", "--anchor", "f".repeat(64));
    expect(ran).toMatchObject({ code: 5, json: { unknownAnchors: ["f".repeat(64)] } });
  });

  test("verifies a running box, and its backup", async () => {
    const folder = join(ownFolder(), "data");
    const box = await startedBox({ dataFolder: folder });
    await withDevices(box, "w1");
    expect(await anhu("audit", "verify", "--data", folder, "--json")).toMatchObject({ json: { findings: [] } });
    await box.stop();
    const file = join(ownFolder(), "box.backup");
    expect((await anhu("backup", "--data", folder, "--out", file)).code).toBe(0);
    const { json } = await anhu("audit", "verify", "--file", file, "--json");
    expect(json.findings).toEqual([]);
    expect(json.entries).toBeGreaterThan(0);
  });

  test.each([
    ["a date that is none", ["--from", "yesterday"], 2, "--from takes a date"],
    ["a file that is not there", ["--file", "/nowhere/box.backup"], 1, "there are no tables"],
  ])("refuses %s", async (_, options, code, words) => {
    const ran = await anhu("audit", "verify", ...options);
    expect(ran.code).toBe(code);
    expect(ran.stderr).toContain(words);
  });
});
