import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import type { RoleAt } from "../../domain/model/person.ts";
import { relativeOf } from "../relatives.ts";
import { axeFindings, scrollsSideways } from "./axe.ts";
import { buildPages } from "./built-pages.ts";
import { launchBrowser } from "./chromium.ts";
import { openWard, type Ward, type WardDevice } from "./ward.ts";

const here = "sunshine";
const daughter = relativeOf("r1");

const people: Readonly<Record<string, readonly RoleAt[]>> = {
  护理员李秀梅: [{ role: "carer", facilityId: here }],
  护士陈静: [{ role: "nurse", facilityId: here }],
  医生周明: [{ role: "doctor", facilityId: here }],
  转诊协调员吴敏: [{ role: "referral-coordinator", facilityId: here }],
  负责人赵国强: [{ role: "facility-manager", facilityId: here }],
  卫健监管钱进: [{ role: "health-supervisor" }],
  机构卫健监管何平: [{ role: "health-supervisor", facilityId: here }],
  民政监管郑洁: [{ role: "civil-affairs-supervisor" }],
  机构民政监管冯丽: [{ role: "civil-affairs-supervisor", facilityId: here }],
  运维孙宇: [{ role: "operator" }],
  家属王芳: [],
  新来的人: [],
};

let browser: Browser;
let ward: Ward;
let band: WardDevice;
beforeAll(async () => {
  buildPages();
  browser = await launchBrowser();
  ward = await openWard();
  await ward.admit("r1", "王桂英", "b1");
  await ward.admit("r2", "李建国", "b2");
  band = await ward.give("r1", "wristband");
  for (const [name, roles] of Object.entries(people))
    await ward.visitor({ name, roles, relations: name === "家属王芳" ? [daughter] : [] });
  await band.reports("fall");
}, 240_000);
afterAll(async () => {
  await browser?.close();
  await ward?.close();
});

interface Visit {
  readonly page: Page;
  /** Answers of the API that say no, since the page was opened. */
  readonly refusals: readonly string[];
}

async function visit(as: string, path = "/", width = 1440): Promise<Visit> {
  const page = await ward.openPage(browser, {
    as,
    settings: { theme: "light", language: "zh", hasSound: false },
    options: { viewport: { width, height: 900 } },
  });
  onTestFinished(() => page.context().close());
  const refusals: string[] = [];
  page.on("response", (response) => {
    const { pathname } = new URL(response.url());
    if (response.status() >= 400 && pathname.startsWith("/api/")) refusals.push(`${response.status()} ${pathname}`);
  });
  page.on("pageerror", (error) => refusals.push(String(error)));
  await page.goto(`${ward.url}${path}`);
  await page.locator("h1").first().waitFor();
  await isSettled(page);
  // A fall fills the screen of whoever is on duty.
  if ((await page.locator("dialog[data-alarm]").count()) > 0) await page.keyboard.press("Escape");
  return { page, refusals };
}

async function isSettled(page: Page): Promise<void> {
  await page.locator('[aria-busy="true"]').first().waitFor({ state: "detached" });
  await page.waitForLoadState("networkidle");
}

/** Where the menu leads, by its words. */
async function offeredTo(page: Page): Promise<ReadonlyMap<string, string>> {
  await page.getByRole("button", { name: "菜单", exact: true }).click();
  const links = page.getByRole("navigation", { name: "页面" }).getByRole("link");
  const found = await links.evaluateAll((all) =>
    all.map((link) => [link.textContent ?? "", link.getAttribute("href") ?? ""] as const),
  );
  await page.keyboard.press("Escape");
  return new Map(found);
}

describe("each role signs in, sees a first page of use, and is refused nowhere that it is led to", () => {
  test.each([
    ["护理员李秀梅", "疑似跌倒"],
    ["护士陈静", "疑似跌倒"],
    ["医生周明", "疑似跌倒"],
    ["转诊协调员吴敏", "疑似跌倒"],
    ["负责人赵国强", "疑似跌倒"],
    ["卫健监管钱进", "疑似跌倒"],
    ["机构卫健监管何平", "疑似跌倒"],
    ["民政监管郑洁", "阳光敬老院"],
    ["机构民政监管冯丽", "阳光敬老院"],
    ["运维孙宇", "疑似跌倒"],
    ["新来的人", "还没有人为这个账号分配岗位"],
  ])("%s", async (name, sees) => {
    const { page, refusals } = await visit(name);
    await page.getByRole("main").getByText(sees).first().waitFor();
    for (const [, path] of await offeredTo(page)) {
      await page.evaluate((to) => history.pushState(null, "", to), path);
      await page.locator("h1").first().waitFor();
      await isSettled(page);
      expect({ path, refusals }).toEqual({ path, refusals: [] });
      expect(await page.getByText("这一页不对您开放").count()).toBe(0);
    }
  });

  test.each(["卫健监管钱进", "运维孙宇", "转诊协调员吴敏"])(
    "%s reads a resident and an alert without a refusal",
    async (name) => {
      const { page, refusals } = await visit(name);
      const alert = await page.locator("[data-alert]").first().getAttribute("data-alert");
      for (const path of ["/residents/r1", `/alerts/${alert}`]) {
        await page.evaluate((to) => history.pushState(null, "", to), path);
        await page.getByText("王桂英").first().waitFor();
        await isSettled(page);
        expect({ path, refusals }).toEqual({ path, refusals: [] });
      }
    },
  );
});

describe("who looks after facilities and not residents", () => {
  test("sees the facilities, no resident, and nothing about a live connection that is not theirs", async () => {
    const { page } = await visit("民政监管郑洁");
    await page.getByRole("heading", { name: "机构", level: 1 }).waitFor();
    await page.getByRole("row", { name: /阳光敬老院/ }).waitFor();
    expect(await page.locator("[data-connection]").count()).toBe(0);
    expect(await page.getByText("王桂英").count()).toBe(0);
    expect([...(await offeredTo(page)).keys()]).toEqual(["床位", "联合体和协议", "值班表", "机构", "我的设置"]);
    await page.getByRole("link", { name: "看阳光敬老院的值班表" }).click();
    await page.getByRole("button", { name: "下一周" }).waitFor();
  });

  test("is told in words when an address is not theirs, and comes back", async () => {
    const { page, refusals } = await visit("民政监管郑洁", "/residents/r1");
    await page.getByRole("heading", { name: "这一页不对您开放" }).waitFor();
    await page.getByRole("link", { name: "回到首页" }).click();
    await page.getByRole("row", { name: /阳光敬老院/ }).waitFor();
    expect(refusals).toEqual([]);
  });
});

describe("relatives", () => {
  test("are led from the console to the families' app, signed in already, and see an emergency of their own alone", async () => {
    const { page, refusals } = await visit("家属王芳", "/", 390);
    await page.waitForURL(`${ward.url}/family/`);
    await page.locator('[data-light="emergency"]').waitFor();
    await page.getByRole("heading", { name: /^王桂英.*跌倒/ }).waitFor();
    const alert = page.locator("[data-alert]");
    await alert
      .getByText(/疑似跌倒/)
      .first()
      .waitFor();
    expect(await page.getByText("李建国").count()).toBe(0);
    const alertId = await alert.getAttribute("data-alert");
    await fetch(new URL(`/api/alerts/${alertId}/acknowledge`, ward.url), {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${ward.box.commandToken}` },
      body: JSON.stringify({ by: "陈静" }),
    });
    // Heard live, or asked for within half a minute.
    await alert
      .getByText(/出发|赶|去/)
      .first()
      .waitFor();
    expect(await page.getByText("陈静").count()).toBe(0);
    expect(refusals).toEqual([]);
    expect([...(await axeFindings(page)), ...(await axeFindings(page, ["color-contrast-enhanced"]))]).toEqual([]);
  });

  test("leave nothing on the phone when they sign out, and come back to the families' app", async () => {
    // Who signs out ends the session of all their pages.
    await ward.visitor({ name: "家属王强", roles: [], relations: [daughter] });
    const { page } = await visit("家属王强", "/family/", 390);
    await page.locator("[data-light]").waitFor();
    expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).toContain("王桂英");
    await page.getByRole("link", { name: "更多" }).click();
    await page.getByRole("button", { name: "退出登录" }).click();
    await page.locator('[data-session="signed-out"]').waitFor();
    await page.waitForURL(`${ward.url}/family/`);
    await page.locator('[data-session="signed-out"]:not(:has(button[disabled]))').waitFor();
    const left = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
    expect(left).not.toMatch(/王桂英|access_token|refresh_token/);
  });

  test("hear no staff alarm, and find staff's pages closed in words", async () => {
    const { page, refusals } = await visit("家属王芳", "/inbox");
    await page.getByRole("heading", { name: "这一页不对您开放" }).waitFor();
    expect(refusals).toEqual([]);
  });
});

describe("each first page", () => {
  test.each([
    ["民政监管郑洁", 1440],
    ["民政监管郑洁", 390],
    ["新来的人", 390],
  ])("%s at %i px has nothing for axe to find and never scrolls sideways", async (name, width) => {
    const { page } = await visit(name, "/", width);
    expect(await axeFindings(page)).toEqual([]);
    expect(await scrollsSideways(page)).toBe(false);
  });
});
