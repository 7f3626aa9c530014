import { spawn } from "node:child_process";
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import mqtt from "mqtt";
import { describe, expect, onTestFinished, test } from "vitest";
import {
  connectedByWord,
  get,
  heartRates,
  startedBox,
  telemetry,
  temporaryFolder,
  withDevices,
} from "../local/box-under-test.ts";
import { anhu, anyPorts, childBox, refusedBox, testEnvironment } from "./child-box.ts";

describe("a box as a process", () => {
  test("says in one line that it is ready and where, within seconds, and that it serves this machine only", async () => {
    const started = performance.now();
    const box = await childBox(join(temporaryFolder(), "data"));
    const readyMs = performance.now() - started;
    expect(box.output()).toMatch(/^ready http:\/\/127\.0\.0\.1:\d+ mqtts:\/\/localhost:\d+ mqtt:\/\/127\.0\.0\.1:\d+$/);
    // 3 s are promised to an operator; the machine that runs the tests has other things to do.
    expect(readyMs).toBeLessThan(60_000);
    expect((await get(box, "/api/health")).status).toBe("ok");
    await expect.poll(() => box.said()).toMatch(/on this machine only \(loopback\)/);
    await expect
      .poll(() => box.said())
      .toMatch(/Nobody can sign in yet. Make the first operator: .*account add --operator/);
    expect(box.said()).toMatch(/注意：.*--operators-webhook.*\nWARNING: no operator hears/);
  });

  test("whose folder was a demo says that its accounts open nothing any more", async () => {
    const dataFolder = join(temporaryFolder(), "data");
    const demo = await startedBox({ dataFolder, mode: "demo" });
    await demo.signIn?.makeDemoAccounts();
    await demo.stop();
    const box = await childBox(dataFolder);
    await expect.poll(() => box.said()).toMatch(/This folder was a demo: the accounts of the demo open nothing/);
    await expect.poll(() => box.said()).toMatch(/Nobody can sign in yet/);
  });

  test.skipIf(process.platform === "win32")("leaves nothing for others of the machine to read", async () => {
    const dataFolder = join(temporaryFolder(), "data");
    mkdirSync(dataFolder);
    chmodSync(dataFolder, 0o755);
    await withDevices(await childBox(dataFolder), "w1");
    const readable = readdirSync(dataFolder, { recursive: true, encoding: "utf8" }).filter(
      (name) => (statSync(join(dataFolder, name)).mode & 0o077) !== 0,
    );
    expect(readable).toEqual([]);
  });

  test.each(["SIGTERM", "SIGINT"] as const)(
    "stops cleanly on %s, within seconds, with clients connected",
    async (signal) => {
      const box = await childBox(join(temporaryFolder(), "data"));
      await withDevices(box, "w1");
      const client = await connectedByWord(box, "w1");
      const publishing = Array.from({ length: 200 }, (_, index) =>
        client.publishAsync("anhu/v1/w1/telemetry", telemetry(60 + (index % 100)), { qos: 1 }).catch(() => undefined),
      );
      void Promise.all(publishing);
      const started = performance.now();
      expect(await box.end(signal)).toBe(0);
      // 5 s are promised to an operator; the machine that runs the tests has other things to do.
      expect(performance.now() - started).toBeLessThan(60_000);
    },
  );

  test("loses nothing that it acknowledged when it is killed while devices publish, again and again", async () => {
    const dataFolder = join(temporaryFolder(), "data");
    const acknowledged = new Set<number>();
    const begin = Date.now() - 3_600_000;
    let sent = 0;
    for (let round = 0; round < 3; round += 1) {
      const box = await childBox(dataFolder);
      if (round === 0) await withDevices(box, "w1");
      const client = await connectedByWord(box, "w1");
      for (let burst = 0; burst < 50; burst += 1) {
        for (let index = 0; index < 8; index += 1) {
          const at = begin + sent++ * 1_000;
          client.publish("anhu/v1/w1/telemetry", telemetry(71, at), { qos: 1 }, (error) => {
            if (error === undefined || error === null) acknowledged.add(at);
          });
        }
        // Killed in the middle of work, and not when everything is done.
        if (burst === 30)
          void expect
            .poll(() => acknowledged.size)
            .toBeGreaterThan(round * 200 + 100)
            .then(
              () => box.end("SIGKILL"),
              () => undefined,
            );
        await new Promise(setImmediate);
      }
      await new Promise<void>((resolve) => (client.connected ? client.once("close", () => resolve()) : resolve()));
    }
    const box = await childBox(dataFolder);
    const range = `from=${encodeURIComponent(new Date(begin).toISOString())}`;
    const { series } = await get(box, `/api/residents/r1/observations?code=heart-rate&resolution=raw&${range}`);
    const stored = new Set(series[0].points.map(({ at }: { at: string }) => Date.parse(at)));
    expect(acknowledged.size).toBeGreaterThan(300);
    expect([...acknowledged].filter((at) => !stored.has(at))).toEqual([]);
  });
});

test("ending npm start ends the box", async () => {
  const npm = spawn("npm", ["start", "--", "--no-demo", "--data", join(temporaryFolder(), "data"), ...anyPorts], {
    env: testEnvironment(),
  });
  onTestFinished(() => void npm.kill("SIGKILL"));
  let output = "";
  npm.stdout.on("data", (chunk) => {
    output += chunk;
  });
  await expect.poll(() => output).toContain("\nready ");
  const [, http] = /ready (\S+)/.exec(output) ?? [];
  npm.kill("SIGTERM");
  const answers = () =>
    fetch(`${http}/api/health`).then(
      () => true,
      () => false,
    );
  await expect.poll(answers).toBe(false);
});

describe("a box that cannot start says why and what to change:", () => {
  test("another box has the data folder", async () => {
    const dataFolder = join(temporaryFolder(), "data");
    await childBox(dataFolder);
    const second = await refusedBox("--data", dataFolder, ...anyPorts);
    expect(second).toMatchObject({ code: 1, stdout: "" });
    expect(second.stderr).toMatch(/in use by another box.*--data/);
    expect(second.stderr).not.toMatch(/\n\s+at /);
  });

  test.each(["--http-port", "--mqtts-port", "--mqtt-port"])("another program has the port of %s", async (option) => {
    const other = createServer().listen(0);
    onTestFinished(() => void other.close());
    await new Promise((resolve) => other.once("listening", resolve));
    const { port } = other.address() as AddressInfo;
    const args = anyPorts.map((word, at) => (anyPorts[at - 1] === option ? String(port) : word));
    const box = await refusedBox("--data", join(temporaryFolder(), "data"), ...args);
    expect(box).toMatchObject({ code: 1, stdout: "" });
    expect(box.stderr).toContain(`port ${port} is taken`);
    expect(box.stderr).toContain(option);
  });

  test("the folder holds live data and --demo was asked for", async () => {
    const dataFolder = join(temporaryFolder(), "data");
    await (await childBox(dataFolder)).end("SIGTERM");
    const box = await refusedBox("--data", dataFolder, "--demo", ...anyPorts);
    expect(box.code).toBe(1);
    expect(box.stderr).toMatch(/live data and never becomes a demo/);
  });

  test("an option is unknown", async () => {
    const box = await refusedBox("--dat", "x");
    expect(box.code).toBe(2);
    expect(box.stderr).toMatch(/--dat/);
    expect(box.stderr).toMatch(/--data DIR/);
  });

  test("the DynamoDB does not answer", async () => {
    const box = await refusedBox(
      "--data",
      join(temporaryFolder(), "data"),
      "--dynamodb",
      "http://127.0.0.1:9",
      ...anyPorts,
    );
    expect(box.code).toBe(1);
    expect(box.stderr).toMatch(/127\.0\.0\.1:9 does not answer/);
  });
});

test("a backup of a running box, restored elsewhere, gives the same answers to the same devices", async () => {
  const folder = temporaryFolder();
  const file = join(folder, "box.backup");
  const box = await childBox(join(folder, "data"));
  const choice = ["--box", box.addresses.http];
  await anhu(
    "facility",
    "add",
    "--id",
    "home",
    "--name",
    "颐养院",
    "--kind",
    "care-home",
    "--bed",
    "101=101",
    ...choice,
  );
  const resident = ["--id", "r1", "--name", "王秀英", "--sex", "female", "--birth-date", "1940-05-01"];
  await anhu("resident", "add", ...resident, "--facility", "home", "--bed", "101", ...choice);
  const device = ["--kind", "wristband", "--resident", "r1", "--id", "w1", "--out", join(folder, "w1"), "--json"];
  const added = await anhu("device", "add", ...device, ...choice);
  expect(JSON.parse(added.stdout)).toMatchObject({ deviceId: "w1", kind: "wristband", residentId: "r1" });
  const client = await connectedByWord(box, "w1");
  await client.publishAsync("anhu/v1/w1/telemetry", telemetry(71), { qos: 1 });
  const sos = JSON.stringify({ id: "e1", type: "sos", at: new Date().toISOString() });
  await client.publishAsync("anhu/v1/w1/event", sos, { qos: 1 });

  const backup = await anhu("backup", "--data", join(folder, "data"), "--out", file);
  expect(backup).toMatchObject({ code: 0, stderr: "" });
  const before = await Promise.all(["/api/alerts", "/api/facilities"].map((path) => get(box, path)));
  expect(await heartRates(box)).toEqual([71]);
  expect((await anhu("restore", "--from", file, "--data", join(folder, "data"))).stderr).toMatch(/in use|not empty/);
  expect(await box.end("SIGTERM")).toBe(0);
  expect((await anhu("restore", "--from", file, "--data", join(folder, "data"))).stderr).toMatch(/not empty/);

  const restored = await anhu("restore", "--from", file, "--data", join(folder, "elsewhere"));
  expect(restored).toMatchObject({ code: 0, stderr: "" });
  const again = await childBox(join(folder, "elsewhere"));
  expect(await Promise.all(["/api/alerts", "/api/facilities"].map((path) => get(again, path)))).toEqual(before);
  expect(await heartRates(again)).toEqual([71]);
  const pem = (name: string) => readFileSync(join(folder, "w1", `${name}.pem`));
  const secure = await mqtt.connectAsync(again.addresses.mqtts, { ca: pem("ca"), cert: pem("cert"), key: pem("key") });
  await secure.publishAsync("anhu/v1/w1/telemetry", telemetry(72), { qos: 1 });
  await secure.endAsync();
  expect(await heartRates(again)).toEqual([71, 72]);
});

test("the operator's command says what is wrong, in one line", async () => {
  const folder = temporaryFolder();
  const nobody = await anhu("device", "list", "--box", "http://127.0.0.1:9");
  expect(nobody).toMatchObject({ code: 3, stdout: "" });
  expect(nobody.stderr).toMatch(/no box answers at http:\/\/127\.0\.0\.1:9/);
  const box = await childBox(join(folder, "data"));
  const choice = ["--box", box.addresses.http];
  const stranger = await anhu("device", "add", "--kind", "wristband", "--resident", "x", "--out", folder, ...choice);
  expect(stranger.stderr).toMatch(/^anhu: .*no resident x/i);
  const kind = await anhu("device", "add", "--kind", "toaster", "--resident", "x", "--out", folder, ...choice);
  expect(kind.stderr).toMatch(/toaster/);
  const notBackup = await anhu("restore", "--from", join(folder, "data", "folder.json"), "--data", join(folder, "new"));
  expect(notBackup.stderr).toMatch(/^anhu: .*not a backup/);
});
