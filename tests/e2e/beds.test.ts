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
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await ward?.close();
});

async function tell(path: string, body: unknown): Promise<void> {
  const headers = { "content-type": "application/json", authorization: `Bearer ${ward.box.commandToken}` };
  const answer = await fetch(new URL(path, ward.url), { method: "POST", headers, body: JSON.stringify(body) });
  expect(answer.ok, path).toBe(true);
}

async function facilityOf(id: string): Promise<unknown> {
  const headers = { authorization: `Bearer ${ward.box.commandToken}` };
  const answer = await fetch(new URL("/api/facilities", ward.url), { headers });
  const { items } = (await answer.json()) as { items: { readonly id: string }[] };
  return items.find((each) => each.id === id);
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

test("a bed is held for somebody who is to come, seen so by others at once, released, and all of it kept", async () => {
  // Opened before anything happens: asking from time to time it would hear of it minutes later.
  const other = await visit("/beds/board", "赵国强");
  const page = await visit("/beds/board", "陈静");
  const bed = rowOf(page, "b2");
  await bed.getByRole("button", { name: "预留3号楼205-2床" }).click();
  await bed.getByLabel("为谁、何时到").fill("县医院转回，下午到");
  await bed.getByRole("button", { name: "预留" }).click();
  await expect.poll(() => bed.textContent()).toContain("预留至");
  await expect.poll(() => rowOf(other, "b2").textContent()).toContain("县医院转回，下午到");
  await bed.getByRole("button", { name: "取消预留" }).click();
  await bed
    .getByRole("button", { name: /取消预留/ })
    .last()
    .click();
  await expect.poll(() => bed.textContent()).toContain("空床");
  await expect.poll(() => rowOf(other, "b2").textContent()).toContain("空床");
  await other.getByRole("link", { name: "3号楼205-2床的记录" }).click();
  const events = other.locator("[data-event]");
  await expect.poll(() => events.count()).toBe(2);
  expect(await events.first().textContent()).toMatch(/预留被取消.*陈静/);
  expect(await events.last().textContent()).toMatch(/预留至.*县医院转回，下午到/);
}, 180_000);

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
  const payers = approval.locator("[data-effect]");
  expect(await payers.textContent()).toContain("养老服务费停止结算，改由医疗保险结算");
  await approval.getByLabel("原来由谁付费").selectOption({ label: "长期护理保险" });
  await expect.poll(() => payers.textContent()).toContain("长期护理保险是否停付");
  await approval.getByLabel("原来由谁付费").selectOption({ label: "养老服务费" });
  await approval.getByLabel("理由").fill("同意转换");
  await approval.getByRole("button", { name: "批准" }).click();
  await manager.getByRole("button", { name: "现在生效" }).click();
  const effect = manager.getByRole("form", { name: "现在生效" });
  await effect.getByLabel("监护和告警怎样调整").fill("按住院监护方案");
  await effect.getByRole("button", { name: "现在生效" }).click();
  await expect.poll(() => rowOf(manager, "b1").textContent()).toContain("原为养老");
  expect(await rowOf(manager, "b1").textContent()).toContain("王桂英");
  await manager.getByRole("link", { name: "3号楼205-1床的记录" }).click();
  await expect.poll(() => manager.locator("main").textContent()).toContain("原由养老服务费，转换期间由医疗保险");
  for (const kept of ["女儿 王芳", "肺炎，需静脉抗感染治疗", "转医疗床位治疗", "按住院监护方案", "周文博"])
    expect(await manager.locator("main").textContent()).toContain(kept);
}, 180_000);

const paper = {
  协议编号: "云协〔2026〕3号",
  合作内容: "双向转诊、急救绿色通道",
  合作方式: "先救治、后补手续",
  费用: "按医保规定结算",
  双方责任: "院方负责接诊，养老院负责陪送",
};

test("an agreement is made and opens its routes; nobody else is offered to make one", async () => {
  const operator = await visit("/consortium", "孙宇");
  await operator.getByRole("button", { name: "签订协议" }).click();
  const form = operator.getByRole("form", { name: "签订协议" });
  await form.getByLabel("请求方").selectOption({ label: "阳光敬老院" });
  await form.getByLabel("接收方").selectOption({ label: "云溪县人民医院" });
  await form.getByLabel("路上通常多少分钟").fill("25");
  await form.getByRole("button", { name: "签订协议" }).click();
  await form.getByText("请填写").first().waitFor();
  for (const [part, text] of Object.entries(paper)) await form.getByLabel(part).fill(text);
  await form.getByRole("button", { name: "签订协议" }).click();
  const routes = operator.getByRole("table", { name: "今天可走的路径" });
  await expect.poll(() => routes.textContent()).toContain("绿色通道");

  const change = operator.getByRole("form", { name: "修改" });
  await operator.getByRole("button", { name: "修改阳光敬老院与云溪县人民医院的协议" }).click();
  await change.getByLabel("终止日期").fill("2020-01-01");
  await change.getByLabel("业务指导").check();
  await change.getByRole("button", { name: "修改" }).click();
  await change.getByText("不能早于开始日期").waitFor();
  await change.getByLabel("终止日期").fill("2099-12-31");
  await change.getByLabel("理由").fill("增加业务指导");
  await change.getByRole("button", { name: "修改" }).click();
  await expect.poll(() => routes.textContent()).toContain("业务指导");
  const agreements = operator.getByRole("table", { name: "协议" });
  await expect.poll(() => agreements.textContent()).toContain("增加业务指导");
  expect(await agreements.textContent()).toContain("路上约 25 分钟");

  const nurse = await visit("/consortium", "陈静");
  await expect.poll(() => nurse.locator("main").textContent()).toContain("急诊科");
  expect(await nurse.getByRole("link", { name: "8120" }).getAttribute("href")).toBe("tel:8120");
  await expect.poll(() => nurse.getByRole("table", { name: "今天可走的路径" }).textContent()).toContain("下转");
  expect(await nurse.getByRole("button", { name: "签订协议" }).count()).toBe(0);

  await nurse.getByRole("link", { name: "阳光敬老院与云溪县人民医院的协议全文" }).click();
  for (const text of Object.values(paper)) await nurse.locator("dd", { hasText: text }).waitFor();

  await operator.getByRole("button", { name: "终止阳光敬老院与云溪县人民医院的协议" }).click();
  const end = operator.getByRole("form", { name: "终止" });
  await end.getByLabel("理由").fill("医院停诊");
  await end.getByRole("button", { name: "终止" }).click();
  await expect.poll(() => operator.locator("main").textContent()).toContain("今天没有协议开通的路径");
  await expect.poll(() => agreements.textContent()).toMatch(/已于 \d{4}-\d{2}-\d{2} \d{2}:\d{2} 终止/);
}, 180_000);

test("a facility's departments, family beds, counts and place are made, changed and ended by those who may", async () => {
  const operator = await visit("/facilities", "孙宇");
  await operator.getByRole("link", { name: "云溪县人民医院", exact: true }).click();
  await operator.getByRole("button", { name: "添加科室" }).click();
  const adding = operator.getByRole("form", { name: "添加科室" });
  await adding.getByLabel("电话").fill("打前台");
  await adding.getByRole("button", { name: "保存" }).click();
  await adding.getByText("没有保存：有 3 处需要改正").waitFor();
  await adding.getByLabel("科室名称").fill("神经内科");
  await adding.getByLabel("类别").selectOption({ label: "神经内科" });
  await adding.getByLabel("电话").fill("8135");
  await adding.getByRole("button", { name: "保存" }).click();
  const departments = operator.getByRole("table", { name: "科室" });
  await departments.getByRole("link", { name: "8135" }).waitFor();
  await operator.getByRole("button", { name: "修改神经内科" }).click();
  const changing = operator.getByRole("form", { name: "修改神经内科" });
  await changing.getByLabel("是接诊台").check();
  await changing.getByRole("button", { name: "保存" }).click();
  await expect.poll(() => rowOf(operator, "neurology").textContent()).toContain("是");
  await rowOf(operator, "neurology").getByRole("button", { name: "删除" }).click();
  await rowOf(operator, "neurology").getByRole("button", { name: "确定删除" }).click();
  await rowOf(operator, "neurology").waitFor({ state: "detached" });
  const counts = operator.getByRole("form", { name: "核定床位和可转换床位" });
  await counts.getByLabel("医疗：核定床位").fill("-3");
  await counts.getByRole("button", { name: "保存" }).click();
  await counts.getByText("应为 0 到 5000 的整数").waitFor();
  await counts.getByLabel("医疗：核定床位").fill("300");
  await counts.getByRole("button", { name: "保存" }).click();
  await expect.poll(() => facilityOf("county")).toMatchObject({ licensed: { medical: 300 } });

  const manager = await visit("/facilities/sunshine", "赵国强");
  expect(await manager.getByRole("form", { name: "核定床位和可转换床位" }).count()).toBe(0);
  expect(await manager.getByRole("form", { name: "隶属" }).count()).toBe(0);
  await manager.getByText("云溪县人民医院", { exact: true }).waitFor();
  await manager.getByRole("button", { name: "建床" }).click();
  const family = manager.getByRole("form", { name: "建床" });
  await family.getByLabel("床名").fill("家床1号");
  await family.getByRole("button", { name: "建床" }).click();
  await family.getByText("没有保存：有 1 处需要改正").waitFor();
  await family.getByLabel("地址").fill("河东街道8号2单元301");
  await family.getByRole("button", { name: "建床" }).click();
  const beds = manager.getByRole("table", { name: "家庭病床" });
  await beds.getByText("河东街道8号2单元301").waitFor();
  await manager.getByRole("button", { name: "撤床：家床1号" }).click();
  const closing = manager.getByRole("form", { name: "撤床：家床1号" });
  await closing.getByLabel("撤床原因").fill("好转");
  await closing.getByRole("button", { name: "撤床" }).click();
  await expect.poll(() => beds.textContent()).toContain("好转");
  await beds.getByRole("button", { name: "重新建床" }).click();
  await beds.getByRole("button", { name: "确定重新建床" }).click();
  await expect.poll(() => beds.textContent()).toContain("已建床");

  const nurse = await visit("/facilities/sunshine", "陈静");
  await nurse.getByText("河东街道8号2单元301").waitFor();
  for (const name of ["建床", "添加科室", "撤床：家床1号"])
    expect(await nurse.getByRole("button", { name }).count()).toBe(0);
}, 180_000);

test.each(["/beds/board", "/beds/payers", "/beds/sunshine/b1", "/consortium", "/facilities/sunshine"])(
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
  120_000,
);
