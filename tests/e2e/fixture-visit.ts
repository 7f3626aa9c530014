import type { Browser, Page, ViewportSize } from "playwright-core";
import { afterAll, afterEach, beforeAll } from "vitest";
import type { FixtureCounty } from "../web/fixture/county.ts";
import { type FixtureServer, startFixtureServer } from "../web/fixture/server.ts";
import { buildPages } from "./built-pages.ts";
import { launchBrowser, openPage } from "./chromium.ts";

interface Visit {
  readonly viewport: ViewportSize;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** The clock of the served county. @default the machine's */
  readonly now?: () => number;
}

export interface Visited {
  /** Has not gone anywhere yet. */
  readonly page: Page;
  readonly server: FixtureServer;
}

/** One browser for a file's tests; what comes back serves a county and opens a page, until the test is over. */
export function fixtureVisits(): (county: FixtureCounty, visit: Visit) => Promise<Visited> {
  let browser: Browser;
  const opened: Visited[] = [];
  beforeAll(async () => {
    buildPages();
    browser = await launchBrowser();
  }, 180_000);
  afterEach(async () => {
    for (const { page, server } of opened.splice(0)) {
      await page.context().close();
      await server.stop();
    }
  });
  afterAll(() => browser?.close());
  return async (county, { viewport, settings = {}, now = Date.now }) => {
    const server = await startFixtureServer(county, now);
    const page = await openPage(browser, { theme: "light", ...settings }, { viewport });
    opened.push({ page, server });
    return { page, server };
  };
}
