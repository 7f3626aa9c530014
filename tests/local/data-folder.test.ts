import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openDataFolder } from "../../local/data-folder.ts";
import { StartRefusedError } from "../../local/start-refused.ts";

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
