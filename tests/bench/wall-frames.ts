import type { Browser } from "playwright-core";
import type { AlertView } from "../../contracts/http/alerts.ts";
import { buildPages } from "../e2e/built-pages.ts";
import { launchBrowser, openPage } from "../e2e/chromium.ts";
import { draftAlert, fallDraft, fixtureCounty, iso, vital } from "../web/fixture/county.ts";
import { type FixtureServer, startFixtureServer } from "../web/fixture/server.ts";

/** How long the frames of a page were while its residents changed. */
export interface Frames {
  readonly page: string;
  readonly frames: number;
  readonly longestMs: number;
  readonly p99Ms: number;
  readonly over50Ms: number;
  /** What the longest piece of the page's own work took of a processor: the same whoever else is using it. */
  readonly longestWorkMs: number;
}

const residents = 500;
const changesPerSecond = 200;
/** A fall is raised each second; this many are open before the first of them is closed. */
const openFalls = 3;

/**
 * Frames of a page with 500 residents of whom 200 change each second while falls come and go, in Chromium without a
 * graphics card: its drawing is done by the same processor. Each frame is measured from one to the next.
 */
export async function measureFrames(path: string, seconds: number): Promise<Frames> {
  buildPages();
  const county = fixtureCounty(residents, Date.now());
  const server = await startFixtureServer(county, Date.now);
  const browser = await launchBrowser();
  try {
    const page = await openPage(browser, { theme: "light" }, { viewport: { width: 1920, height: 1080 } });
    await page.goto(server.url + path);
    await page.waitForSelector('[data-connection="live"], [data-cell]');
    await page.waitForTimeout(3_000);
    const work = await watchWork(browser);
    await page.evaluate(() => {
      const frames: number[] = [];
      Object.assign(globalThis, { frames });
      let last = performance.now();
      const next = () => {
        const now = performance.now();
        frames.push(now - last);
        last = now;
        requestAnimationFrame(next);
      };
      requestAnimationFrame(next);
    });
    let n = 0;
    const open: AlertView[] = [];
    let nextFallAt = Date.now();
    for (const until = Date.now() + seconds * 1000; Date.now() < until; ) {
      const changed = Array.from({ length: changesPerSecond / 10 }, () => county.residents[(n++ * 7) % residents]);
      for (const [facilityId, theirs] of Map.groupBy(changed, (resident) => resident?.facilityId ?? "")) {
        server.publish(facilityId, {
          sentAt: iso(Date.now()),
          residents: theirs.flatMap((resident) => {
            const device = resident?.devices[0];
            if (resident === undefined || device === undefined) return [];
            const { id, monitoring, news2 } = resident;
            const vitals = [vital("heart-rate", 60 + (n % 40), Date.now(), device.id)];
            return [{ residentId: id, vitals, monitoring, news2 }];
          }),
          alerts: [],
        });
      }
      if (Date.now() >= nextFallAt) {
        nextFallAt += 1_000;
        const fallen = county.residents[(n * 13) % residents];
        if (fallen !== undefined) open.push({ ...draftAlert(fallen, fallDraft, Date.now()), id: `fall-${n}` });
        publishAlert(server, open.at(-1));
        if (open.length > openFalls) publishAlert(server, closed(open.shift()));
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    const frames = await page.evaluate(() => (globalThis as unknown as { frames: number[] }).frames);
    const longestWorkMs = await work();
    const sorted = frames.toSorted((a, b) => b - a);
    return {
      page: path,
      frames: frames.length,
      longestMs: sorted[0] ?? 0,
      p99Ms: sorted[Math.floor(frames.length / 100)] ?? 0,
      over50Ms: frames.filter((ms) => ms > 50).length,
      longestWorkMs,
    };
  } finally {
    await browser.close();
    await server.stop();
  }
}

function publishAlert(server: FixtureServer, alert: AlertView | undefined): void {
  if (alert !== undefined) {
    server.publish(alert.facilityId, { sentAt: iso(Date.now()), residents: [], alerts: [alert] });
  }
}

function closed(alert: AlertView | undefined): AlertView | undefined {
  if (alert === undefined) return undefined;
  return {
    ...alert,
    version: alert.version + 1,
    handling: "resolved",
    closedAt: iso(Date.now()),
    outcome: "test",
  };
}

/** One event of Chromium's trace. */
interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly args?: { readonly name?: string };
  /** Time on a processor, µs. */
  readonly tdur?: number;
}

/** Traces the browser from now on; the answer ends it and says what the longest task of a page's main thread took, ms. */
async function watchWork(browser: Browser): Promise<() => Promise<number>> {
  const protocol = await browser.newBrowserCDPSession();
  const events: TraceEvent[] = [];
  protocol.on("Tracing.dataCollected", ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  await protocol.send("Tracing.start", {
    transferMode: "ReportEvents",
    traceConfig: { includedCategories: ["toplevel"], excludedCategories: ["*"] },
  });
  return async () => {
    const isOver = new Promise((resolve) => protocol.once("Tracing.tracingComplete", resolve));
    await protocol.send("Tracing.end");
    await isOver;
    const mains = new Set(
      events
        .filter(({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain")
        .map(({ pid, tid }) => `${pid} ${tid}`),
    );
    const works = events.flatMap(({ pid, tid, tdur }) =>
      tdur !== undefined && mains.has(`${pid} ${tid}`) ? [tdur / 1_000] : [],
    );
    return works.reduce((longest, ms) => Math.max(longest, ms), 0);
  };
}
