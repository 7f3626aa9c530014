import { copyFileSync, mkdirSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { BackupRefusedError, backUp, restore } from "../../local/backup.ts";
import { openDataFolder } from "../../local/data-folder.ts";
import { connected, heartRates, startedBox, telemetry, temporaryFolder, withDevices } from "./box-under-test.ts";

/** A stopped box's backup, with one reading in it. */
async function madeBackup(): Promise<{ readonly folder: string; readonly file: string }> {
  const folder = temporaryFolder();
  const box = await startedBox({ dataFolder: join(folder, "data") });
  const [device] = await withDevices(box, "w1");
  const client = await connected(box, device);
  await client.publishAsync("anhu/v1/w1/telemetry", telemetry(71), { qos: 1 });
  await box.stop();
  const file = join(folder, "box.backup");
  await backUp(join(folder, "data"), file);
  return { folder, file };
}

describe("a backup", () => {
  test("says what it holds, and so does its restoration", async () => {
    const { folder, file } = await madeBackup();
    const again = await backUp(join(folder, "data"), join(folder, "second"));
    expect(again).toMatchObject({ dataFolder: join(folder, "data"), tables: { residents: 1, devices: 1 } });
    const restored = await restore(file, join(folder, "new"));
    expect(restored).toMatchObject({ dataFolder: join(folder, "new"), tables: { residents: 1, devices: 1 } });
  });

  test("made while devices publish holds what was acknowledged before", async () => {
    const folder = temporaryFolder();
    const box = await startedBox({ dataFolder: join(folder, "data") });
    const [device] = await withDevices(box, "w1");
    const client = await connected(box, device);
    const begin = Date.now() - 600_000;
    const publish = (from: number) =>
      Promise.all(
        Array.from({ length: 100 }, (_, index) =>
          client.publishAsync("anhu/v1/w1/telemetry", telemetry(from + index, begin + (from + index) * 1_000), {
            qos: 1,
          }),
        ),
      );
    await publish(50);
    const [, contents] = await Promise.all([publish(150), backUp(join(folder, "data"), join(folder, "copy"))]);
    await restore(contents.file, join(folder, "new"));
    await box.stop();
    const rates = await heartRates(await startedBox({ dataFolder: join(folder, "new") }));
    expect(rates.slice(0, 100)).toEqual(Array.from({ length: 100 }, (_, index) => 50 + index));
  });

  test("opens the authority's key, so only its owner may read it, before and after", async () => {
    const { folder, file } = await madeBackup();
    await restore(file, join(folder, "new"));
    const mode = (path: string) => statSync(path).mode & 0o777;
    expect([mode(file), mode(join(folder, "new", "authority", "ca-key.pem"))]).toEqual([0o600, 0o600]);
  });

  test.each([
    ["no folder", () => undefined],
    ["a folder of other things", (path: string) => void mkdirSync(path)],
    ["a data folder without its database", (path: string) => openDataFolder(path, "live").release()],
  ])("of %s is refused", async (_what, make) => {
    const folder = temporaryFolder();
    make(join(folder, "data"));
    await expect(backUp(join(folder, "data"), join(folder, "copy"))).rejects.toThrow(BackupRefusedError);
  });
});

describe("restoring refuses a backup", () => {
  test("that was cut short", async () => {
    const { folder, file } = await madeBackup();
    const { size } = statSync(file);
    for (const [index, part] of [0.1, 0.5, 0.99].entries()) {
      const damaged = join(folder, `cut-${index}`);
      copyFileSync(file, damaged);
      truncateSync(damaged, Math.floor(size * part));
      await expect(restore(damaged, join(folder, `new-${index}`))).rejects.toThrow(BackupRefusedError);
    }
  });

  test("in which one letter of a name, or of a key, is another", async () => {
    const { folder, file } = await madeBackup();
    for (const [index, text] of ["王秀英", "PRIVATE KEY", '"residentId"'].entries()) {
      const bytes = readFileSync(file);
      const at = bytes.indexOf(text);
      bytes[at + 2] = (bytes[at + 2] as number) ^ 1;
      const damaged = join(folder, `flipped-${index}`);
      writeFileSync(damaged, bytes);
      expect(at).toBeGreaterThan(0);
      await expect(restore(damaged, join(folder, `new-${index}`))).rejects.toThrow(/damaged|malformed/);
    }
  });
});
