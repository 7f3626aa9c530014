import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { get } from "../local/box-under-test.ts";
import { axeFindings, scrollsSideways } from "./axe.ts";
import { buildPages } from "./built-pages.ts";
import { launchBrowser } from "./chromium.ts";
import { openWard, type Ward } from "./ward.ts";

let browser: Browser;
let ward: Ward;
beforeAll(async () => {
  buildPages();
  browser = await launchBrowser();
  ward = await openWard();
  await ward.visitor({ name: "陈医生", roles: [{ role: "doctor", facilityId: "sunshine" }] });
  await ward.visitor({ name: "李护工", roles: [{ role: "carer", facilityId: "sunshine" }] });
  await ward.admit("r1", "王桂英", "b1");
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await ward?.close();
});

async function visit(path: string, as: string, width = 1280): Promise<Page> {
  const page = await ward.openPage(browser, { as, options: { viewport: { width, height: 900 } } });
  onTestFinished(() => page.context().close());
  await page.goto(ward.url);
  await page.waitForSelector('[data-connection="live"]');
  await page.evaluate((to) => history.pushState(null, "", to), path);
  await page.locator("h1").first().waitFor();
  await page.locator('[aria-busy="true"]').first().waitFor({ state: "detached" });
  return page;
}

test("a doctor fills in what goes along on a referral; a carer reads it and cannot change it", async () => {
  const page = await visit("/residents/r1", "陈医生");
  await page.getByRole("link", { name: "填写或修改病情资料" }).click();
  await page.getByRole("button", { name: "添加诊断" }).click();
  await page.getByLabel("诊断名称").fill("高血压3级");
  await page.getByLabel("ICD-10 编码").fill("i10");
  await page.getByRole("button", { name: "添加用药" }).click();
  await page.getByLabel("药名").fill("氨氯地平");
  await page.getByLabel("用法用量").fill("5 mg 每日一次");
  await page.getByRole("button", { name: "添加管路" }).click();
  await page.getByLabel("种类").selectOption("urinary-catheter");
  await page.getByLabel("接触隔离").check();
  await page.getByLabel("身份证号").fill("110105194912310021");
  await page.getByRole("button", { name: "保存" }).click();
  await page.getByText("末位校验须正确").waitFor();
  await page.getByLabel("身份证号").fill("11010519491231002X");
  await page.getByLabel("ICD-10 编码").fill("I10.x05");
  expect(await axeFindings(page)).toEqual([]);
  for (const width of [1440, 390, 320]) {
    await page.setViewportSize({ width, height: 900 });
    expect({ width, is: await scrollsSideways(page) }).toEqual({ width, is: false });
  }
  await page.getByRole("button", { name: "保存" }).click();
  await expect
    .poll(async () => (await get(ward.box, "/api/residents/r1")).clinical)
    .toMatchObject({
      diagnoses: [{ name: "高血压3级", icd10: "I10.x05" }],
      medicines: [{ name: "氨氯地平", dosage: "5 mg 每日一次" }],
      tubes: [{ kind: "urinary-catheter" }],
      isolation: ["contact"],
      identityNumber: "11010519491231002X",
    });

  const carer = await visit("/residents/r1", "李护工", 390);
  await carer.getByText("高血压3级 · I10.x05").waitFor();
  await carer.getByText("接触隔离").waitFor();
  expect(await carer.getByRole("link", { name: "填写或修改病情资料" }).count()).toBe(0);
  expect(await axeFindings(carer)).toEqual([]);
  expect(await scrollsSideways(carer)).toBe(false);
});
