import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { dataClasses } from "../../domain/access/data-classes.ts";
import { axeFindings, scrollsSideways } from "./axe.ts";
import { buildPages } from "./built-pages.ts";
import { launchBrowser } from "./chromium.ts";
import type { Visitor } from "./visitor.ts";
import { openWard, type Ward } from "./ward.ts";

let browser: Browser;
let ward: Ward;
let nurse: Visitor;
let daughter: Visitor;

beforeAll(async () => {
  buildPages();
  [browser, ward] = await Promise.all([launchBrowser(), openWard()]);
  await ward.admit("r1", "王桂英", "b1");
  nurse = await ward.visitor({ name: "刘芳", roles: [{ role: "nurse", facilityId: "sunshine" }] });
  const consent = { id: "c1", classes: [...dataClasses], from: 0 };
  daughter = await ward.visitor({
    name: "王小梅",
    roles: [],
    relations: [{ residentId: "r1", relation: "女儿", consent }],
  });
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await ward?.close();
});

const phone = { viewport: { width: 390, height: 800 }, serviceWorkers: "block" } as const;

async function familyPage(hash: string): Promise<Page> {
  const page = await daughter.openPage(browser, { theme: "light", language: "zh" }, phone);
  await page.goto(`${ward.url}/family/${hash}`);
  return page;
}

async function staffPage(path: string, width = 1440): Promise<Page> {
  const page = await nurse.openPage(browser, { language: "zh" }, { viewport: { width, height: 900 } });
  await page.goto(`${ward.url}${path}`);
  return page;
}

test("a daughter writes, the nurse sees that nobody has read it, answers, and sends a picture that the daughter sees", async () => {
  const family = await familyPage("#/messages");
  await family.getByText("紧急情况请打电话，不要在这里写。").waitFor();
  await family.getByRole("link", { name: "拨打 120" }).waitFor();
  await family.getByLabel("写给护理团队").fill("妈妈今天吃饭怎么样？");
  await family.getByRole("button", { name: "发送" }).click();
  await family.locator("[data-message]").getByText("妈妈今天吃饭怎么样？").waitFor();
  expect(await family.locator("[data-unsent]").count()).toBe(0);
  expect([...(await axeFindings(family)), ...(await axeFindings(family, ["color-contrast-enhanced"]))]).toEqual([]);
  expect(await scrollsSideways(family)).toBe(false);

  const staff = await staffPage("/family-messages");
  await staff.locator('[data-waiting="1"]').first().waitFor();
  await staff.getByRole("button", { name: /王桂英/ }).click();
  await staff.getByText("妈妈今天吃饭怎么样？").last().waitFor();
  await staff.getByLabel("回复").fill("午饭吃得很好，下午晒了太阳。");
  await staff.getByRole("button", { name: "发送" }).click();
  await staff.locator("[data-message]").getByText("午饭吃得很好").waitFor();
  await staff.locator("[data-waiting]").first().waitFor({ state: "detached" });
  expect(await axeFindings(staff)).toEqual([]);

  await staff.goto(`${ward.url}/residents/r1`);
  await staff.getByText("给家属发照片").click();
  await staff.getByText("会收到：王小梅（女儿）").waitFor();
  await staff.getByLabel("选照片或拍照").setInputFiles({
    name: "picture.png",
    mimeType: "image/png",
    buffer: Buffer.from(
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
      "base64",
    ),
  });
  await staff.getByAltText("要发的照片").waitFor();
  await staff.getByLabel("写一句话（可不填）").fill("今天晒太阳");
  await staff.getByRole("button", { name: "发送", exact: true }).last().click();
  await staff.getByText("已发给 1 位家属").first().waitFor();

  await family.reload();
  await family.getByText("护士 刘", { exact: true }).first().waitFor();
  const picture = family.getByAltText("照片", { exact: true });
  await picture.waitFor();
  expect(await picture.getAttribute("src")).toMatch(/^data:image\/jpeg;base64,/);
  await family.context().close();
  await staff.context().close();
}, 120_000);

test("what could not be sent stays in the page, says so, and goes once there is a connection", async () => {
  const family = await familyPage("#/messages");
  const field = family.getByLabel("写给护理团队");
  await field.waitFor();
  await family.context().setOffline(true);
  await field.fill("路上没有信号");
  await family.getByRole("button", { name: "发送" }).click();
  await family.locator("[data-unsent]").getByText("还没有发出去").waitFor();
  await family.context().setOffline(false);
  await family.locator("[data-message]").getByText("路上没有信号").waitFor();
  expect(await family.locator("[data-unsent]").count()).toBe(0);
  await family.context().close();
}, 60_000);

test("quiet hours are kept as they were set, and who is told by nothing is warned", async () => {
  const family = await familyPage("#/settings");
  await family.getByText("用什么方式").waitFor();
  await family.getByText("这样什么也收不到").waitFor();
  await family.getByLabel("设免打扰", { exact: true }).check();
  await family.getByText("已保存").waitFor();
  const saved = family.waitForResponse((answer) => answer.url().endsWith("/family-wishes") && answer.ok());
  await family.getByLabel("到").fill("06:30");
  await saved;
  await family.reload();
  await expect.poll(() => family.getByLabel("到").inputValue()).toBe("06:30");
  expect([...(await axeFindings(family)), ...(await axeFindings(family, ["color-contrast-enhanced"]))]).toEqual([]);
  expect(await scrollsSideways(family)).toBe(false);
  await family.context().close();
}, 60_000);
