import { buildPages } from "../e2e/built-pages.ts";
import { launchBrowser, openPage } from "../e2e/chromium.ts";
import { fixtureCounty, iso, vital } from "../web/fixture/county.ts";
import { startFixtureServer } from "../web/fixture/server.ts";

/** How long the frames of a page were while its residents changed. */
export interface Frames {
  readonly page: string;
  readonly frames: number;
  readonly longestMs: number;
  readonly p99Ms: number;
  readonly over50Ms: number;
}

const residents = 500;
const changesPerSecond = 200;

/**
 * Frames of a page with 500 residents of whom 200 change each second, in Chromium without a graphics card: its
 * drawing is done by the same processor. Each frame is measured from one to the next.
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
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    const frames = await page.evaluate(() => (globalThis as unknown as { frames: number[] }).frames);
    const sorted = frames.toSorted((a, b) => b - a);
    return {
      page: path,
      frames: frames.length,
      longestMs: sorted[0] ?? 0,
      p99Ms: sorted[Math.floor(frames.length / 100)] ?? 0,
      over50Ms: frames.filter((ms) => ms > 50).length,
    };
  } finally {
    await browser.close();
    await server.stop();
  }
}
