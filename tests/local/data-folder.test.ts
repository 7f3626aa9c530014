import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { BoxOptions } from "../../local/box.ts";
import { openDataFolder } from "../../local/data-folder.ts";
import { StartRefusedError } from "../../local/start-refused.ts";
import { asStartRefusal } from "../../local/start-remedies.ts";
import { get, startedBox } from "./box-under-test.ts";

let path: string;
beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), "anhu-folder-"));
});
afterEach(() => rmSync(path, { recursive: true, force: true }));

function refusal(open: () => unknown): string | undefined {
  try {
    open();
    return undefined;
  } catch (error) {
    return error instanceof StartRefusedError ? error.code : String(error);
  }
}

test("a new folder becomes a demo unless told otherwise, and remembers what it was", () => {
  const modes = [undefined, undefined, "live", undefined, "live"] as const;
  const seen = modes.map((wanted) => {
    const folder = openDataFolder(path, wanted);
    folder.release();
    return folder.mode;
  });
  expect(seen).toEqual(["demo", "demo", "live", "live", "live"]);
});

test("a live folder is never turned into a demo, and stays untouched by the attempt", () => {
  openDataFolder(path, "live").release();
  expect(refusal(() => openDataFolder(path, "demo"))).toBe("live-data");
  const after = openDataFolder(path, undefined);
  expect(after.mode).toBe("live");
  after.release();
});

test("a folder is held by one box at a time", () => {
  const first = openDataFolder(path, undefined);
  expect(refusal(() => openDataFolder(path, undefined))).toBe("data-folder-locked");
  first.release();
  expect(refusal(() => openDataFolder(path, undefined).release())).toBeUndefined();
});

test("somebody else's folder is not taken over", () => {
  writeFileSync(join(path, "thesis.doc"), "");
  expect(refusal(() => openDataFolder(path, undefined))).toBe("data-folder-foreign");
});

test("a damaged note about the folder is not guessed at", () => {
  openDataFolder(path, "live").release();
  writeFileSync(join(path, "folder.json"), "{");
  expect(refusal(() => openDataFolder(path, undefined))).toBe("data-folder-unreadable");
});

test("a path that is no folder is answered with a reason", () => {
  writeFileSync(join(path, "file"), "");
  expect(refusal(() => openDataFolder(join(path, "file"), undefined))).toBe("data-folder-unreadable");
});

test("the simulated time survives, beside the mode", () => {
  const folder = openDataFolder(path, "live");
  folder.rememberSimulatedTime(123);
  folder.release();
  expect(JSON.parse(readFileSync(join(path, "folder.json"), "utf8"))).toEqual({
    format: 1,
    mode: "live",
    simulatedUntil: 123,
  });
});

test("a live folder is not started without its tables; a demo may move", () => {
  openDataFolder(path, "demo", "http://dynamo:8000").release();
  openDataFolder(path, "live", "http://dynamo:8001").release();
  expect(refusal(() => openDataFolder(path, undefined))).toBe("tables-elsewhere");
  openDataFolder(path, undefined, "http://dynamo:8002").release();
});

describe("a live folder that has lost a part is not started as if it were new:", () => {
  async function lostAfter(change: () => void, options: Partial<BoxOptions> = {}): Promise<unknown> {
    const dataFolder = join(path, "data");
    const box = await startedBox({ dataFolder, ...options });
    await box.stop();
    change();
    const again = startedBox({ dataFolder }).then(
      (started) => started.mode,
      (error: unknown) => error,
    );
    return again;
  }

  test.each<[what: string, lose: () => void, says: RegExp]>([
    ["its database", () => removeMatching("anhu.sqlite"), /anhu\.sqlite with its residents.*restore/],
    ["the contents of its database", () => truncate("anhu.sqlite"), /anhu\.sqlite with its residents/],
    ["its authority", () => removeMatching("authority"), /ca\.pem, which every device trusts.*restore/],
    ["both", () => ["anhu.sqlite", "authority"].map(removeMatching), /anhu\.sqlite.*ca\.pem/],
  ])("%s", async (_what, lose, says) => {
    const refused = await lostAfter(lose);
    expect(refused).toBeInstanceOf(StartRefusedError);
    expect(refused).toMatchObject({ code: "data-folder-incomplete", message: expect.stringMatching(says) });
    expect(existsSync(join(path, "data", "authority", "ca.pem"))).toBe(!String(says).includes("ca"));
  });

  test("a demo may begin anew", async () => {
    expect(await lostAfter(() => removeMatching("anhu.sqlite"), { mode: "demo" })).toBe("live");
  });

  test("a first start that was cut short is made whole", async () => {
    openDataFolder(join(path, "data"), "live").release();
    expect((await startedBox({ dataFolder: join(path, "data") })).mode).toBe("live");
  });
});

describe("a start that fails for what an operator can put right says what to do:", () => {
  test.each<[what: string, damage: () => void, says: RegExp]>([
    [
      "a certificate of the authority that is none",
      () => garble("authority/ca.pem"),
      /ca\.pem and ca-key\.pem.*Put both back/,
    ],
    [
      "a key of the authority that is none",
      () => garble("authority/ca-key.pem"),
      /ca\.pem and ca-key\.pem.*Put both back/,
    ],
    ["no key of the authority", () => removeMatching("authority/ca-key.pem"), /ca\.pem and ca-key\.pem.*Put both back/],
    ["a folder where a file should be", () => folderFor("authority/ca.pem"), /is a folder where a file should be/],
    ["a file where a folder should be", () => fileFor("authority"), /a file is in its way|lost/],
    ["a database with a damaged page", () => overwritePage("anhu.sqlite"), /database.*damaged \(.+\).*restore/],
    ["a database that is none", () => garble("anhu.sqlite"), /database.*damaged.*restore/],
  ])("%s", async (_what, damage, says) => {
    const dataFolder = join(path, "data");
    await (await startedBox({ dataFolder })).stop();
    damage();
    const refused = await startedBox({ dataFolder }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(StartRefusedError);
    expect((refused as Error).message).toMatch(says);
  });

  test.each<[code: string, says: RegExp]>([
    ["EACCES", /\/d\/x may not be read or written by this user.*owner of \/d/],
    ["EROFS", /\/d\/x cannot be written.*read-only/],
    ["ENOSPC", /no room left/],
    ["EIO", /disk/],
  ])("%s of the file system", (code, says) => {
    const error = Object.assign(new Error(`${code}: open`), { code, path: "/d/x" });
    expect(asStartRefusal(error, "/d")).toMatchObject({
      code: "data-folder-unreadable",
      message: expect.stringMatching(says),
    });
  });

  test("what nobody foresaw is not called by another name", () => {
    const error = new TypeError("x is not a function");
    expect(asStartRefusal(error, "/d")).toBe(error);
  });
});

test("damage in a large database shows in the box's health once it is found", async () => {
  const dataFolder = join(path, "data");
  await (await startedBox({ dataFolder })).stop();
  const database = new DatabaseSync(join(dataFolder, "anhu.sqlite"));
  database.exec("CREATE TABLE much AS SELECT zeroblob(66 * 1024 * 1024) AS bytes; PRAGMA wal_checkpoint(TRUNCATE)");
  database.close();
  overwritePage("anhu.sqlite");
  const box = await startedBox({ dataFolder });
  await expect.poll(async () => (await get(box, "/api/health")).status).toBe("degraded");
});

test.each(["authority/server-key.pem", "authority/server.pem"])("a garbled %s is simply made anew", async (file) => {
  const dataFolder = join(path, "data");
  await (await startedBox({ dataFolder })).stop();
  garble(file);
  expect((await startedBox({ dataFolder })).mode).toBe("live");
  expect(readFileSync(join(dataFolder, file), "utf8")).not.toBe(garbage);
});

const garbage = "this is neither PEM nor SQLite ".repeat(200);

function garble(name: string): void {
  writeFileSync(join(path, "data", name), garbage);
}

function overwritePage(name: string): void {
  const bytes = readFileSync(join(path, "data", name));
  // The second page is the root of the first table.
  writeFileSync(join(path, "data", name), bytes.fill(0xee, 4096, 8192));
}

function truncate(name: string): void {
  removeMatching(name);
  writeFileSync(join(path, "data", name), "");
}

function removeMatching(name: string): void {
  for (const suffix of ["", "-wal", "-shm"])
    rmSync(join(path, "data", `${name}${suffix}`), { recursive: true, force: true });
}

function folderFor(name: string): void {
  removeMatching(name);
  mkdirSync(join(path, "data", name));
  writeFileSync(join(path, "data", name, "x"), "");
}

function fileFor(name: string): void {
  removeMatching(name);
  writeFileSync(join(path, "data", name), "");
}

test.skipIf(process.platform === "win32").each([0o755, 0o777])(
  "a folder that was made with rights %o beforehand, and its tables, are the owner's alone",
  async (mode) => {
    const dataFolder = join(path, "data");
    mkdirSync(dataFolder);
    chmodSync(dataFolder, mode);
    await startedBox({ dataFolder });
    const rights = (file: string): number => statSync(file).mode & 0o777;
    expect(rights(dataFolder)).toBe(0o700);
    for (const file of ["", "-wal", "-shm"]) expect(rights(join(dataFolder, `anhu.sqlite${file}`))).toBe(0o600);
  },
);

test.skipIf(process.platform === "win32")("tables that stood open to everybody do so no longer", async () => {
  const dataFolder = join(path, "data");
  await (await startedBox({ dataFolder })).stop();
  chmodSync(join(dataFolder, "anhu.sqlite"), 0o644);
  await startedBox({ dataFolder });
  expect(statSync(join(dataFolder, "anhu.sqlite")).mode & 0o777).toBe(0o600);
});
