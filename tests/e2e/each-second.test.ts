import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { fixtureCounty, iso, vital } from "../web/fixture/county.ts";
import { fixtureVisits } from "./fixture-visit.ts";

/* What 500 beds cost each second, counted in writes to the page: the same on every machine, however busy. */

const open = fixtureVisits();
const beds = 500;

/** Counts from now on what is written to the page, and to how many beds. */
async function watchWrites(of: Page, bed: string): Promise<void> {
  await of.evaluate((selector) => {
    const seen = { writes: 0, beds: new Set<Element>() };
    new MutationObserver((records) => {
      for (const { target } of records) {
        seen.writes += 1;
        const one = (target instanceof Element ? target : target.parentElement)?.closest(selector);
        if (one !== null && one !== undefined) seen.beds.add(one);
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
    Object.assign(globalThis, { seen });
  }, bed);
}

/** What was written since it was last asked. */
function written(of: Page): Promise<{ writes: number; beds: number }> {
  return of.evaluate(() => {
    const { seen } = globalThis as unknown as { seen: { writes: number; beds: Set<Element> } };
    const counted = { writes: seen.writes, beds: seen.beds.size };
    seen.writes = 0;
    seen.beds.clear();
    return counted;
  });
}

describe.each([
  { path: "/wall", bed: "[data-cell]", connected: "[data-cell]" },
  { path: "/board", bed: "[data-resident]", connected: '[data-connection="live"]' },
])("$path with 500 beds", ({ path, bed, connected }) => {
  test("is written to for what changed alone, however often the clock goes round", async () => {
    const county = { ...fixtureCounty(beds, Date.now()), alerts: [] };
    // On a smaller screen the wall would show of so many beds nothing that is measured.
    const viewport = { width: 3840, height: 2160 };
    const { page, server } = await open(county, { viewport, settings: { language: "zh" } });
    await page.clock.install();
    await page.goto(server.url + path);
    await page.locator(connected).first().waitFor();
    await expect.poll(() => page.locator(bed).count()).toBeGreaterThanOrEqual(beds);
    await page.clock.runFor(2_000);
    await watchWrites(page, bed);

    await page.clock.runFor(5_000);
    const quiet = await written(page);
    expect(quiet.beds).toBe(0);
    expect(quiet.writes).toBeLessThanOrEqual(25);

    const changed = county.residents.filter(({ monitoring }) => monitoring.state === "monitored").slice(0, 40);
    for (const [facilityId, theirs] of Map.groupBy(changed, (resident) => resident.facilityId)) {
      server.publish(facilityId, {
        sentAt: iso(Date.now()),
        residents: theirs.map(({ id, monitoring, news2, devices }) => ({
          residentId: id,
          vitals: [vital("heart-rate", 101, Date.now(), devices[0]?.id ?? "")],
          monitoring,
          news2,
        })),
        alerts: [],
      });
    }
    await expect
      .poll(async () => {
        // However long the news takes, nothing else may grow old meanwhile.
        await page.clock.runFor(100);
        return page.locator(bed).getByText("101", { exact: true }).count();
      })
      .toBe(changed.length);
    const news = await written(page);
    expect(news.beds).toBe(changed.length);
    expect(news.writes).toBeLessThanOrEqual(changed.length * 8);
  });
});
