import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
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
  const at = (role: "doctor" | "nurse" | "facility-manager") => [{ role, facilityId: "sunshine" }];
  await ward.visitor({ name: "孙宇", roles: [{ role: "operator" }] });
  await ward.visitor({ name: "陈静", roles: at("nurse") });
  await ward.visitor({ name: "周文博", roles: at("doctor") });
  await ward.visitor({ name: "赵国强", roles: at("facility-manager") });
  await ward.admit("r1", "王桂英", "b1");
  await tell("/api/facilities", { id: "county", name: "云溪县人民医院", kind: "county-hospital" });
  const desk = { id: "ed", name: "急诊科", kind: "emergency", phone: "8120", isReferralDesk: true };
  await tell("/api/facilities/county", { departments: [desk] });
  await tell("/api/facilities/sunshine", {
    parentId: "county",
    convertible: { medical: 1 },
    licensed: { care: 2, medical: 1 },
  });
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await ward?.close();
});

async function tell(path: string, body: unknown): Promise<void> {
  const headers = { "content-type": "application/json", authorization: `Bearer ${ward.box.commandToken}` };
  const answer = await fetch(new URL(path, ward.url), { method: "POST", headers, body: JSON.stringify(body) });
  expect(answer.ok, path).toBe(true);
}

/** A page of somebody who has signed in, on that path. */
async function visit(path: string, as: string, width = 1280): Promise<Page> {
  const settings = { theme: "light", language: "zh" };
  const page = await ward.openPage(browser, { as, settings, options: { viewport: { width, height: 800 } } });
  onTestFinished(() => page.context().close());
  await page.goto(ward.url);
  await page.waitForSelector('[data-connection="live"]');
  await page.evaluate((to) => history.pushState(null, "", to), path);
  await page.locator("h1").first().waitFor();
  await page.locator('[aria-busy="true"]').first().waitFor({ state: "detached" });
  return page;
}

const rowOf = (page: Page, bedId: string) => page.locator(`[data-row="${bedId}"]`);

test("a bed is held for somebody who is to come, seen so by others, and released", async () => {
  const page = await visit("/beds/board", "陈静");
  const bed = rowOf(page, "b2");
  await bed.getByRole("button", { name: "预留3号楼205-2床" }).click();
  await bed.getByLabel("为谁、何时到").fill("县医院转回，下午到");
  await bed.getByRole("button", { name: "预留" }).click();
  await expect.poll(() => bed.textContent()).toContain("预留至");
  const other = await visit("/beds/board", "赵国强");
  await expect.poll(() => rowOf(other, "b2").textContent()).toContain("县医院转回，下午到");
  await bed.getByRole("button", { name: "取消预留" }).click();
  await bed
    .getByRole("button", { name: /取消预留/ })
    .last()
    .click();
  await expect.poll(() => bed.textContent()).toContain("空床");
}, 60_000);

test("a bed turns medical by a nurse's request, a doctor's order and a manager's approval, and the board says so", async () => {
  const nurse = await visit("/beds/board", "陈静");
  const bed = rowOf(nurse, "b1");
  await bed.getByRole("button", { name: "转换用途：3号楼205-1床" }).click();
  await bed.getByLabel("理由").fill("肺炎，需静脉抗感染治疗");
  await bed.getByRole("button", { name: "申请" }).click();
  await expect.poll(() => nurse.locator("main").textContent()).toContain("待医嘱");

  const doctor = await visit("/beds/board", "周文博");
  await doctor.getByRole("button", { name: "开医嘱" }).click();
  const order = doctor.getByRole("form", { name: "开医嘱" });
  await order.getByLabel("理由").fill("转医疗床位治疗");
  await order.getByRole("button", { name: "开医嘱" }).click();
  await expect.poll(() => doctor.locator("main").textContent()).toContain("待批准");
  expect(await doctor.getByRole("button", { name: "批准" }).count()).toBe(0);

  const manager = await visit("/beds/board", "赵国强");
  await manager.getByRole("button", { name: "批准" }).click();
  const approval = manager.getByRole("form", { name: "批准" });
  await approval.getByLabel("谁同意").fill("女儿 王芳");
  await approval.getByLabel("理由").fill("同意转换");
  await approval.getByRole("button", { name: "批准" }).click();
  await manager.getByRole("button", { name: "现在生效" }).click();
  const effect = manager.getByRole("form", { name: "现在生效" });
  await effect.getByLabel("监护和告警怎样调整").fill("按住院监护方案");
  await effect.getByRole("button", { name: "现在生效" }).click();
  await expect.poll(() => rowOf(manager, "b1").textContent()).toContain("原为养老");
  expect(await rowOf(manager, "b1").textContent()).toContain("王桂英");
}, 90_000);

test("an agreement is made and opens its routes; nobody else is offered to make one", async () => {
  const operator = await visit("/consortium", "孙宇");
  await operator.getByRole("button", { name: "签订协议" }).click();
  const form = operator.getByRole("form", { name: "签订协议" });
  await form.getByLabel("请求方").selectOption({ label: "阳光敬老院" });
  await form.getByLabel("接收方").selectOption({ label: "云溪县人民医院" });
  await form.getByRole("button", { name: "签订协议" }).click();
  const routes = operator.getByRole("table", { name: "今天可走的路径" });
  await expect.poll(() => routes.textContent()).toContain("绿色通道");

  const nurse = await visit("/consortium", "陈静");
  await expect.poll(() => nurse.locator("main").textContent()).toContain("急诊科");
  expect(await nurse.getByRole("link", { name: "8120" }).getAttribute("href")).toBe("tel:8120");
  expect(await nurse.getByRole("table", { name: "今天可走的路径" }).textContent()).toContain("下转");
  expect(await nurse.getByRole("button", { name: "签订协议" }).count()).toBe(0);
}, 60_000);

test.each(["/beds/board", "/consortium"])(
  "%s fits a phone and a desk, and has no barrier",
  async (path) => {
    for (const width of [390, 1440]) {
      const page = await visit(path, "赵国强", width);
      expect(await scrollsSideways(page)).toBe(false);
      expect(await axeFindings(page)).toEqual([]);
      if (process.env.ANHU_SHOTS !== undefined)
        await page.screenshot({
          path: `${process.env.ANHU_SHOTS}/${path.replaceAll("/", "-")}-${width}.png`,
          fullPage: true,
        });
    }
  },
  60_000,
);
