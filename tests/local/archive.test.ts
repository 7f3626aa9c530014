import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { backUp, restore } from "../../local/backup.ts";
import { virtualClock } from "../../local/clock.ts";
import { connected, startedBox, telemetry, temporaryFolder, withDevices } from "./box-under-test.ts";

const hour = 3_600_000;
const evening = Date.parse("2026-11-21T20:00:00+08:00");
const object = join("archive", "observations", "day=2026-11-21", "r1.ndjson.gz");

/** A box on which a reading of the evening was archived the morning after; stopped. */
async function archivedBox(): Promise<string> {
  const dataFolder = join(temporaryFolder(), "data");
  const clock = virtualClock(evening);
  const box = await startedBox({ dataFolder, clock });
  const [device] = await withDevices(box, "w1");
  const client = await connected(box, device);
  await client.publishAsync("anhu/v1/w1/telemetry", telemetry(71, evening), { qos: 1 });
  client.end(true);
  for (let hours = 0; hours < 11; hours += 1) await clock.advanceBy(hour);
  await expect.poll(() => existsSync(join(dataFolder, object))).toBe(true);
  await box.stop();
  return dataFolder;
}

describe("the archive of a box", () => {
  test("holds the day from the next morning on, in the data folder", async () => {
    const dataFolder = await archivedBox();
    expect(gunzipSync(readFileSync(join(dataFolder, object))).toString()).toBe(
      '{"time":"2026-11-21T20:00:00+08:00","code":"heart-rate","value":71,"unit":"/min","deviceId":"w1"}\n',
    );
  });

  test("goes with the backup and comes back with it, byte for byte, and leaves no trace in the tables", async () => {
    const dataFolder = await archivedBox();
    const folder = temporaryFolder();
    const kept = await backUp(dataFolder, join(folder, "copy"));
    const restored = await restore(join(folder, "copy"), join(folder, "new"));
    expect(restored.archived).toBe(kept.archived);
    expect(kept.archived).toBeGreaterThan(1);
    expect(readFileSync(join(folder, "new", object))).toEqual(readFileSync(join(dataFolder, object)));
    const tables = new DatabaseSync(join(folder, "new", "anhu.sqlite"));
    expect(tables.prepare("SELECT name FROM sqlite_master WHERE name LIKE 'box_%'").all()).toEqual([]);
    tables.close();
  });

  test("makes a backup worthless when a byte of it was changed", async () => {
    const folder = temporaryFolder();
    await backUp(await archivedBox(), join(folder, "copy"));
    const copy = new DatabaseSync(join(folder, "copy"));
    copy.exec("UPDATE box_archive SET content = zeroblob(length(content)) WHERE name LIKE 'observations/%'");
    copy.close();
    await expect(restore(join(folder, "copy"), join(folder, "new"))).rejects.toThrow("damaged");
  });

  test("is not missed by the backup of a box that has archived nothing", async () => {
    const folder = temporaryFolder();
    const box = await startedBox({ dataFolder: join(folder, "data") });
    await box.stop();
    expect((await backUp(join(folder, "data"), join(folder, "copy"))).archived).toBe(0);
    expect((await restore(join(folder, "copy"), join(folder, "new"))).archived).toBe(0);
  });

  test("is kept as long as was asked for, and not a day longer", async () => {
    const dataFolder = join(temporaryFolder(), "data");
    const clock = virtualClock(evening);
    const box = await startedBox({ dataFolder, clock, archiveDays: 365 });
    const days = join(dataFolder, "archive", "observations");
    for (const day of ["2025-11-20", "2025-11-21", "2026-11-20"]) {
      mkdirSync(join(days, `day=${day}`), { recursive: true });
      writeFileSync(join(days, `day=${day}`, "r9.ndjson.gz"), "");
    }
    await clock.advanceBy(hour);
    await expect.poll(() => readdirSync(days).sort()).toEqual(["day=2025-11-21", "day=2026-11-20"]);
    await box.stop();
  });
});
