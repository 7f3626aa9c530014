import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { virtualClock } from "../../local/clock.ts";
import { buildPages } from "./built-pages.ts";
import { launchBrowser } from "./chromium.ts";
import { openWard } from "./ward.ts";

const minute = 60_000;

let browser: Browser;
beforeAll(async () => {
  buildPages();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
});

test("a sensor that dies turns stale, then lost, and its resident unmonitored: never calm", async () => {
  const clock = virtualClock(Date.UTC(2026, 10, 22, 2));
  const ward = await openWard({ clock });
  try {
    await ward.admit("wang", "王桂英", "b1");
    await ward.admit("li", "李强", "b2");
    const mat = await ward.give("wang", "bed-sensor");
    const other = await ward.give("li", "wristband");
    await ward.watch();
    const page = await ward.openPage(browser);
    await page.goto(ward.url);
    await page.waitForSelector('[data-connection="live"]');
    const card = page.locator('[data-resident="wang"]');
    await mat.says({ n: "heart-rate", v: 72 }, { n: "bed-occupancy", vb: true });
    await card.getByText("72", { exact: true }).waitFor();
    expect(await card.textContent()).not.toContain("前");

    await clock.advanceBy(4 * minute);
    await other.says({ n: "spo2", v: 97 });
    await card.getByText(/^72.*4\s分前$/).waitFor();
    await card.getByText(/4\s分前：在床/).waitFor();
    await page.getByRole("button", { name: "离床 0" }).waitFor();
    expect(await card.getByText("72", { exact: false }).count()).toBeGreaterThan(0);

    await clock.advanceBy(6 * minute);
    await page.locator("[data-alert]", { hasText: "设备无信号" }).waitFor();
    await card.getByText("未监护").waitFor();
    expect(await card.textContent()).not.toContain("在床");

    await clock.advanceBy(8 * minute);
    await other.says({ n: "spo2", v: 97 });
    await card
      .getByText(/无信号\s18\s分/)
      .first()
      .waitFor();
    expect(await card.textContent()).not.toContain("72");
    expect(await card.textContent()).not.toContain("在床");
    await page.getByRole("button", { name: /未监护 1/ }).waitFor();
  } finally {
    await ward.close();
  }
});
