import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { axeFindings, scrollsSideways } from "./axe.ts";
import { buildPages } from "./built-pages.ts";
import { launchBrowser } from "./chromium.ts";
import { openWard, type Ward } from "./ward.ts";

let browser: Browser;
let ward: Ward;
let nurses: ReturnType<Ward["visitor"]>;
beforeAll(async () => {
  buildPages();
  browser = await launchBrowser();
  ward = await openWard();
  const at = (role: "carer" | "nurse" | "facility-manager") => [{ role, facilityId: "sunshine" }];
  await ward.visitor({ name: "孙宇", roles: [{ role: "operator" }] });
  await ward.visitor({ name: "赵国强", roles: at("facility-manager") });
  await ward.visitor({ name: "李秀梅", roles: at("carer") });
  nurses = ward.visitor({ name: "陈静", roles: at("nurse") });
  await nurses;
  await ward.admit("r1", "王桂英", "b1");
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await ward?.close();
});

interface Visit {
  readonly as?: string;
  readonly width?: number;
  readonly theme?: string;
  readonly language?: string;
}

/** A page of somebody who has signed in, on that path. */
async function visit(path: string, { as = "赵国强", width = 1280, theme = "light", language = "zh" }: Visit = {}) {
  const page = await ward.openPage(browser, {
    as,
    settings: { theme, language },
    options: { viewport: { width, height: 800 } },
  });
  onTestFinished(() => page.context().close());
  await page.goto(ward.url);
  await page.waitForSelector('[data-connection="live"]');
  await go(page, path);
  return page;
}

/** As a link does it: the page stays. */
async function go(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => history.pushState(null, "", to), path);
  await page.locator("h1").first().waitFor();
  await page.locator('[aria-busy="true"]').first().waitFor({ state: "detached" });
}

const managed = [
  "/duty",
  "/duty/call-chain",
  "/duty/escalation",
  "/residents/manage",
  "/residents/manage/r1",
  "/beds",
  "/devices",
  "/import",
  "/people",
  "/residents/r1/kin",
  "/facilities",
  "/deliveries",
  "/hand-over",
  "/break-glass",
  "/me",
] as const;

describe("every page of the office", () => {
  const pages = new Map<string, Promise<Page>>();
  afterAll(async () => {
    for (const page of pages.values()) await (await page).context().close();
  });

  /** Whoever has signed in once looks at one page after the other, each of them loaded by its address. */
  async function look(path: string, as: string): Promise<Page> {
    const opened =
      pages.get(as) ?? ward.openPage(browser, { as, settings: { theme: "light", language: "zh", hasSound: false } });
    pages.set(as, opened);
    const page = await opened;
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.goto(`${ward.url}${path}`);
    await page.waitForSelector('[data-connection="live"]');
    await page.locator("h1").first().waitFor();
    await page.locator('[aria-busy="true"]').first().waitFor({ state: "detached" });
    return page;
  }

  test.each([
    ...managed.map((path) => [path, "赵国强"] as const),
    ["/channels", "孙宇"] as const,
    ["/operations", "孙宇"] as const,
    ["/people", "孙宇"] as const,
  ])("%s has nothing for axe to find and never scrolls sideways, as %s sees it", async (path, as) => {
    const page = await look(path, as);
    expect(await axeFindings(page)).toEqual([]);
    for (const width of [1440, 768, 720, 390, 360, 320]) {
      await page.setViewportSize({ width, height: 800 });
      expect({ width, is: await scrollsSideways(page) }).toEqual({ width, is: false });
    }
    expect(await axeFindings(page)).toEqual([]);
    await page.evaluate(() => {
      document.documentElement.dataset.theme = "night";
    });
    expect(await axeFindings(page, ["color-contrast"])).toEqual([]);
    const small = await page
      .locator("main")
      .locator("button, select, input:not([type=checkbox]), textarea")
      .evaluateAll((elements) =>
        elements
          .filter((element) => element.getClientRects().length > 0 && element.getBoundingClientRect().height < 47.5)
          .map((element) => element.outerHTML.slice(0, 80)),
      );
    expect(small).toEqual([]);
  });

  test("whoever may not arrange anything is offered no page for it", async () => {
    const page = await visit("/me", { as: "李秀梅" });
    await page.getByRole("button", { name: "菜单" }).click();
    const offered = await page.getByRole("navigation", { name: "页面" }).getByRole("link").allTextContents();
    expect(offered).toEqual(expect.arrayContaining(["值班表", "谁会被呼叫", "交接单", "我的设置"]));
    for (const name of ["人员", "通知渠道", "发送记录", "服务对象、床位、设备"]) expect(offered).not.toContain(name);
    await go(page, "/duty");
    await page.getByRole("button", { name: "下一周" }).waitFor();
    expect(await page.getByRole("button", { name: "添加值班" }).count()).toBe(0);
  });
});

describe("residents, beds and devices", () => {
  test("what is missing is said at its field, nothing is lost, and the person is registered in a bed that is free", async () => {
    const page = await visit("/residents/manage");
    await page.getByRole("button", { name: "登记服务对象" }).click();
    const form = page.getByRole("form", { name: "登记服务对象" });
    await form.getByLabel("姓名").fill("李建国");
    await form.getByRole("button", { name: "登记" }).click();
    await form.getByText("没有保存：有 2 处需要改正").waitFor();
    expect(await form.getByLabel("性别").getAttribute("aria-invalid")).toBe("true");
    expect(await page.evaluate(() => document.activeElement?.getAttribute("name"))).toBe("sex");
    await form.getByLabel("性别").selectOption({ label: "男" });
    // What only the service can know comes back to the same place.
    await form.getByLabel("出生日期").fill("2190-01-01");
    await form.getByRole("button", { name: "登记" }).click();
    await expect.poll(() => form.getByLabel("出生日期").getAttribute("aria-invalid")).toBe("true");
    expect(await form.getByLabel("姓名").inputValue()).toBe("李建国");
    await form.getByLabel("出生日期").fill("1938-11-20");
    expect(await form.getByLabel("床位").locator("option").allTextContents()).toEqual(["不分配床位", "3号楼205-2床"]);
    await form.getByLabel("床位").selectOption({ label: "3号楼205-2床" });
    await form.getByLabel(/^过敏/).fill("青霉素、海鲜");
    await form.getByRole("button", { name: "登记" }).click();
    await page.getByRole("heading", { name: "管理李建国" }).waitFor();

    await page.getByLabel("失能等级").selectOption({ label: "轻度失能" });
    await page.getByRole("form", { name: "资料" }).getByRole("button", { name: "保存" }).click();
    await page.getByText("没有保存：有 1 处需要改正").waitFor();
    await page.getByLabel("失能等级依据").fill("周医生 11月22日评估");
    await page.getByRole("form", { name: "资料" }).getByRole("button", { name: "保存" }).click();
    await page.getByText("已保存李建国的资料").waitFor();

    await page.getByRole("form", { name: "换床或转机构" }).getByLabel("床位").selectOption({ label: "未分配床位" });
    await page.getByRole("button", { name: "换到这里" }).click();
    await page.getByText("李建国已换床").waitFor();
  });

  test("beds are added a line each, renamed, and given up only when nobody uses them", async () => {
    const page = await visit("/beds");
    await page.getByLabel("床位名称").fill("3号楼206-1床\n3号楼206-2床\n3号楼205-1床");
    await page.getByRole("button", { name: "添加床位" }).click();
    await page.getByText("3号楼206-2床").waitFor();
    const row = page.getByRole("row", { name: /206-2床/ });
    await row.getByRole("button", { name: "修改3号楼206-2床" }).click();
    const form = page.getByRole("form", { name: "修改3号楼206-2床" });
    await form.getByLabel("床位名称").fill("3号楼206-3床");
    await form.getByRole("button", { name: "保存" }).click();
    const renamed = page.getByRole("row", { name: /206-3床/ });
    await renamed.getByRole("button", { name: "删除" }).click();
    await renamed.getByRole("button", { name: "确定删除" }).click();
    await expect.poll(() => page.getByText("3号楼206-3床").count()).toBe(0);
    const taken = page.getByRole("row", { name: /205-1床/ });
    await taken.getByText("王桂英").waitFor();
    expect(await taken.getByRole("button", { name: "删除" }).count()).toBe(0);
  });

  test("a device goes into stock, to somebody else, and out of use; each step asks or says what it did", async () => {
    const device = await ward.give("r1", "wristband");
    const page = await visit("/devices");
    const row = page.getByRole("row", { name: new RegExp(device.id) });
    await row.getByRole("button", { name: "更换使用人" }).click();
    await row.getByLabel("给谁用").selectOption({ label: "库存（无人使用）" });
    await row.getByRole("button", { name: "保存" }).click();
    await row.getByText("库存（无人使用）").waitFor();
    await row.getByRole("button", { name: "停用", exact: true }).click();
    await row.getByText("立刻断开").waitFor();
    await row.getByRole("button", { name: "确定停用" }).click();
    await expect.poll(() => page.getByRole("row", { name: new RegExp(device.id) }).count()).toBe(0);
    await page.getByLabel("也显示已停用的").check();
    await page
      .getByRole("row", { name: new RegExp(device.id) })
      .getByText("已停用")
      .waitFor();
  });

  test("a file is tried first: every fault by its row, nothing done; put right it is imported once", async () => {
    const page = await visit("/import");
    const heads = "编号,姓名,性别,出生日期";
    const file = (name: string, ...rows: readonly string[]) => ({
      name,
      mimeType: "text/csv",
      buffer: Buffer.from(`\uFEFF${[heads, ...rows].join("\r\n")}\r\n`),
    });
    await page.getByLabel("CSV 文件").setInputFiles(file("a.csv", "p1,赵敏,女,1940-02-30", "p2,钱多,不知,1941-01-01"));
    await page.getByRole("button", { name: "试运行" }).click();
    await page.getByText(/有 2 处要改/).waitFor();
    expect(await page.getByRole("row", { name: /^行 [23] / }).count()).toBe(2);
    expect(await page.getByRole("button", { name: /^导入/ }).count()).toBe(0);
    await page.getByLabel("CSV 文件").setInputFiles(file("b.csv", "p1,赵敏,女,1940-02-28", "p2,钱多,男,1941-01-01"));
    await page.getByRole("button", { name: "试运行" }).click();
    await page.getByText("没有错误，可以导入。").waitFor();
    await page.getByRole("button", { name: "导入 2 行" }).click();
    await page.getByText("已导入 2 行。").first().waitFor();
    await go(page, "/residents/manage");
    await page.getByRole("link", { name: "赵敏" }).waitFor();
  });
});

describe("the roster", () => {
  test("a duty is added, shows where nobody is on duty, is covered and removed", async () => {
    const page = await visit("/duty");
    await page.getByRole("button", { name: "下一周" }).click();
    await page.getByRole("button", { name: "添加值班" }).click();
    const form = page.getByRole("form", { name: "添加值班" });
    await form.getByRole("button", { name: "添加值班" }).click();
    await form.getByText("没有保存：有 2 处需要改正").waitFor();
    await form.getByLabel("岗位").selectOption({ label: "护理员" });
    expect(await form.getByLabel("人员").locator("option").allTextContents()).toEqual(["请选择", "李秀梅"]);
    await form.getByLabel("人员").selectOption({ label: "李秀梅" });
    await form.getByRole("button", { name: /^早班/ }).click();
    await form.getByRole("button", { name: "添加值班" }).click();
    const duty = page.getByRole("button", { name: "07:00–15:00 李秀梅" });
    await duty.waitFor();
    await page.getByText(/段无人值班/).waitFor();
    await page.getByText("▲ 15:00–24:00").first().waitFor();

    await duty.click();
    await page.getByRole("button", { name: "取消这个班" }).click();
    await page.getByRole("button", { name: "确定取消这个班" }).click();
    await expect.poll(() => duty.count()).toBe(0);
  });

  test("one who is on duty twice is told so at once, and what was typed stays", async () => {
    const page = await visit("/duty");
    for (const _ of [1, 2]) {
      await page.getByRole("button", { name: "添加值班" }).first().click();
      const form = page.getByRole("form", { name: "添加值班" });
      await form.getByLabel("岗位").selectOption({ label: "护士" });
      await form.getByLabel("人员").selectOption({ label: "陈静" });
      await form.getByRole("button", { name: /^夜班 23/ }).click();
      await form.getByRole("button", { name: "添加值班" }).click();
      await page.getByRole("button", { name: /陈静/ }).first().waitFor();
    }
    await expect
      .poll(async () => (await page.locator("main").textContent()) ?? "")
      .toMatch(/此人同一角色在这段时间已有班次。未做任何改动/);
  });

  test("who would be called says on top what would fail", async () => {
    const page = await visit("/duty/call-chain");
    await page.getByRole("heading", { name: /^隐患 \d+ 处$/ }).waitFor();
    await page.getByRole("heading", { name: /高优先级 · 关于人/ }).waitFor();
    await page
      .getByText(/没有可用的联系方式/)
      .first()
      .waitFor();
  });

  test("a policy that would call nobody for ever is refused at its place; a good one holds and can be undone", async () => {
    const page = await visit("/duty/escalation");
    await page.getByText("现在用的是默认方案").waitFor();
    await page.getByRole("button", { name: "修改", exact: true }).click();
    await page.getByRole("button", { name: "修改规则 1" }).click();
    const rule = page.getByRole("group", { name: "规则 1" });
    await rule.getByLabel(/^最后一步每几分钟重复/).fill("很快");
    await page.getByRole("button", { name: "保存" }).click();
    await rule.getByText("请填写数字").waitFor();
    await rule.getByLabel(/^最后一步每几分钟重复/).fill("");
    await page.getByRole("button", { name: "保存" }).click();
    await page.getByText(/没有保存：有 \d+ 处需要改正/).waitFor();
    await rule.getByLabel(/^最后一步每几分钟重复/).fill("2");
    await page.getByRole("button", { name: "保存" }).click();
    await page.getByText("赵国强 设定于").waitFor();
    await page.getByRole("button", { name: "修改", exact: true }).click();
    await page.getByRole("button", { name: "恢复默认方案" }).click();
    await page.getByRole("button", { name: "确定恢复默认方案" }).click();
    await page.getByText("现在用的是默认方案").waitFor();
  });

  test("whoever leaves with unsaved changes is asked", async () => {
    const page = await visit("/duty/escalation");
    await page.getByRole("button", { name: "修改", exact: true }).click();
    await page.getByRole("button", { name: "添加规则" }).click();
    const asked: string[] = [];
    page.on("dialog", (dialog) => {
      asked.push(dialog.message());
      void dialog.dismiss();
    });
    await page.getByRole("link", { name: "值班表" }).first().click();
    expect(asked).toEqual(["修改还没有保存。离开后将丢失，要离开吗？"]);
    expect(new URL(page.url()).pathname).toBe("/duty/escalation");
  });
});

describe("channels and people", () => {
  test("a channel's secret is shown once and never again; its test says in words what came of it", async () => {
    const received: string[] = [];
    const receiver = createServer((request, response) => {
      received.push(String(request.headers["webhook-id"]));
      response.writeHead(received.length === 1 ? 200 : 500).end();
    });
    await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void receiver.close());
    const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;

    const page = await visit("/channels", { as: "孙宇" });
    await page.getByRole("button", { name: "添加渠道" }).click();
    const form = page.getByRole("form", { name: "添加渠道" });
    await form.getByLabel("种类").selectOption({ label: "Webhook" });
    await form.getByLabel("名称").fill("值班室大屏");
    await form.getByLabel("地址", { exact: true }).fill("http://example.cn/hook");
    await form.getByRole("button", { name: "保存" }).click();
    await form.getByText("应为 https:// 地址").waitFor();
    await form.getByLabel("地址", { exact: true }).fill(url);
    await form.getByRole("button", { name: "保存" }).click();
    const secret = page.getByText(/^whsec_/);
    await secret.waitFor();
    const shown = (await secret.textContent()) ?? "";
    await page.getByRole("button", { name: "已抄好" }).click();
    expect(await page.locator("body").textContent()).not.toContain(shown);

    await page.getByRole("button", { name: "发测试消息" }).click();
    await page.getByText(/✓ Webhook · 对方已收下/).waitFor();
    await page.getByRole("button", { name: "发测试消息" }).click();
    await page.getByText(/! Webhook · 没有送出/).waitFor();
    expect(received).toHaveLength(2);

    await page.getByRole("button", { name: "修改", exact: true }).click();
    expect(await page.getByLabel(/^签名密钥/).inputValue()).toBe("");
    await page.getByRole("button", { name: "取消" }).click();
    await page.getByRole("button", { name: "删除渠道" }).click();
    await page.getByRole("button", { name: "确定删除渠道" }).click();
    await page.getByText(/还没有渠道/).waitFor();
  });

  test("a manager gives the roles of the own facility, not those of operators; disabled means gone", async () => {
    const page = await visit("/people");
    await page.getByRole("button", { name: "添加人员" }).click();
    const form = page.getByRole("form", { name: "添加人员" });
    await form.getByLabel("账号编号").fill("wang.fang");
    await form.getByLabel("姓名").fill("王芳");
    await form.getByLabel(/^手机号/).fill("138");
    expect(await form.getByLabel("岗位", { exact: true }).locator("option").allTextContents()).toEqual([
      "请选择",
      "护理员",
      "护士",
      "医生",
      "转诊协调员",
    ]);
    await form.getByLabel("岗位", { exact: true }).selectOption({ label: "护士" });
    await form.getByRole("button", { name: "保存" }).click();
    await form.getByText("请填写手机号，如").waitFor();
    await form.getByLabel(/^手机号/).fill("138 0000 0001");
    await form.getByRole("button", { name: "保存" }).click();
    const row = page.getByRole("row", { name: /王芳/ });
    await row.getByText("+8613800000001").waitFor();
    await page.getByRole("button", { name: "停用", exact: true }).click();
    await page.getByRole("button", { name: "确定停用" }).click();
    await expect.poll(() => row.count()).toBe(0);
  });

  test("an operator opens an account, and its first password is shown once", async () => {
    const page = await visit("/people", { as: "孙宇" });
    await page.getByRole("button", { name: "添加人员" }).click();
    const form = page.getByRole("form", { name: "添加人员" });
    await form.getByLabel("账号编号").fill("he.ping");
    await form.getByLabel("姓名").fill("何平");
    await form.getByLabel("岗位", { exact: true }).selectOption({ label: "卫健监管" });
    await form.getByRole("button", { name: "保存" }).click();
    const account = page.getByRole("form", { name: "开通登录" });
    await account.getByLabel("登录名").fill("heping");
    await account.getByRole("button", { name: "开通登录" }).click();
    await page.getByText("一次性密码").waitFor();
    await page.getByText("heping · 可登录").waitFor();
    await page.getByRole("button", { name: "已记下" }).click();
    expect(await page.getByText("一次性密码").count()).toBe(0);
  });

  test("one's own number is kept as it can be dialled, and clearing it is kept too", async () => {
    const page = await visit("/me", { as: "陈静" });
    const form = page.getByRole("form", { name: "联系方式" });
    await form.getByLabel(/^手机号/).fill("13900000002");
    await form.getByRole("button", { name: "保存" }).click();
    await page.getByText("已保存").waitFor();
    await page.reload();
    await expect.poll(() => page.getByLabel(/^手机号/).inputValue()).toBe("+8613900000002");
  });
});

describe("alerts at the change of a shift", () => {
  test("the sheet names what is open; whoever has it hands it over, and the next one has it", async () => {
    const button = await ward.give("r1", "sos-button");
    await button.reports("sos");
    const nurse = await visit("/hand-over", { as: "陈静" });
    await nurse.getByText("紧急呼叫").first().waitFor();
    const { access_token: accessToken } = (await nurses).tokens;
    const headers = { authorization: `Bearer ${accessToken}`, "content-type": "application/json" };
    const open = await (await fetch(new URL("/api/alerts?state=open", ward.url), { headers })).json();
    const { id, version } = open.items.find(({ kind }: { readonly kind: string }) => kind === "sos");
    const taken = await fetch(new URL(`/api/alerts/${id}/acknowledge`, ward.url), {
      method: "POST",
      headers,
      body: JSON.stringify({ version }),
    });
    expect(taken.status).toBe(200);
    await nurse.getByRole("button", { name: "重新生成" }).click();
    await nurse.getByText("陈静在处理").waitFor();
    const form = nurse.getByRole("form", { name: "交接告警" });
    const taker = form.getByRole("option", { name: /^李秀梅/ });
    await form.getByLabel("接班人").selectOption(await taker.getAttribute("value"));
    await form.getByLabel(/^交班说明/).fill("刚按过呼叫，要喝水");
    await form.getByRole("button", { name: "交出 1 条并记录" }).click();
    await nurse.getByText("已交给李秀梅，尚未到床旁").waitFor();
    await nurse.getByText(/陈静 → 李秀梅 · 告警 1 条 · 刚按过呼叫，要喝水/).waitFor();
    await nurse.emulateMedia({ media: "print" });
    expect(await nurse.getByText("接班人签字").isVisible()).toBe(true);
    expect(await form.isVisible()).toBe(false);
    expect(await nurse.getByRole("banner").isVisible()).toBe(false);
  });
});

describe("the search box", () => {
  test("/ opens it, arrows choose, Enter goes there, Escape closes; it finds by name and by bed", async () => {
    const page = await visit("/duty");
    await page.keyboard.press("/");
    const box = page.getByRole("combobox", { name: "查找服务对象、床位、设备" });
    await box.waitFor();
    expect(await page.evaluate(() => document.activeElement?.getAttribute("role"))).toBe("combobox");
    await page.keyboard.type("王桂");
    await page.getByRole("option", { name: /王桂英/ }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.keyboard.press("Escape");
    expect(await box.count()).toBe(0);
    await page.keyboard.press("/");
    await page.keyboard.type("205");
    await expect.poll(() => page.getByRole("option").count()).toBeGreaterThan(1);
    await page.keyboard.press("ArrowDown");
    expect(await page.getByRole("option", { selected: true }).count()).toBe(1);
    await box.fill("王桂英");
    await page
      .getByRole("option", { name: /王桂英/ })
      .first()
      .waitFor();
    await expect.poll(() => page.getByRole("option").count()).toBeLessThan(4);
    await page.keyboard.press("Enter");
    await expect.poll(() => new URL(page.url()).pathname).toBe("/residents/r1");
  });

  test("on a phone it is found in the menu", async () => {
    const page = await visit("/duty", { width: 390 });
    await page.getByRole("button", { name: "菜单" }).click();
    await page.getByRole("button", { name: "查找" }).last().click();
    await page.getByRole("combobox", { name: "查找服务对象、床位、设备" }).waitFor();
  });
});

describe("the health page", () => {
  test("each part says how it does; without channels it says what to do", async () => {
    const page = await visit("/operations", { as: "孙宇" });
    await page.locator("[data-check=channels]").getByText("一个也没有设置").waitFor();
    expect(await page.locator("[data-check=channels]").getAttribute("data-state")).toBe("bad");
    expect(await page.locator("[data-check=disk]").count()).toBe(1);
    expect(await page.locator("[data-check=timers]").getAttribute("data-state")).toBe("fine");
    await page.locator("[data-check=channels]").getByText("怎么办").waitFor();
  });
});
