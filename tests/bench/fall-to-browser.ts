import { once } from "node:events";
import { createServer } from "node:net";
import { Aedes } from "aedes";
import mqtt from "mqtt";
import { deviceTopicOf } from "../../contracts/topics.ts";
import { launchBrowser } from "../e2e/chromium.ts";
import { newVisitor } from "../e2e/visitor.ts";
import { enrolResidents, openBenchBox } from "./bench-box.ts";

export interface Quantiles {
  readonly p50Ms: number;
  readonly p99Ms: number;
}

export interface FallToBrowser {
  readonly falls: number;
  /** From publishing the fall to the alert's row standing in the page. */
  readonly toPage: Quantiles;
  /** From publishing to the PUBACK, which means stored, judged and raised. */
  readonly toPuback: Quantiles;
  /** A QoS 1 message through the same kind of broker that does nothing else: publish to receive. */
  readonly bareRoundTrip: Quantiles;
}

/** How long it takes from a fall until the staff board shows it, while all other residents keep sending vitals. */
export async function measureFallToBrowser(falls: number): Promise<FallToBrowser> {
  await using box = await openBenchBox();
  const devices = await enrolResidents(box, falls, "wristband");
  const browser = await launchBrowser();
  const roles = [{ role: "carer", facilityId: "bench" }] as const;
  const page = await (await newVisitor(box, { name: "李护工", roles })).openPage(browser);
  const seen = new Map<string, number>();
  await page.exposeFunction("rowAppeared", (name: string, at: number) => {
    if (!seen.has(name)) seen.set(name, at);
  });
  await page.addInitScript(() => {
    const note = (globalThis as unknown as { rowAppeared(name: string, at: number): void }).rowAppeared;
    new MutationObserver(() => {
      const at = performance.timeOrigin + performance.now();
      for (const row of document.querySelectorAll("[data-alert]")) note(row.querySelector("a")?.textContent ?? "", at);
    }).observe(document, { childList: true, subtree: true });
  });
  await page.goto(box.addresses.http);
  await page.waitForSelector('[data-connection="live"]');

  const toPage: number[] = [];
  const toPuback: number[] = [];
  for (const [index, { device, certificate, key, ca }] of devices.entries()) {
    const client = await mqtt.connectAsync(box.addresses.mqtts, { ca, cert: certificate, key });
    await client.publishAsync(deviceTopicOf(device.id, "telemetry"), '[{"n":"heart-rate","v":72}]', { qos: 1 });
    const at = performance.timeOrigin + performance.now();
    const fall = { id: `fall-${index}`, type: "fall", at: new Date(at).toISOString() };
    await client.publishAsync(deviceTopicOf(device.id, "event"), JSON.stringify(fall), { qos: 1 });
    toPuback.push(performance.timeOrigin + performance.now() - at);
    const name = `老人${(device.residentId ?? "").slice(1)}`;
    while (!seen.has(name)) await new Promise(setImmediate);
    toPage.push((seen.get(name) as number) - at);
    await client.endAsync();
  }
  await browser.close();
  return {
    falls,
    toPage: quantilesOf(toPage),
    toPuback: quantilesOf(toPuback),
    bareRoundTrip: quantilesOf(await bareRoundTrips(falls)),
  };
}

/** A QoS 1 message through a broker that does nothing else, one after another: publish to receive. */
export async function bareRoundTrips(count: number): Promise<readonly number[]> {
  const broker = await Aedes.createBroker();
  const server = createServer({ noDelay: true }, (socket) => void broker.handle(socket)).listen(0, "127.0.0.1");
  await once(server, "listening");
  const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${(server.address() as { port: number }).port}`);
  await client.subscribeAsync("bare");
  const times: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const at = performance.now();
    const received = new Promise((resolve) => client.once("message", resolve));
    await client.publishAsync("bare", "fall", { qos: 1 });
    await received;
    times.push(performance.now() - at);
  }
  await client.endAsync();
  await new Promise<void>((resolve) => broker.close(resolve));
  server.close();
  return times;
}

/** Of times in milliseconds. */
export function quantilesOf(times: readonly number[]): Quantiles {
  const sorted = times.toSorted((a, b) => a - b);
  const quantile = (q: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN;
  return { p50Ms: quantile(0.5), p99Ms: quantile(0.99) };
}
