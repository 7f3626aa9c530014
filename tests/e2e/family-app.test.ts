import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { axeFindings, scrollsSideways } from "./axe.ts";
import { buildPages } from "./built-pages.ts";
import { launchBrowser, openPage } from "./chromium.ts";
import { asleep, type FamilyFixture, fallAlert, fallen, iso, startFamilyFixture, unwatched } from "./family-fixture.ts";

let browser: Browser;
let service: FamilyFixture;
beforeAll(async () => {
  buildPages();
  browser = await launchBrowser();
  service = await startFamilyFixture();
}, 180_000);
afterEach(() => {
  Object.assign(service, { residents: [asleep(Date.now())], alerts: [], openings: [], refusal: undefined, config: {} });
});
afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

interface Visit {
  readonly hash?: string;
  readonly width?: number;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** @default no service worker, so that tests leave nothing to each other */
  readonly options?: BrowserContextOptions;
}

async function visit({ hash = "", width = 360, settings = {}, options = {} }: Visit = {}): Promise<Page> {
  const page = await openPage(
    browser,
    { theme: "light", language: "zh", ...settings },
    { viewport: { width, height: 740 }, serviceWorkers: "block", ...options },
  );
  onTestFinished(() => page.context().close());
  await page.goto(`${service.url}/family/${hash}`);
  await page.locator("h1").first().waitFor();
  await page.locator('[aria-busy="true"]').first().waitFor({ state: "detached" });
  return page;
}

/** Axe with the stricter rule of contrast, 7:1, which it leaves out unless it is asked for. */
async function findings(page: Page): Promise<readonly string[]> {
  return [...(await axeFindings(page)), ...(await axeFindings(page, ["color-contrast-enhanced"]))];
}

/** Text below 18 px, and what is tapped below 48 px. */
async function tooSmall(page: Page): Promise<readonly string[]> {
  return await page.evaluate(() => {
    const isShown = (element: Element) => element.getClientRects().length > 0;
    const texts = [...document.querySelectorAll("body *")].filter(
      (element) =>
        isShown(element) && [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim()),
    );
    const small = texts.filter((element) => Number.parseFloat(getComputedStyle(element).fontSize) < 18);
    const targets = [...document.querySelectorAll("a, button, summary, label")].filter(isShown);
    const narrow = targets.filter((element) => element.getBoundingClientRect().height < 48);
    return [...small, ...narrow].map((element) => element.outerHTML.slice(0, 120));
  });
}

const light = (page: Page) => page.locator("[data-light]");
const now = Date.now();

describe("each screen", () => {
  test.each([
    ["all well", "", [asleep(now)]],
    ["nobody watches", "", [unwatched(now)]],
    ["an emergency", "", [fallen(now)]],
    ["several residents", "", [asleep(now), fallen(now, { id: "r2", name: "欧阳明月" })]],
    ["nobody yet", "", []],
    ["the story of a day", "#/r/r1/day/2026-11-20", [asleep(now)]],
    ["a week", "#/r/r1/trends", [asleep(now)]],
    ["a month", "#/r/r1/trends/month", [asleep(now)]],
    ["calls", "#/calls", [asleep(now)]],
    ["the rest", "#/more", [asleep(now)]],
    ["joining", "#/join", [asleep(now)]],
    ["whoever may not be seen", "#/r/r9", [asleep(now)]],
  ])(
    "%s: axe finds nothing at 7:1, by day and by night; nothing below 18 px, nothing beside 320 px",
    async (_claim, hash, residents) => {
      Object.assign(service, { residents, alerts: [fallAlert(Date.now())] });
      const page = await visit({ hash, width: 320 });
      expect(await findings(page)).toEqual([]);
      expect(await tooSmall(page)).toEqual([]);
      expect(await scrollsSideways(page)).toBe(false);
      await page.evaluate(() => {
        document.documentElement.dataset.theme = "night";
      });
      expect(await axeFindings(page, ["color-contrast", "color-contrast-enhanced"])).toEqual([]);
      // 200 % zoom of a phone of 320 px.
      await page.setViewportSize({ width: 160, height: 370 });
      expect(await scrollsSideways(page)).toBe(false);
    },
  );

  test("speaks English as well, in larger letters where that is chosen", async () => {
    const page = await visit({ settings: { language: "en", hasLargeText: true } });
    await page.getByRole("heading", { name: "王桂英 is in bed, all is calm." }).waitFor();
    expect(await page.evaluate(() => Number.parseFloat(getComputedStyle(document.body).fontSize))).toBe(22);
    expect(await findings(page)).toEqual([]);
  });
});

describe("a record that was opened in an emergency", () => {
  const hour = 3_600_000;
  const openings = [
    {
      id: "o2",
      openedAt: iso(now - hour),
      until: iso(now + 3 * hour),
      house: "县人民医院",
      role: "doctor",
      reason: "unconscious",
    },
    {
      id: "o1",
      openedAt: iso(now - 80 * hour),
      until: iso(now - 76 * hour),
      overSince: iso(now - 78 * hour),
      house: "红旗镇卫生院",
      role: "nurse",
      reason: "rescue",
      verdict: "not-justified",
    },
  ] as const;

  test("is a line at home while it is open, and leads to when, where, why, until when and what was found", async () => {
    Object.assign(service, { openings });
    const page = await visit({ width: 320 });
    await page.getByText(/^县人民医院的医生因急救打开了王桂英的病历，最晚到 /).waitFor();
    expect(await page.getByText("红旗镇卫生院").count()).toBe(0);
    expect(await findings(page)).toEqual([]);
    expect(await tooSmall(page)).toEqual([]);
    await page.getByRole("link", { name: "谁看过资料" }).click();
    const items = page.locator("li[data-opening]");
    await items.first().waitFor();
    const texts = await items.allTextContents();
    expect(texts[0]).toMatch(/^县人民医院 · 医生.*现在打开着原因：本人昏迷或说不清机构还没有复核$/);
    expect(texts[1]).toMatch(/^红旗镇卫生院 · 护士.*原因：抢救需要机构已复核：不应打开$/);
    expect(await findings(page)).toEqual([]);
    expect(await tooSmall(page)).toEqual([]);
    expect(await scrollsSideways(page)).toBe(false);
  });

  test("is not asked for by whoever may not hear of it, and what fails there takes nothing else away", async () => {
    const access = { state: "granted", classes: ["status-light", "vitals", "video"] };
    Object.assign(service, { openings, residents: [asleep(Date.now(), { access } as never)] });
    const page = await visit();
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    const home = page.waitForResponse("**/api/family");
    await page.reload();
    await home;
    await light(page).waitFor();
    await page.waitForLoadState("networkidle");
    expect(asked.filter((url) => url.includes("opening-notices"))).toEqual([]);
    await page.route("**/opening-notices", (route) => route.fulfill({ status: 403, body: "{}" }));
    await page.goto(`${service.url}/family/#/looks`);
    await page.getByRole("heading", { name: "谁看过资料" }).waitFor();
    expect(await page.locator("[data-opening]").count()).toBe(0);
    await page.goto(`${service.url}/family/#/`);
    await light(page).waitFor();
  });
});

describe("the light", () => {
  test("says one sentence first, since when, and by what it is known and how old that is", async () => {
    const page = await visit();
    expect(await page.locator("h1").textContent()).toBe("王桂英在床上，一切平稳。");
    expect(await light(page).getAttribute("data-light")).toBe("well");
    await page.getByText(/^依据：床垫，\d+\s分前$/).waitFor();
    await page.getByText(/\d\d:\d\d 起$/).waitFor();
  });

  test("is not green any more once nothing was heard for a minute and a half, and is again with the next answer", async () => {
    const page = await openPage(browser, { theme: "light" }, { serviceWorkers: "block" });
    onTestFinished(() => page.context().close());
    await page.clock.install();
    await page.goto(`${service.url}/family/`);
    await page.locator('[data-light="well"]').waitFor();
    service.refusal = { status: 500, code: "internal" };
    await page.clock.fastForward(100_000);
    await page.locator('[data-light="no-news"]').waitFor();
    await page.getByRole("heading", { name: /之后没有新消息$/ }).waitFor();
    await page.getByText("服务器暂时答不上来").waitFor();
    service.refusal = undefined;
    await page.clock.fastForward(31_000);
    await page.locator('[data-light="well"]').waitFor();
  });

  test("is old at once when the phone slept, before anything is asked", async () => {
    const page = await openPage(browser, { theme: "light" }, { serviceWorkers: "block" });
    onTestFinished(() => page.context().close());
    await page.clock.install();
    await page.goto(`${service.url}/family/`);
    await page.locator('[data-light="well"]').waitFor();
    await page.route("**/api/family", () => undefined);
    await page.clock.fastForward(8 * 3_600_000);
    await page.locator('[data-light="no-news"]').waitFor();
  });

  test("that a newer service calls by a name of its own is not green, and what it says stands there", async () => {
    const said = asleep(Date.now());
    service.residents = [{ ...said, light: { ...said.light, state: "watched-by-doctor" } } as never];
    const page = await visit();
    expect(await light(page).getAttribute("data-light")).toBe("unknown");
    expect(await page.locator("h1").textContent()).toBe("王桂英在床上，一切平稳。");
    expect(await page.getByText("平安", { exact: true }).count()).toBe(0);
  });
});

test("the story of a day says when nothing was heard, and that a day ends at 24:00", async () => {
  const page = await visit({ hash: "#/r/r1/day/2026-11-20" });
  await page.getByRole("heading", { name: "王桂英 · 11月20日 周五" }).waitFor();
  const lines = await page.locator("ol > li").allTextContents();
  expect(lines.map((line) => line.slice(0, 5))).toEqual(["06:05", "07:00", "08:30", "10:15", "21:00"]);
  expect(lines.at(-1)).toBe("21:00 到 24:00 没有收到信号，不知道情况");
});

describe("an emergency", () => {
  test("says what happened, who is on it, what comes next and whom to call, and draws nothing", async () => {
    Object.assign(service, { residents: [fallen(Date.now())], alerts: [fallAlert(Date.now())] });
    const page = await visit();
    await page.locator('[data-light="emergency"]').waitFor();
    for (const text of ["发生了什么", "谁在处理", "护士", "接下来", "护士出发"])
      await page
        .getByText(text, { exact: text !== "接下来" })
        .first()
        .waitFor();
    expect(await page.getByRole("link", { name: "拨打 120" }).getAttribute("href")).toBe("tel:120");
    const house = page.getByRole("link", { name: "打电话给松鹤养老院" });
    expect(await house.getAttribute("href")).toBe("tel:057681234567");
    expect(await page.locator("svg rect").count()).toBe(0);
  });

  test("stays in sight on every other screen, and comes first among several", async () => {
    Object.assign(service, {
      residents: [asleep(Date.now()), fallen(Date.now(), { id: "r2", name: "李建国" })],
      alerts: [fallAlert(Date.now())],
    });
    const page = await visit({ hash: "#/more" });
    const alarm = page.getByRole("alert").getByRole("link", { name: "李建国有紧急情况" });
    await alarm.waitFor();
    await page.getByRole("link", { name: "现在" }).click();
    await alarm.waitFor();
    expect(await page.locator("li a[data-light]").first().textContent()).toContain("李建国");
    await alarm.click();
    await page.getByRole("heading", { name: "李建国疑似跌倒。" }).waitFor();
    expect(await page.getByRole("alert").getByRole("link").count()).toBe(0);
  });
});

describe("what stays on the phone", () => {
  test("without a network the last state stands there, large and marked as old, with its pages", async () => {
    const own = await startFamilyFixture();
    const page = await openPage(browser, { theme: "light" }, { viewport: { width: 360, height: 740 } });
    onTestFinished(() => page.context().close());
    await page.goto(`${own.url}/family/`);
    await page.locator('[data-light="well"]').waitFor();
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    await own.stop();
    await page.reload();
    await page.locator('[data-light="no-news"]').waitFor();
    await page.getByText("那时：王桂英在床上，一切平稳。").waitFor();
    expect(await page.getByText("平安", { exact: true }).count()).toBe(0);
    await page.getByRole("link", { name: "更多" }).click();
    await page.getByRole("heading", { name: "更多" }).waitFor();
    expect(await findings(page)).toEqual([]);
  });

  test("stands there as well where signing in again is not possible now", async () => {
    const page = await visit();
    const issuer = "http://127.0.0.1:9/oidc";
    service.config = { signIn: { issuer, clientId: "anhu-pages" } };
    await page.evaluate((key) => {
      localStorage.setItem(key, JSON.stringify({ access_token: "t", expires_at: 1, profile: { sub: "chen" } }));
      const kept = JSON.parse(localStorage.getItem("anhu.family") ?? "");
      localStorage.setItem(
        "anhu.family",
        JSON.stringify({ ...kept, person: `${key.slice("oidc.user:".length)} chen` }),
      );
    }, `oidc.user:${issuer}:anhu-pages`);
    await page.reload();
    await page.locator('[data-session="failed"]').waitFor();
    await page.locator('[data-light="no-news"]').waitFor();
    await page.getByText("那时：王桂英在床上，一切平稳。").waitFor();
  });

  test("is nothing of anybody but whoever signed in", async () => {
    const page = await visit();
    service.config = { signIn: { issuer: "http://127.0.0.1:9/oidc", clientId: "anhu-pages" } };
    await page.reload();
    await page.locator('[data-session="failed"]').waitFor();
    expect(await page.getByText("王桂英").count()).toBe(0);
    expect(await page.evaluate(() => localStorage.getItem("anhu.family"))).toBeNull();
  });

  test("is nothing once the service says that there is nothing to see any more", async () => {
    const page = await visit();
    await expect.poll(() => page.evaluate(() => localStorage.getItem("anhu.family"))).toContain("王桂英");
    service.refusal = { status: 403, code: "forbidden" };
    await page.evaluate(() => window.dispatchEvent(new Event("focus")));
    await page.getByText("手机里的内容已清除").waitFor();
    expect(await page.getByText("王桂英").count()).toBe(0);
    expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain("王桂英");
  });

  test("is nothing of one whose consent has ended, while the others stay", async () => {
    service.residents = [asleep(Date.now()), asleep(Date.now(), { id: "r2", name: "李建国" })];
    const page = await visit();
    await page.getByText("李建国").first().waitFor();
    service.residents = [asleep(Date.now())];
    await page.evaluate(() => window.dispatchEvent(new Event("focus")));
    await page.getByText("李建国").first().waitFor({ state: "detached" });
    expect(await page.evaluate(() => localStorage.getItem("anhu.family"))).not.toContain("李建国");
  });

  test("is found by no other origin's word: addresses carry ids alone", async () => {
    const page = await visit({ hash: "#/r/r1/day" });
    for (const name of ["变化", "视频", "更多"]) {
      await page.getByRole("link", { name, exact: true }).click();
      expect(decodeURIComponent(page.url())).not.toContain("王桂英");
      expect(await page.title()).not.toContain("王桂英");
    }
  });
});
