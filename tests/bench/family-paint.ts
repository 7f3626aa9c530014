import { randomBytes } from "node:crypto";
import type { Browser, BrowserContext, CDPSession, Page } from "playwright-core";
import { buildPages } from "../e2e/built-pages.ts";
import { launchBrowser } from "../e2e/chromium.ts";
import { type FamilyFixture, startFamilyFixture } from "../e2e/family-fixture.ts";

/** How long it takes on a slow phone and line until the light stands there with its sentence. */
export interface FamilyPaint {
  readonly what: string;
  readonly cpuSlowdown: number;
  /** From the start of the navigation to the frame after the one in which the light was drawn. */
  readonly paintMs: number;
  /** Of that, the page's own scripts as they came over the line. */
  readonly scriptKb: number;
  /** All that came until then. */
  readonly totalKb: number;
}

/** 400 kbit/s, and 400 ms for each question. */
const line = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 } as const;
const issuer = "http://127.0.0.1:9/oidc";
const runs = 3;

/** Said by the page itself, so that no round trip of the tools is counted. */
const watchPaint = `(() => {
  const seen = {};
  Object.assign(globalThis, { paintedAt: seen });
  const note = (name) => {
    if (seen[name] !== undefined) return;
    seen[name] = 0;
    requestAnimationFrame(() => requestAnimationFrame(() => (seen[name] = performance.now())));
  };
  new MutationObserver(() => {
    const light = document.querySelector("[data-light]");
    if (light === null) return;
    note("any");
    if (light.getAttribute("data-light") !== "no-news") note("current");
  }).observe(document, { childList: true, subtree: true, attributes: true });
})();`;

/** Somebody who signed in before on this phone. */
const signedIn = `if (location.protocol.startsWith("http")) {
  localStorage.setItem("oidc.user:${issuer}:anhu-pages", JSON.stringify({
    access_token: "t", expires_at: 4e9, profile: { sub: "chen" } }));
  if (localStorage.getItem("anhu.settings") === null) localStorage.setItem("anhu.settings", '{"theme":"light"}');
}`;

interface Trace {
  readonly page: Page;
  readonly tools: CDPSession;
  /** Bytes as they came, by kind, since the last call. */
  taken(): { readonly script: number; readonly total: number };
}

async function slowPage(context: BrowserContext, rate: number): Promise<Trace> {
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  const tools = await context.newCDPSession(page);
  await tools.send("Network.enable");
  await tools.send("Network.emulateNetworkConditions", line);
  await tools.send("Emulation.setCPUThrottlingRate", { rate });
  const kinds = new Map<string, string>();
  let [script, total] = [0, 0];
  tools.on("Network.responseReceived", ({ requestId, type }) => kinds.set(requestId, type));
  tools.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    total += encodedDataLength;
    if (kinds.get(requestId) === "Script") script += encodedDataLength;
  });
  return {
    page,
    tools,
    taken() {
      const sum = { script, total };
      [script, total] = [0, 0];
      return sum;
    },
  };
}

async function painted(page: Page, name: "any" | "current"): Promise<number> {
  const found = await page.waitForFunction((key) => {
    const at = (globalThis as unknown as { paintedAt: Record<string, number> }).paintedAt[key];
    return at === undefined || at === 0 ? false : at;
  }, name);
  return await found.evaluate((at) => at as unknown as number);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** Opens a page on a phone that has never seen it. */
async function coldOnce(browser: Browser, url: string, rate: number): Promise<readonly number[]> {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, serviceWorkers: "block" });
  await context.addInitScript(signedIn);
  await context.addInitScript(watchPaint);
  const { page, taken } = await slowPage(context, rate);
  await page.goto(url, { waitUntil: "commit" });
  const at = await painted(page, "current");
  const { script, total } = taken();
  await context.close();
  return [at, script / 1_000, total / 1_000];
}

async function cold(browser: Browser, what: string, url: string, cpuSlowdown: number): Promise<FamilyPaint> {
  const all: (readonly number[])[] = [];
  for (let n = 0; n < runs; n++) all.push(await coldOnce(browser, url, cpuSlowdown));
  const [paintMs = 0, scriptKb = 0, totalKb = 0] = [0, 1, 2].map((place) => median(all.map((one) => one[place] ?? 0)));
  return { what, cpuSlowdown, paintMs, scriptKb, totalKb };
}

/** Opens the app again on a phone whose worker kept it: first the last known light, marked as old; then the present one. */
async function repeated(browser: Browser, url: string, cpuSlowdown: number): Promise<readonly FamilyPaint[]> {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  await context.addInitScript(signedIn);
  await context.addInitScript(watchPaint);
  const first = await context.newPage();
  await first.goto(url);
  await first.waitForSelector("[data-light]");
  await first.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  await first.close();
  const measured: { readonly any: number; readonly current: number; readonly kb: number }[] = [];
  for (let n = 0; n < runs; n++) {
    const { page, taken } = await slowPage(context, cpuSlowdown);
    await page.goto(url, { waitUntil: "commit" });
    const [any, current] = [await painted(page, "any"), await painted(page, "current")];
    measured.push({ any, current, kb: taken().total / 1_000 });
    await page.close();
  }
  await context.close();
  const totalKb = median(measured.map(({ kb }) => kb));
  return [
    { what: "again: last known, marked as old", paintMs: median(measured.map(({ any }) => any)), totalKb: 0 },
    { what: "again: as it is now", paintMs: median(measured.map(({ current }) => current)), totalKb },
  ].map((row) => ({ ...row, cpuSlowdown, scriptKb: 0 }));
}

/** A page of the same bytes that does nothing but ask the same and write one sentence: what the line alone takes. */
function serveBare(service: FamilyFixture, scriptKb: number, otherKb: number): string {
  const padding = (kb: number) => randomBytes(Math.max(0, Math.round(kb * 500))).toString("hex");
  const script = `fetch("/config.json").then(() => fetch("/api/family")).then((answer) => answer.json()).then(({ items }) => {
    const light = document.createElement("h1");
    light.dataset.light = items[0].light.state;
    light.textContent = items[0].name + items[0].light.sentence.zh;
    document.body.append(light);
  });//${padding(scriptKb)}`;
  service.bare = {
    page: `<!doctype html><meta charset="utf-8"><!--${padding(otherKb)}--><body><script src="/bare.js"></script>`,
    script,
  };
  return `${service.url}/bare`;
}

/**
 * Loads the production build with the processor slowed down and over a slow line: cold, again with what the worker kept,
 * and beside them a bare page of the same bytes.
 */
export async function measureFamilyPaint(): Promise<readonly FamilyPaint[]> {
  buildPages();
  const service = await startFamilyFixture();
  service.config = { signIn: { issuer, clientId: "anhu-pages" } };
  const browser = await launchBrowser();
  try {
    const results: FamilyPaint[] = [];
    for (const slowdown of [4, 6]) {
      const app = await cold(browser, "first time, nothing kept", `${service.url}/family/`, slowdown);
      const bare = serveBare(service, app.scriptKb, app.totalKb - app.scriptKb);
      results.push(app, await cold(browser, "a bare page of the same bytes", bare, slowdown));
      results.push(...(await repeated(browser, `${service.url}/family/`, slowdown)));
    }
    return results;
  } finally {
    await browser.close();
    await service.stop();
  }
}
