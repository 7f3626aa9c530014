import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, afterEach, expect, test, vi } from "vitest";
import { deviceUrlOf, findBox } from "../../devices-sim/box.ts";

const folder = mkdtempSync(join(tmpdir(), "anhu-sim-"));
afterEach(() => void vi.unstubAllEnvs());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each([
  ["a number that is none", ["--residents", "many"], "Expected a whole number from 1 to 10000"],
  ["no days", ["--days", "0"], "Expected a number above 0"],
  ["an unknown option", ["--resident", "3"], "unknown option '--resident'"],
  ["an unknown recording", ["--replay", "mimic"], "Allowed choices are tihm, sepsis2019"],
  ["a box that is none", ["--box", "there"], "--box must be a URL"],
  ["nobody there", ["--box", "http://127.0.0.1:9", "--mqtts", "mqtts://127.0.0.1:9"], "no box answers at"],
  ["a box on other ports", ["--box", "http://127.0.0.1:9"], "Name it with --mqtts URL"],
])("%s ends the program with one sentence", { timeout: 180_000 }, (_claim, args, sentence) => {
  const main = join(import.meta.dirname, "../../devices-sim/main.ts");
  const { status, stderr } = spawnSync(process.execPath, [main, ...args], { encoding: "utf8" });
  expect(status).toBe(1);
  expect(stderr).toContain(sentence);
  expect(stderr).not.toContain("    at ");
});

const elsewhere = {
  http: "http://localhost:7000",
  mqtts: "mqtts://localhost:7001",
  mqtt: "mqtt://localhost:7002",
  dataFolder: "/srv/anhu",
};

function rootWith(files: Readonly<Record<string, object>>): string {
  const root = mkdtempSync(join(folder, "root-"));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), JSON.stringify(content));
  }
  return root;
}

test("the box is the one that was named, else the one started last here, else that of the usual ports", () => {
  vi.stubEnv("ANHU_BOX_POINTER", undefined);
  const usual = { http: "http://127.0.0.1:8080", mqtts: "mqtts://127.0.0.1:8883", mqtt: "mqtt://127.0.0.1:1883" };
  expect(findBox({ root: rootWith({}) })).toMatchObject(usual);
  const root = rootWith({ ".box.json": elsewhere });
  const { http, mqtts, mqtt } = elsewhere;
  expect(findBox({ root })).toMatchObject({ http, mqtts, mqtt, keyFolder: "/srv/anhu/simulated-devices" });
  expect(findBox({ root, box: "http://127.0.0.1:7000/" })).toMatchObject({ mqtts, mqtt });
  expect(findBox({ root, box: "http://127.0.0.1:8080" })).toMatchObject(usual);
});

test("where devices of a named box connect is what that box has written down, or asked for, but never guessed", () => {
  vi.stubEnv("ANHU_BOX_POINTER", undefined);
  const other = { ...elsewhere, http: "http://127.0.0.1:7100", mqtts: "mqtts://localhost:7101" };
  const root = rootWith({ ".box.json": elsewhere, "data/demo/box.json": other });
  expect(deviceUrlOf(findBox({ root, box: "http://localhost:7100" }), "mtls")).toBe("mqtts://localhost:7101");
  const unknown = findBox({ root, box: "http://127.0.0.1:7200" });
  expect(() => deviceUrlOf(unknown, "mtls")).toThrow("Name it with --mqtts URL");
  expect(() => deviceUrlOf(unknown, "plain")).toThrow("takes plain MQTT");
  const named = findBox({ root, box: "http://127.0.0.1:7200", mqtts: "mqtts://127.0.0.1:7201" });
  expect(deviceUrlOf(named, "mtls")).toBe("mqtts://127.0.0.1:7201");
});
