import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { axeFindings, scrollsSideways } from "./axe.ts";
import { buildPages } from "./built-pages.ts";
import { launchBrowser } from "./chromium.ts";
import type { Visitor } from "./visitor.ts";
import { openWard, type Ward } from "./ward.ts";

let browser: Browser;
let ward: Ward;
let messages: readonly string[] = [];
const ids: Record<string, string> = {};

beforeAll(async () => {
  buildPages();
  browser = await launchBrowser();
  ward = await openWard();
  const at = (role: "carer" | "nurse" | "facility-manager") => [{ role, facilityId: "sunshine" }];
  const made: readonly (readonly [string, Promise<Visitor>])[] = [
    ["孙宇", ward.visitor({ name: "孙宇", roles: [{ role: "operator" }] })],
    ["赵国强", ward.visitor({ name: "赵国强", roles: at("facility-manager") })],
    ["李秀梅", ward.visitor({ name: "李秀梅", roles: at("carer") })],
    ["周小燕", ward.visitor({ name: "周小燕", roles: at("carer") })],
    ["陈静", ward.visitor({ name: "陈静", roles: at("nurse") })],
  ];
  for (const [name, visitor] of made) ids[name] = (await visitor).personId;
  await ward.admit("r1", "王桂英", "b1");
  await ward.admit("r2", "李建国", "b2");
  await everybodyHasATelephone();
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await ward?.close();
});

async function command(path: string, body: unknown): Promise<Response> {
  return await fetch(new URL(path, ward.url), {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${ward.box.commandToken}` },
    body: JSON.stringify(body),
  });
}

/** A gateway for text messages that takes all, and a number for each of the staff. */
async function everybodyHasATelephone(): Promise<void> {
  const gateway = createServer((request, response) => {
    let text = "";
    request.on("data", (part) => (text += String(part)));
    request.on("end", () => {
      messages = [...messages, text];
      response.writeHead(200).end();
    });
  });
  await new Promise<void>((resolve) => gateway.listen(0, "127.0.0.1", resolve));
  gateway.unref();
  const url = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}/sms`;
  const channel = { do: "add", name: "短信", settings: { kind: "sms", gateway: { kind: "http", url } } };
  const set = await command("/api/channels", channel);
  if (!set.ok) throw new Error(await set.text());
  for (const [n, id] of Object.values(ids).entries()) {
    const person = await command(`/api/people/${id}`, { phone: `+861380000000${n}` });
    if (!person.ok) throw new Error(await person.text());
  }
}

async function visit(path: string, as: string, width = 1440): Promise<Page> {
  const page = await ward.openPage(browser, {
    as,
    settings: { theme: "light", language: "zh", hasSound: false },
    options: { viewport: { width, height: 900 } },
  });
  onTestFinished(() => page.context().close());
  await page.goto(`${ward.url}${path}`);
  await page.locator("h1").first().waitFor();
  await page.locator('[aria-busy="true"]').first().waitFor({ state: "detached" });
  return page;
}

async function isInOrder(page: Page): Promise<void> {
  expect(await axeFindings(page)).toEqual([]);
  const size = page.viewportSize();
  await page.setViewportSize({ width: 390, height: 900 });
  expect(await scrollsSideways(page)).toBe(false);
  if (size !== null) await page.setViewportSize(size);
}

const day = 86_400_000;
const dateIn = (days: number) => new Date(ward.box.clock.now() + days * day + 8 * 3_600_000).toISOString().slice(0, 10);

/** Somebody of the carers has a duty, as the manager plans it. */
async function plan(name: string, from: string, until: string): Promise<void> {
  const body = { do: "add", role: "carer", personId: ids[name], from: `${from}:00+08:00`, until: `${until}:00+08:00` };
  const answer = await command("/api/facilities/sunshine/duties", body);
  if (!answer.ok) throw new Error(await answer.text());
}

/** The Monday of the week after next: no other test plans there. */
function mondayAhead(weeks: number): string {
  const today = new Date(ward.box.clock.now() + 8 * 3_600_000);
  const sinceMonday = (today.getUTCDay() + 6) % 7;
  return dateIn(weeks * 7 - sinceMonday);
}
const later = (date: string, days: number) => new Date(Date.parse(date) + days * day).toISOString().slice(0, 10);

async function toWeek(page: Page, weeks: number): Promise<void> {
  for (let n = 0; n < weeks; n++) await page.getByRole("button", { name: "下一周" }).click();
  await page.locator('[aria-busy="true"]').first().waitFor({ state: "detached" });
}

describe("the roster among colleagues", () => {
  test("a part of a duty is covered; both are told without a name, and see it on their pages", async () => {
    const monday = mondayAhead(1);
    await plan("李秀梅", `${monday}T07:00`, `${monday}T15:00`);
    const before = messages.length;
    const page = await visit("/duty", "赵国强");
    await toWeek(page, 1);
    await page.getByRole("button", { name: "07:00–15:00 李秀梅" }).click();
    const form = page.getByRole("form", { name: "替班" });
    await form.getByLabel("人员").selectOption({ label: "周小燕" });
    await form.getByLabel("结束", { exact: true }).fill("11:00");
    await form.getByRole("button", { name: "替班" }).click();
    await page.getByRole("button", { name: /07:00–11:00 周小燕 ?替李秀梅/ }).waitFor();
    await page.getByRole("button", { name: "11:00–15:00 李秀梅" }).waitFor();
    await expect.poll(() => messages.length - before).toBe(2);
    const told = messages.slice(before).join("\n");
    expect(told).toContain("有班次排给您");
    expect(told).toContain("您的班次已有人替");
    expect(told).not.toMatch(/李秀梅|周小燕/);
    const hers = await visit("/me", "周小燕");
    await hers.getByText("替李秀梅").waitFor();
    const theirs = await visit("/me", "李秀梅");
    await theirs.getByText("周小燕替您").waitFor();
    await isInOrder(theirs);
  });

  test("a swap is proposed, the other is told, answers on the roster, and whoever proposed is told of that", async () => {
    const monday = mondayAhead(1);
    await plan("李秀梅", `${later(monday, 2)}T07:00`, `${later(monday, 2)}T15:00`);
    await plan("周小燕", `${later(monday, 3)}T07:00`, `${later(monday, 3)}T15:00`);
    const before = messages.length;
    const li = await visit("/duty", "李秀梅");
    await toWeek(li, 1);
    await li.getByRole("button", { name: "07:00–15:00 周小燕" }).last().click();
    const form = li.getByRole("form", { name: "换班" });
    await form.getByRole("button", { name: "提出换班" }).click();
    await form.getByText("没有保存：有 1 处需要改正").waitFor();
    const own = await form.getByLabel("我的班").locator("option").allTextContents();
    const mine = own.find((text) => text.includes(String(Number(later(monday, 2).slice(8)))));
    await form.getByLabel("我的班").selectOption({ label: mine ?? "" });
    await form.getByRole("button", { name: "提出换班" }).click();
    await li.getByRole("heading", { name: "等待答复的换班" }).waitFor();
    await li.getByRole("button", { name: "撤回" }).waitFor();
    await expect.poll(() => messages.slice(before).join()).toContain("有同事想和您换班");

    await li.getByRole("link", { name: "告警", exact: true }).click();
    await li.locator('[data-swap="waiting"]', { hasText: "您向周小燕提出换班" }).waitFor();

    const zhou = await visit("/me", "周小燕", 390);
    await zhou.getByText("李秀梅想和您换班，等您答复").waitFor();
    await zhou.goto(new URL("/", zhou.url()).href);
    const asked = zhou.locator('[data-swap="to-answer"]', { hasText: "李秀梅想和您换班，等您答复" });
    await asked.getByRole("link", { name: "去值班表答复" }).click();
    await zhou.getByRole("button", { name: "同意" }).click();
    await expect.poll(() => zhou.getByRole("button", { name: "同意" }).count()).toBe(0);
    await expect.poll(() => messages.slice(before).join()).toContain("换班已同意");
    const after = await visit("/me", "李秀梅");
    await after.getByText("和周小燕换来的").waitFor();
    await after.getByText("已换给周小燕").waitFor();
  });

  test("a week is copied to the next one, and copying again adds nothing", async () => {
    const monday = mondayAhead(3);
    await plan("周小燕", `${monday}T15:00`, `${monday}T23:00`);
    const page = await visit("/duty", "赵国强");
    await toWeek(page, 4);
    await page.getByRole("button", { name: "复制上一周" }).click();
    await page.getByText("已复制 1 个班").waitFor();
    await page
      .getByRole("button", { name: "15:00–24:00 周小燕" })
      .or(page.getByRole("button", { name: "15:00–23:00 周小燕" }))
      .waitFor();
    await page.getByRole("button", { name: "复制上一周" }).click();
    await page.getByText("上一周没有可以复制的班").waitFor();
  });

  test("a duty of 36 hours keeps its length when somebody else gets it", async () => {
    const monday = mondayAhead(6);
    await plan("李秀梅", `${monday}T08:00`, `${later(monday, 1)}T20:00`);
    const page = await visit("/duty", "赵国强");
    await toWeek(page, 6);
    await page
      .getByRole("button", { name: /李秀梅/ })
      .first()
      .click();
    const form = page.getByRole("form", { name: "改时间或人员" });
    expect(await form.getByLabel("结束日期").inputValue()).toBe(later(monday, 1));
    await form.getByLabel("人员").selectOption({ label: "周小燕" });
    await form.getByRole("button", { name: "保存" }).click();
    await page.getByText("值班表已保存").waitFor();
    await page
      .getByRole("button", { name: /周小燕/ })
      .first()
      .click();
    expect(await form.getByLabel("结束日期").inputValue()).toBe(later(monday, 1));
    expect(await form.getByLabel("结束", { exact: true }).inputValue()).toBe("20:00");
    await form.getByLabel("日期", { exact: true }).fill(later(monday, 2));
    expect(await form.getByLabel("结束日期").inputValue()).toBe(later(monday, 3));
    await form.getByLabel("结束日期").fill(monday);
    await form.getByRole("button", { name: "保存" }).click();
    await form.getByText("结束要晚于开始").waitFor();
  });

  test("a policy that cannot go back to the default says why", async () => {
    const page = await visit("/duty/escalation", "赵国强");
    await page.getByRole("button", { name: "修改", exact: true }).click();
    await page.getByRole("button", { name: "保存" }).click();
    await page.getByText("赵国强 设定于").waitFor();
    await page.getByRole("button", { name: "修改", exact: true }).click();
    await page.route("**/escalation-policy", (route) =>
      route.request().method() === "POST" ? route.abort() : route.continue(),
    );
    await page.getByRole("button", { name: "恢复默认方案" }).click();
    await page.getByRole("button", { name: "确定恢复默认方案" }).click();
    await page.getByRole("alert").getByText("服务器没有应答").waitFor();
  });
});

describe("deliveries", () => {
  test("are filtered by what became of them, by channel and by whom; notices say what they told", async () => {
    const page = await visit("/deliveries", "赵国强");
    const rows = page.getByRole("table", { name: "发送记录" }).locator("tbody").getByRole("row");
    await rows.first().waitFor();
    await page.getByText("有人提出换班").first().waitFor();
    const all = await rows.count();
    await page.getByLabel("状态").or(page.getByLabel("结果")).first().selectOption({ index: 4 });
    await expect.poll(() => rows.count()).toBeLessThan(all);
    await page.getByLabel("状态").or(page.getByLabel("结果")).first().selectOption("");
    await page.getByRole("searchbox").fill("周小");
    await expect
      .poll(async () => [...new Set(await rows.getByRole("rowheader").allTextContents())])
      .toEqual(["周小燕"]);
    await page.getByRole("searchbox").fill("没有这个人");
    await expect.poll(() => rows.count()).toBe(0);
  });
});

/** Whoever comes next is said to: then the name is not all of it. */
async function chooseTaker(form: Locator, name: string): Promise<void> {
  const value = await form.getByRole("option", { name: new RegExp(`^${name}`) }).getAttribute("value");
  await form.getByLabel("接班人").selectOption(value);
}

describe("a hand-over", () => {
  test("is open on both sides until the taker confirms, and then says when", async () => {
    const nurse = await visit("/hand-over", "陈静");
    const form = nurse.getByRole("form", { name: "交接告警" });
    await chooseTaker(form, "李秀梅");
    await form.getByLabel(/^交班说明/).fill("二楼地面湿");
    await form.getByRole("button", { name: "记录交接" }).click();
    const line = nurse.locator("[data-hand-over]", { hasText: "陈静 → 李秀梅" });
    await line.getByText("接班人还没有确认").waitFor();
    expect(await nurse.getByRole("heading", { name: "等您确认的交接" }).count()).toBe(0);

    const taker = await visit("/hand-over", "李秀梅", 390);
    await taker.getByRole("heading", { name: "等您确认的交接" }).waitFor();
    await taker.getByText("二楼地面湿").first().waitFor();
    await isInOrder(taker);
    await taker.getByRole("button", { name: "我已看过，确认接班" }).focus();
    await taker.keyboard.press("Enter");
    await taker
      .locator("[data-hand-over]")
      .getByText(/接班人 .*\d\d:\d\d 确认/)
      .waitFor();
    expect(await taker.getByRole("heading", { name: "等您确认的交接" }).count()).toBe(0);
    await nurse.getByRole("button", { name: "重新生成" }).click();
    await line.getByText(/接班人 .*\d\d:\d\d 确认/).waitFor();
  });
});

describe("people, facilities and residents", () => {
  test("a relative is tied to a resident on the page: what is missing is said, what is kept is shown, and it is taken back", async () => {
    const page = await visit("/people", "赵国强");
    await page.getByRole("button", { name: "添加人员" }).click();
    const form = page.getByRole("form", { name: "添加人员" });
    await form.getByLabel("账号编号").fill("wang.fang");
    await form.getByLabel("姓名").fill("王芳");
    await form.getByRole("button", { name: /^删除岗位/ }).click();
    await form.getByRole("button", { name: "添加家属关系" }).click();
    await form.getByRole("button", { name: "保存" }).click();
    await form.getByText("没有保存：有 2 处需要改正").waitFor();
    await form.getByLabel("服务对象").selectOption({ label: "王桂英 · 3号楼205-1床" });
    await form.getByLabel("与老人的关系").fill("女儿");
    await form.getByRole("button", { name: "添加家属关系" }).click();
    await form.getByLabel("服务对象").last().selectOption({ label: "王桂英 · 3号楼205-1床" });
    await form.getByLabel("与老人的关系").last().fill("监护人");
    await form.getByRole("button", { name: "保存" }).click();
    await form.getByText("这位服务对象已在上面").waitFor();
    await form
      .getByRole("button", { name: /^删除与/ })
      .last()
      .click();
    await isInOrder(page);
    await form.getByRole("button", { name: "保存" }).click();
    const row = page.getByRole("row", { name: /王芳/ });
    await row.getByText("家属 · 王桂英的女儿").waitFor();

    const edit = page.getByRole("form", { name: "王芳" });
    await edit.getByLabel("与老人的关系").fill("儿媳");
    await edit.getByRole("button", { name: "保存" }).click();
    await row.getByText("家属 · 王桂英的儿媳").waitFor();
    await row
      .getByRole("button", { name: "修改王芳" })
      .or(row.getByRole("button", { name: /修改/ }))
      .first()
      .click();
    await edit.getByLabel("姓名").fill("王小芳");
    await edit.getByRole("button", { name: "保存" }).click();
    await page.getByRole("row", { name: /王小芳/ }).waitFor();
  });

  test("a facility is registered and renamed; a name that is missing and an id that is taken are said", async () => {
    const page = await visit("/facilities", "孙宇");
    await page.getByRole("button", { name: "登记机构" }).click();
    const form = page.getByRole("form", { name: "登记机构" });
    await form.getByRole("button", { name: "登记机构" }).click();
    await form.getByText("没有保存：有 2 处需要改正").waitFor();
    await form.getByLabel("机构名称").fill("河东日间照料中心");
    await form.getByLabel("类别").selectOption({ label: "日间照料中心" });
    await form.getByLabel(/^机构编号/).fill("sunshine");
    await form.getByRole("button", { name: "登记机构" }).click();
    await form.getByRole("alert").waitFor();
    await form.getByLabel(/^机构编号/).fill("hedong");
    await isInOrder(page);
    await form.getByRole("button", { name: "登记机构" }).click();
    await page.getByRole("row", { name: /河东日间照料中心/ }).waitFor();
    await page.getByRole("button", { name: "修改河东日间照料中心的名称" }).click();
    const rename = page.getByRole("form", { name: "修改河东日间照料中心的名称" });
    await rename.getByLabel("机构名称").fill("河东照料中心");
    await rename.getByRole("button", { name: "保存" }).click();
    await page.getByRole("row", { name: /河东照料中心/ }).waitFor();
  });

  test("a manager renames the own facility and registers none", async () => {
    const page = await visit("/facilities", "赵国强");
    await page.getByRole("button", { name: "修改阳光敬老院的名称" }).waitFor();
    expect(await page.getByRole("button", { name: "登记机构" }).count()).toBe(0);
    expect(await page.getByRole("row").count()).toBe(2);
  });

  test("somebody is discharged only after the reason is given and the question answered; then nobody watches", async () => {
    const page = await visit("/residents/manage/r2", "赵国强");
    const form = page.getByRole("form", { name: "转出" });
    await form.getByRole("button", { name: "转出" }).click();
    await form.getByRole("button", { name: "确定转出" }).click();
    await form.getByText("没有保存：有 1 处需要改正").waitFor();
    await form.getByLabel("去向").selectOption({ index: 1 });
    await form.getByRole("button", { name: "转出" }).click();
    await form.getByText("李建国转出后不再有人监护").waitFor();
    await form.getByRole("button", { name: "确定转出" }).click();
    await page.getByText("李建国已转出").first().waitFor();
    const list = await visit("/residents/manage", "赵国强");
    expect(await list.getByRole("link", { name: "李建国" }).count()).toBe(0);
  });
});
