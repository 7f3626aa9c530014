import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildPages } from "./built-pages.ts";
import { launchBrowser } from "./chromium.ts";
import { openWard, type Ward, type WardDevice } from "./ward.ts";

/* A nurse who answers for two houses, and whatever of them she looks at. */

let browser: Browser;
let ward: Ward;
let button: WardDevice;
let nurse: Page;

beforeAll(async () => {
  buildPages();
  browser = await launchBrowser();
  ward = await openWard();
  const headers = { "content-type": "application/json", authorization: `Bearer ${ward.box.commandToken}` };
  const made = await fetch(new URL("/api/facilities", ward.url), {
    method: "POST",
    headers,
    body: JSON.stringify({ id: "riverside", name: "河畔敬老院", kind: "care-home", beds: [] }),
  });
  expect(made.status).toBe(201);
  await ward.admit("wang", "王桂英", "b1");
  button = await ward.give("wang", "sos-button");
  const roles = ["sunshine", "riverside"].map((facilityId) => ({ role: "nurse" as const, facilityId }));
  await ward.visitor({ name: "陈静", roles });
  nurse = await ward.openPage(browser, {
    as: "陈静",
    settings: { theme: "light" },
    options: { viewport: { width: 1440, height: 900 } },
  });
  await nurse.goto(ward.url);
  await nurse.waitForSelector('[data-connection="live"]');
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await ward?.close();
});

const alarm = () => nurse.locator("dialog[data-alarm]");
const settings = () => nurse.evaluate(() => JSON.parse(localStorage.getItem("anhu.settings") ?? "{}"));

describe("whoever answers for two houses", () => {
  test("chooses one on a page of the office, and neither list nor setting follows", async () => {
    await nurse.evaluate(() => history.pushState(null, "", "/hand-over"));
    await nurse.getByRole("main").getByLabel("机构").selectOption({ label: "河畔敬老院" });
    await nurse.getByRole("article").getByText("河畔敬老院").waitFor();
    expect(await settings()).not.toHaveProperty("facilityId");
  });

  test("hears and sees the alarm of the house that the header does not show, and the title counts it", async () => {
    await nurse.getByRole("banner").getByLabel("机构").selectOption({ label: "河畔敬老院" });
    await nurse.evaluate(() => history.pushState(null, "", "/board"));
    await nurse.getByText("没有未处理的告警").waitFor();
    await nurse.waitForSelector('[data-connection="live"]');
    await button.reports("sos");
    await alarm().waitFor();
    expect(await alarm().textContent()).toContain("阳光敬老院");
    await expect.poll(() => nurse.title()).toMatch(/^\(1\) /);
  });

  test("is told by the list what it leaves out, and gets there with one tap", async () => {
    await nurse.keyboard.press("Escape");
    await nurse.getByText("1 条高优先级告警还没有人去").waitFor();
    expect(await nurse.locator("[data-alert]").count()).toBe(0);
    await nurse.getByText("另有 1 条告警在别的机构").waitFor();
    await nurse.getByRole("button", { name: "看全部机构" }).click();
    await nurse.locator("[data-alert]", { hasText: "紧急呼叫" }).waitFor();
    expect(await nurse.getByText("在别的机构").count()).toBe(0);
  });
});
