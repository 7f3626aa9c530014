import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { axeFindings, scrollsSideways } from "./axe.ts";
import { buildPages } from "./built-pages.ts";
import { launchBrowser } from "./chromium.ts";
import { openWard, type Ward, type WardDevice } from "./ward.ts";

/*
 * The working pages on a real box, by people who signed in: a carer on a phone, a nurse at a desk, somebody from the
 * health commission who may only look.
 */

let browser: Browser;
let ward: Ward;
let band: WardDevice;
let mat: WardDevice;
let carer: Page;
let nurse: Page;
const at = (role: "carer" | "nurse") => [{ role, facilityId: "sunshine" }] as const;

beforeAll(async () => {
  buildPages();
  browser = await launchBrowser();
  ward = await openWard();
  await ward.admit("wang", "王桂英", "b1");
  await ward.admit("aygul", "阿依古丽·买买提", "b2");
  band = await ward.give("wang", "wristband");
  mat = await ward.give("aygul", "bed-sensor");
  await ward.visitor({ name: "李护工", roles: at("carer") });
  await ward.visitor({ name: "陈护士", roles: at("nurse") });
  await ward.visitor({ name: "周主任", roles: [{ role: "health-supervisor" }] });
  const settings = { theme: "light" };
  carer = await ward.openPage(browser, { as: "李护工", settings, options: { viewport: { width: 390, height: 844 } } });
  nurse = await ward.openPage(browser, { as: "陈护士", settings, options: { viewport: { width: 1440, height: 900 } } });
  for (const page of [carer, nurse]) {
    await page.goto(ward.url);
    await page.waitForSelector('[data-connection="live"]');
  }
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await ward?.close();
});

const alarm = (page: Page) => page.locator("dialog[data-alarm]");
const row = (page: Page, title: string) => page.locator("[data-alert]", { hasText: title });

describe("a fall", () => {
  test("while nothing is open the phone says so, and who is on duty", async () => {
    await carer.getByText("没有未处理的告警").waitFor();
    await carer.getByText("昨夜（20:00–06:00）").waitFor();
  });

  test("fills the screens of those who answer, with who, where and since when, and nothing for axe to find", async () => {
    await band.reports("fall");
    await alarm(carer).waitFor();
    await alarm(nurse).waitFor();
    const text = (await alarm(carer).textContent()) ?? "";
    for (const part of ["疑似跌倒", "王桂英", "3号楼205-1床", "我去"]) expect(text).toContain(part);
    expect(text).toMatch(/00:\d\d/);
    expect(await axeFindings(carer)).toEqual([]);
    const button = await alarm(carer).getByRole("button", { name: "我去" }).boundingBox();
    expect(button?.height).toBeGreaterThanOrEqual(100);
    expect(button?.width).toBeGreaterThanOrEqual(300);
  });

  test("does not fill the screen of somebody who may only look, and offers them nothing to tap", async () => {
    const supervisor = await ward.openPage(browser, { as: "周主任", settings: { theme: "light" } });
    await supervisor.goto(ward.url);
    await row(supervisor, "疑似跌倒").waitFor();
    expect(await alarm(supervisor).count()).toBe(0);
    expect(await row(supervisor, "疑似跌倒").getByRole("button").count()).toBe(0);
    await supervisor.context().close();
  });

  test("can be put aside: a bar stays until somebody answers", async () => {
    await nurse.keyboard.press("Escape");
    await alarm(nurse).waitFor({ state: "detached" });
    await nurse.getByText("1 条高优先级告警还没有人去").waitFor();
    expect(await axeFindings(nurse)).toEqual([]);
  });

  test("is answered with one tap, and everybody sees by whom", async () => {
    await alarm(carer).getByRole("button", { name: "我去" }).click();
    await alarm(carer).waitFor({ state: "detached" });
    await row(carer, "疑似跌倒").getByText("您已出发").waitFor();
    await row(nurse, "疑似跌倒").getByText("李护工已出发").waitFor();
    await nurse.getByText("1 条高优先级告警还没有人去").waitFor({ state: "detached" });
    expect(await row(nurse, "疑似跌倒").getByRole("button", { name: "我去" }).count()).toBe(0);
    await carer.getByRole("heading", { name: "我在处理" }).waitFor();
    await nurse.getByRole("heading", { name: "同事在处理" }).waitFor();
  });

  test("can be taken back and taken over", async () => {
    await row(carer, "疑似跌倒").getByRole("button", { name: "撤回" }).click();
    await alarm(carer).waitFor();
    await alarm(carer).getByRole("button", { name: "我去" }).click();
    await row(carer, "疑似跌倒").getByText("您已出发").waitFor();
    await nurse.getByText("李护工已出发").waitFor();
    await alarm(nurse).waitFor({ state: "detached" });
    await row(nurse, "疑似跌倒").getByRole("button", { name: "我来接手" }).click();
    await row(nurse, "疑似跌倒").getByText("您已出发").waitFor();
    await row(carer, "疑似跌倒").getByText("陈护士已出发").waitFor();
  });

  test("has a page of its own that tells the whole story, with words for the colleagues", async () => {
    await row(nurse, "疑似跌倒").getByRole("link", { name: "疑似跌倒" }).click();
    await nurse.getByRole("heading", { name: "王桂英" }).waitFor();
    await nurse.getByRole("button", { name: "已到床旁" }).click();
    await nurse.getByText("您已到床旁").first().waitFor();
    await nurse.getByRole("textbox", { name: "留言" }).fill("右髋疼痛，未移动");
    await nurse.getByRole("button", { name: "发出" }).click();
    const story = nurse.getByRole("region", { name: "经过" });
    await story.getByText("右髋疼痛，未移动").first().waitFor();
    for (const step of ["告警出现", "已出发", "撤回", "已到床旁", "备注"])
      await story.getByText(step).first().waitFor();
    expect(await axeFindings(nurse)).toEqual([]);
    // A fall is never silenced.
    expect(await nurse.getByRole("button", { name: "暂停提醒…" }).count()).toBe(0);
  });

  test("is finished with an outcome and a note, and is gone from every list", async () => {
    await nurse.getByRole("button", { name: "处理完毕" }).click();
    await nurse.getByLabel("备注（可不填）").fill("已送检");
    await nurse.getByRole("button", { name: "真实" }).click();
    await nurse.getByText("结果: 真实").waitFor();
    await row(carer, "疑似跌倒").waitFor({ state: "detached" });
    await nurse.getByText(/处理完毕 · 陈护士 · 真实 · 已送检/).waitFor();
  });
});

describe("two at once", () => {
  test("of two who tap before they hear of each other one goes, and the other is told who", async () => {
    await nurse.goto(`${ward.url}/inbox`);
    await band.reports("sos");
    await alarm(carer).waitFor();
    await alarm(nurse).waitFor();
    // The nurse taps first; what she sent is held up on its way until the carer has been recorded.
    let letPass = (): void => undefined;
    const passed = new Promise<void>((done) => {
      letPass = done;
    });
    await nurse.route("**/acknowledge", async (route) => {
      await passed;
      await route.continue();
    });
    await alarm(nurse).getByRole("button", { name: "我去" }).click();
    await alarm(carer).getByRole("button", { name: "我去" }).click();
    await row(carer, "紧急呼叫").getByText("您已出发").waitFor();
    letPass();
    await nurse.getByText("李护工先您一步，已经在去的路上。").waitFor();
    await row(nurse, "紧急呼叫").getByText("李护工已出发").waitFor();
    expect(await nurse.getByText("您已出发").count()).toBe(0);
    await nurse.unroute("**/acknowledge");
    await row(carer, "紧急呼叫").getByRole("button", { name: "处理完毕" }).click();
    await row(carer, "紧急呼叫").getByRole("button", { name: "测试" }).click();
    await row(nurse, "紧急呼叫").waitFor({ state: "detached" });
  });
});

describe("the resident's page", () => {
  test("a nurse changes a limit with a reason; the history says who, what and why", async () => {
    await nurse.goto(`${ward.url}/residents/wang`);
    const limit = nurse.locator('[data-limit="heart-rate"]');
    await limit.getByRole("button", { name: /^调整/ }).click();
    await limit.getByLabel(/^上限/).fill("40");
    await limit.getByRole("button", { name: "保存界限" }).click();
    await limit.getByText("下限应低于上限").waitFor();
    await limit.getByText("请写明原因").waitFor();
    await limit.getByLabel(/^上限/).fill("110");
    await limit.getByLabel(/^原因/).fill("房颤，医嘱");
    await limit.getByRole("button", { name: "保存界限" }).click();
    await limit.getByText("45–110").waitFor();
    await limit.getByText("单独设定").waitFor();
    await nurse.locator("summary", { hasText: "方案的更改" }).click();
    const history = nurse.locator("details", { hasText: "方案的更改" });
    await history.getByText("房颤，医嘱").waitFor();
    await history.getByText("陈护士").waitFor();
    await history.getByText("心率：默认 → 45–110").waitFor();
    expect(await axeFindings(nurse)).toEqual([]);
  });

  test("a note stands as it was written, and its correction beside it", async () => {
    await nurse.getByRole("textbox", { name: "写一条记录" }).fill("夜间翻身两次");
    await nurse.getByRole("button", { name: "记下" }).click();
    await nurse.getByText("夜间翻身两次").waitFor();
    await nurse.getByRole("button", { name: "更正: 夜间翻身两次" }).click();
    await nurse.getByRole("textbox", { name: "更正内容" }).fill("夜间翻身三次");
    await nurse.getByRole("button", { name: "记下" }).click();
    await nurse.getByText("夜间翻身三次").waitFor();
    await nurse.getByText(/已被更正/).waitFor();
  });

  test("whoever writes there keeps sight of it when an alert comes, until they leave the field", async () => {
    const note = nurse.getByRole("textbox", { name: "写一条记录" });
    await note.fill("右足跟发红");
    await band.reports("sos");
    await nurse.getByText("1 条高优先级告警还没有人去 · 紧急呼叫 王桂英").waitFor();
    expect(await alarm(nurse).count()).toBe(0);
    await nurse.getByRole("heading", { name: "王桂英" }).click();
    await alarm(nurse).waitFor();
    expect(await note.inputValue()).toBe("右足跟发红");
    await alarm(nurse).getByRole("button", { name: "我去" }).click();
    await alarm(nurse).waitFor({ state: "detached" });
    await nurse.goto(`${ward.url}/inbox`);
    await row(nurse, "紧急呼叫").getByRole("button", { name: "处理完毕" }).click();
    await row(nurse, "紧急呼叫").getByRole("button", { name: "测试" }).click();
    await row(nurse, "紧急呼叫").waitFor({ state: "detached" });
  });

  test("a carer sees limits and notes, and is not offered to change limits", async () => {
    await carer.goto(`${ward.url}/residents/wang`);
    await carer.getByText("夜间翻身三次").waitFor();
    await carer.getByText("45–110").first().waitFor();
    expect(await carer.getByRole("button", { name: /^调整/ }).count()).toBe(0);
    await expect.poll(() => scrollsSideways(carer)).toBe(false);
    expect(await axeFindings(carer)).toEqual([]);
  });
});

describe("an alert that may be silenced", () => {
  test("a nurse pauses it with a reason, it stands apart, and a carer is not offered to", async () => {
    await mat.says({ n: "heart-rate", v: 72 }, { n: "battery", v: 4 });
    await nurse.goto(`${ward.url}/inbox`);
    // Folded only beside other alerts.
    const devices = nurse.locator("[data-standing=technical]");
    if ((await devices.getAttribute("open")) === null) await devices.locator("summary").click();
    await nurse.locator("[data-standing=technical]").getByText("设备电量低").waitFor();
    expect(await alarm(nurse).count()).toBe(0);
    const link = nurse.locator("[data-standing=technical]").getByRole("link", { name: "设备电量低" });
    const path = await link.getAttribute("href");
    await carer.goto(`${ward.url}${path}`);
    await carer.getByRole("heading", { name: "阿依古丽·买买提" }).waitFor();
    expect(await carer.getByRole("button", { name: "暂停提醒…" }).count()).toBe(0);
    await link.click();
    await nurse.getByRole("button", { name: "暂停提醒…" }).click();
    await nurse.getByRole("button", { name: "暂停提醒", exact: true }).click();
    await nurse.getByText("请写明原因").waitFor();
    await nurse.getByLabel("原因").fill("正在充电");
    await nurse.getByRole("button", { name: "暂停提醒", exact: true }).click();
    await nurse.getByText(/陈护士暂停提醒至 \d\d:\d\d：正在充电/).waitFor();
    await carer.getByText(/陈护士暂停提醒至/).waitFor();
  });
});

describe("the ward wall", () => {
  test("shows every bed, and a call above them; axe finds nothing in bright or night light", async () => {
    const wall = await ward.openPage(browser, {
      as: "陈护士",
      settings: { theme: "light" },
      options: { viewport: { width: 1920, height: 1080 } },
    });
    await wall.goto(`${ward.url}/wall`);
    await wall.locator('[data-cell="王桂英"]').waitFor();
    await wall.locator('[data-cell="阿依古丽·买买提"]').waitFor();
    // Nobody has touched this screen yet: it cannot be heard, and says so.
    await wall.getByText("浏览器还没有允许声音").waitFor();
    expect(await axeFindings(wall)).toEqual([]);
    await band.reports("fall");
    const card = wall.locator("[data-wall-alert]");
    await card.waitFor();
    const text = (await card.textContent()) ?? "";
    for (const part of ["疑似跌倒", "王桂英", "3号楼205-1床", "还没有人去"]) expect(text).toContain(part);
    // The wall is nobody's own screen: it shows the bed, and takes no answer.
    expect(await alarm(wall).count()).toBe(0);
    expect(await axeFindings(wall)).toEqual([]);
    await wall.evaluate(() => {
      document.documentElement.dataset.theme = "night";
    });
    expect(await axeFindings(wall, ["color-contrast"])).toEqual([]);
    expect(await scrollsSideways(wall)).toBe(false);
    await wall.context().close();
  });
});
