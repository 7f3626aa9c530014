import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { findBox } from "../../devices-sim/box.ts";

const folder = mkdtempSync(join(tmpdir(), "anhu-sim-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each([
  ["a number that is none", ["--residents", "many"], "Expected a whole number from 1 to 10000"],
  ["no days", ["--days", "0"], "Expected a number above 0"],
  ["an unknown option", ["--resident", "3"], "unknown option '--resident'"],
  ["an unknown recording", ["--replay", "mimic"], "Allowed choices are tihm, sepsis2019"],
  ["a box that is none", ["--box", "there"], "--box must be a URL"],
  ["nobody there", ["--box", "http://127.0.0.1:9"], "no box answers at http://127.0.0.1:9"],
])("%s ends the program with one sentence", { timeout: 20_000 }, (_claim, args, sentence) => {
  const main = join(import.meta.dirname, "../../devices-sim/main.ts");
  const { status, stderr } = spawnSync(process.execPath, [main, ...args], { encoding: "utf8" });
  expect(status).toBe(1);
  expect(stderr).toContain(sentence);
  expect(stderr).not.toContain("    at ");
});

test("the box is the one that was named, else the one started last here, else the default", () => {
  expect(findBox({ root: folder })).toMatchObject({ http: "http://127.0.0.1:8080", mqtts: "mqtts://127.0.0.1:8883" });
  writeFileSync(
    join(folder, ".box.json"),
    JSON.stringify({
      http: "http://localhost:7000",
      mqtts: "mqtts://localhost:7001",
      mqtt: "mqtt://localhost:7002",
      dataFolder: "/srv/anhu",
    }),
  );
  const last = { http: "http://localhost:7000", mqtts: "mqtts://localhost:7001", mqtt: "mqtt://localhost:7002" };
  expect(findBox({ root: folder })).toMatchObject({ ...last, keyFolder: "/srv/anhu/simulated-devices" });
  expect(findBox({ root: folder, box: "http://localhost:7000/" })).toMatchObject(last);
  expect(findBox({ root: folder, box: "http://box.lan:80" })).toMatchObject({ mqtts: "mqtts://box.lan:8883" });
});
