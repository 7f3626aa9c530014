import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { alertList } from "../../contracts/http/alerts.ts";
import { deviceList } from "../../contracts/http/devices.ts";
import { quarantineList } from "../../contracts/http/quarantine.ts";
import { type BoxApi, getJson, postJson } from "../../devices-sim/box.ts";
import { planCounty } from "../../devices-sim/county/people.ts";
import { KeyFolder } from "../../devices-sim/key-folder.ts";
import { registerCounty } from "../../devices-sim/register.ts";
import { runSession } from "../../devices-sim/session.ts";
import { minute } from "../../domain/model/time.ts";
import { type Box, newBox } from "../../local/box.ts";
import { scaledClock } from "../../local/clock.ts";
import { deafBroker } from "./deaf-broker.ts";

const fallAtNight = 'title: t\nsteps:\n  - { at: "+00:04:00", resident: 2, do: fall, detectedBy: [wristband] }\n';
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "anhu-sim-box-"));
  closing.push(async () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** As the simulator finds it. */
function api(http: string): BoxApi {
  return { http, token: process.env.ANHU_TOKEN as string };
}

async function startBox(speed: number, from: number): Promise<Box> {
  const box = await newBox({
    dataFolder: join(temporaryFolder(), "data"),
    mode: "live",
    httpPort: 0,
    mqttsPort: 0,
    mqttPort: 0,
    clock: scaledClock(speed, from),
  });
  closing.push(() => box.stop());
  await box.start();
  vi.stubEnv("ANHU_TOKEN", box.commandToken);
  return box;
}

test("a night with one fall: the board says this fall and nothing else about anybody", {
  timeout: 90_000,
}, async () => {
  const speed = 120;
  const box = await startBox(speed, Date.parse("2026-11-23T03:05:00+08:00"));
  const { http, mqtts } = box.addresses;
  const folder = temporaryFolder();
  const truth = join(folder, "truth.ndjson");
  const story = join(folder, "story.yaml");
  writeFileSync(story, fallAtNight);
  await runSession(
    {
      box: http,
      mqtts,
      residents: 6,
      days: 15 / (24 * 60),
      speed,
      seed: 1,
      story,
      truth,
      connections: "mtls",
      keys: join(folder, "keys"),
      follow: false,
    },
    new AbortController().signal,
    () => undefined,
  );
  const alerts = ["open", "closed"].map((state) => getJson(api(http), `/api/alerts?state=${state}`));
  const items = (await Promise.all(alerts)).flatMap((answer) => alertList.parse(answer).items);
  const aboutPeople = items.filter(({ technical }) => !technical);
  expect(aboutPeople).toMatchObject([{ kind: "fall", residentId: "s1-r2", priority: "high", handling: "new" }]);
  const { counts } = quarantineList.parse(await getJson(api(http), "/api/quarantine"));
  expect(Object.values(counts).filter((count) => count > 0)).toEqual([]);

  const lines = readFileSync(truth, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  const reported = lines.find(({ what }) => what === "fall-reported");
  expect(lines[0]).toMatchObject({ what: "header", seed: 1, residents: 6, mode: "live" });
  expect(reported).toMatchObject({ residentId: "s1-r2", deviceId: "s1-r2-wristband", storyStep: 1 });
  const waitedMs = Date.parse(aboutPeople[0]?.raisedAt ?? "") - Date.parse(reported.at);
  expect(waitedMs).toBeLessThan(5 * minute);
});

const briefly = {
  residents: 2,
  days: 4 / 86_400,
  speed: 1,
  seed: 1,
  connections: "mtls",
  follow: false,
} as const;

describe("at the end", () => {
  test("who called hears that somebody comes, and --retire takes the devices out of service", async () => {
    const { http, mqtts } = (await startBox(1, Date.now())).addresses;
    const folder = temporaryFolder();
    const files = { story: join(folder, "story.yaml"), truth: join(folder, "truth.ndjson"), keys: join(folder, "k") };
    writeFileSync(files.story, 'title: t\nsteps:\n  - { at: "+00:00:01", resident: 1, do: sos }\n');
    const running = runSession(
      { ...briefly, ...files, box: http, mqtts, retire: true },
      new AbortController().signal,
      () => undefined,
    );
    const sos = await vi.waitFor(
      async () => {
        const { items } = alertList.parse(await getJson(api(http), "/api/alerts"));
        return items.find(({ kind }) => kind === "sos") ?? Promise.reject(new Error("no call yet"));
      },
      { timeout: 60_000, interval: 100 },
    );
    await postJson(api(http), `/api/alerts/${sos.id}/acknowledge`, { by: "王护士" });
    await running;
    const heard = readFileSync(files.truth, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line))
      .find(({ what }) => what === "acknowledged-heard");
    expect(heard).toMatchObject({ residentId: "s1-r1", deviceId: "s1-r1-wristband" });
    expect(heard.detail.eventId).toMatch(/^sos-/);
    const { items } = deviceList.parse(await getJson(api(http), "/api/devices"));
    expect(items.length).toBeGreaterThan(0);
    expect(items.filter(({ revokedAt }) => revokedAt === undefined)).toEqual([]);
  }, 180_000);

  test("messages that nobody has acknowledged make the run fail and are counted", async () => {
    const { http } = (await startBox(1, Date.now())).addresses;
    const broker = await deafBroker();
    closing.push(broker.stop);
    const mqtts = broker.url;
    const run = runSession(
      { ...briefly, days: 1 / 86_400, keys: temporaryFolder(), box: http, mqtts },
      new AbortController().signal,
      () => undefined,
    );
    await expect(run).rejects.toThrow(/has not acknowledged (\d+) of \1 messages/);
  }, 180_000);

  test("a run that no device can connect to does not begin", async () => {
    const { http } = (await startBox(1, Date.now())).addresses;
    const run = runSession(
      { ...briefly, keys: temporaryFolder(), box: http, mqtts: "mqtts://127.0.0.1:9" },
      new AbortController().signal,
      () => undefined,
    );
    await expect(run).rejects.toThrow(/no device can connect to mqtts:.*ECONNREFUSED/);
  }, 180_000);
});

test("a second run is the same devices; a device whose key was lost is replaced", { timeout: 180_000 }, async () => {
  const { http } = (await startBox(1, Date.now())).addresses;
  const county = planCounty({ prefix: "again", seed: 1, residents: 2, year: 2026 });
  const folder = temporaryFolder();
  const first = await registerCounty(api(http), county, new KeyFolder(folder), "mtls");
  const second = await registerCounty(api(http), county, new KeyFolder(folder), "mtls");
  expect(second).toEqual(first);
  const lost = first.devices[0]?.id as string;
  rmSync(join(folder, `${lost}.json`));
  const third = await registerCounty(api(http), county, new KeyFolder(folder), "mtls");
  expect(third.devices.map(({ id }) => id)).toEqual([`${lost}-2`, ...first.devices.slice(1).map(({ id }) => id)]);
  const { items } = deviceList.parse(await getJson(api(http), "/api/devices"));
  expect(items.find(({ id }) => id === lost)?.revokedAt).toBeDefined();
});
