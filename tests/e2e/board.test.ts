import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dynoxideBinary, startDynoxide } from "../engines.ts";
import { axeFindings } from "./axe.ts";
import { buildPages } from "./built-pages.ts";
import { launchBrowser } from "./chromium.ts";
import { openWard, type Ward, type WardDevice } from "./ward.ts";

const binary = dynoxideBinary();
const given = process.env.ANHU_TEST_MOTO;
if (binary === undefined) console.log("not tested on DynamoDB's API: @dynoxide/linux-x64 is not installed here");

interface Tables {
  readonly dynamodbEndpoint?: string;
  stop(): Promise<void>;
}

const engines: readonly { readonly name: string; start(): Promise<Tables> }[] = [
  { name: "SQLite", start: async () => ({ stop: async () => undefined }) },
  ...(binary === undefined
    ? []
    : [
        {
          name: "DynamoDB (dynoxide)",
          start: async () => {
            const { endpoint, stop } = await startDynoxide(binary);
            return { dynamodbEndpoint: endpoint, stop };
          },
        },
      ]),
  ...(given === undefined
    ? []
    : [
        { name: `DynamoDB at ${given}`, start: async () => ({ dynamodbEndpoint: given, stop: async () => undefined }) },
      ]),
];

let browser: Browser;
beforeAll(async () => {
  buildPages();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
});

describe.each(engines)("the board of a box on $name", ({ start }) => {
  let tables: Tables;
  let ward: Ward;
  let page: Page;
  let mat: WardDevice;
  let band: WardDevice;
  let reloads = 0;
  const complaints: string[] = [];

  const alert = (title: string) => page.locator("[data-alert]", { hasText: title });
  const card = (id: string) => page.locator(`[data-resident="${id}"]`);

  beforeAll(async () => {
    tables = await start();
    ward = await openWard(tables.dynamodbEndpoint === undefined ? {} : { dynamodbEndpoint: tables.dynamodbEndpoint });
    await ward.admit("wang", "王桂英", "b1");
    await ward.admit("aygul", "阿依古丽·买买提", "b2");
    mat = await ward.give("wang", "bed-sensor");
    band = await ward.give("wang", "wristband");
    page = await ward.openPage(browser);
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(String(error)));
    await page.goto(ward.url);
    await page.waitForSelector('[data-connection="live"]');
    page.on("framenavigated", () => {
      reloads += 1;
    });
  });
  afterAll(async () => {
    await page?.context().close();
    await ward?.close();
    await tables?.stop();
  });

  test("a resident without any device is shown as not monitored", async () => {
    await card("aygul").getByText("未监护").waitFor();
    await card("aygul").getByText("没有设备").waitFor();
  });

  test("what a device measures appears on its resident's card", async () => {
    await mat.says({ n: "heart-rate", v: 72 }, { n: "respiratory-rate", v: 16 }, { n: "bed-occupancy", vb: true });
    await band.says({ n: "spo2", v: 97 });
    await card("wang").getByText("72", { exact: true }).waitFor();
    await card("wang").getByText("97", { exact: true }).waitFor();
    await card("wang").getByText("监护中").waitFor();
    await card("wang").getByText("在床").waitFor();
    expect(await card("wang").textContent()).toMatch(/NEWS2\s*≥\d/);
  });

  test("a fall appears by itself, says who and where, and counts up", async () => {
    await band.reports("fall");
    await alert("疑似跌倒").waitFor();
    const text = await alert("疑似跌倒").textContent();
    expect(text).toContain("王桂英");
    expect(text).toContain("3号楼205-1床");
    expect(text).toContain("还没有人去");
    expect(text).toMatch(/00:0\d/);
    expect(await page.title()).toBe("(1) 安护");
    await expect
      .poll(() => page.locator('[role="alert"]').allTextContents())
      .toContainEqual(expect.stringContaining("高优先级告警：疑似跌倒，王桂英，3号楼205-1床"));
    await page.locator("dialog[data-alarm]").waitFor();
    await page.keyboard.press("Escape");
    await page.locator("dialog[data-alarm]").waitFor({ state: "detached" });
  });

  test("axe finds nothing wrong while the fall is open", async () => {
    expect(await axeFindings(page)).toEqual([]);
  });

  test("one tap says that somebody is going, under the name that they signed in with", async () => {
    await alert("疑似跌倒").getByRole("button", { name: "我去" }).click();
    await alert("疑似跌倒").getByText("您已出发").waitFor();
    expect(await alert("疑似跌倒").getByRole("button", { name: "我去" }).count()).toBe(0);
    await band.reports("sos");
    await page.locator("dialog[data-alarm]").getByRole("button", { name: "我去" }).click();
    await alert("紧急呼叫").getByText("您已出发").waitFor();
  });

  test("a colleague's board shows who is on it, and cannot take it over", async () => {
    const other = await ward.openPage(browser, { as: "陈护士" });
    await other.goto(ward.url);
    await other.locator("[data-alert]", { hasText: "疑似跌倒" }).getByText("李护工已出发").waitFor();
    expect(await other.getByRole("button", { name: "我去" }).count()).toBe(0);
    await other.context().close();
  });

  test("resolving it takes two taps and it is gone, without a reload", async () => {
    for (const title of ["疑似跌倒", "紧急呼叫"]) {
      await alert(title).getByRole("button", { name: "处理完毕" }).click();
      await alert(title).getByRole("button", { name: "误报" }).click();
      await alert(title).waitFor({ state: "detached" });
    }
    await page.getByText("没有未处理的告警").waitFor();
    await page.getByText(/已记录：王桂英 .*，误报/).waitFor();
    expect(await page.title()).toBe("安护");
    expect(reloads).toBe(0);
  });

  test("the resident's page tells the story and draws the charts", async () => {
    await card("wang").getByRole("link", { name: "王桂英" }).click();
    await page.getByRole("heading", { name: "王桂英" }).waitFor();
    await page.getByText("青霉素").waitFor();
    await page.locator("summary", { hasText: "疑似跌倒" }).click();
    const story = page.locator("details", { hasText: "疑似跌倒" });
    await story.getByText("处理完毕 · 李护工 · 误报").waitFor();
    await page.locator("figure", { hasText: "心率" }).locator("canvas").waitFor();
    await mat.says({ n: "heart-rate", v: 81 });
    await page.locator("dl", { hasText: "心率" }).getByText("81").first().waitFor();
    await page.getByRole("button", { name: "1 小时" }).click();
    await page.getByRole("button", { name: "表格" }).click();
    await page.getByRole("table", { name: "心率" }).getByText("81").first().waitFor();
    expect(await axeFindings(page)).toEqual([]);
  });

  test("what was refused is shown to operators with its reason", async () => {
    await band.says({ n: "spo2", v: 640 });
    await page.getByRole("button", { name: "菜单" }).click();
    await page.getByRole("link", { name: "设备与隔离区" }).click();
    await page.getByText("不可信的值").first().waitFor();
    await page.getByRole("cell", { name: band.id }).first().waitFor();
    expect(await axeFindings(page)).toEqual([]);
  });

  test("the browser had nothing to complain about, not even the security policy", () => {
    expect(complaints).toEqual([]);
  });
});
