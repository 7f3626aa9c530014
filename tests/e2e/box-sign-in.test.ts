import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { codeAt } from "../local/oidc-browser.ts";
import { axeFindings, scrollsSideways } from "./axe.ts";
import { buildPages } from "./built-pages.ts";
import { launchBrowser, openPage } from "./chromium.ts";
import { openWard, type Ward } from "./ward.ts";

const password = "青山绿水旧人家-58";
const live = '[data-connection="live"]';

let browser: Browser;
beforeAll(async () => {
  buildPages();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
});

/** Looks at a page of the sign-in as people with little sight and little room do. */
async function expectGoodLook(page: Page): Promise<void> {
  expect(await axeFindings(page)).toEqual([]);
  for (const width of [390, 1440]) {
    await page.setViewportSize({ width, height: 800 });
    expect(await scrollsSideways(page)).toBe(false);
  }
}

async function standsOn(page: Page, kind: string): Promise<void> {
  await page.waitForSelector(`[data-page="${kind}"]`);
}

describe("a box for real people", () => {
  let ward: Ward;
  beforeAll(async () => {
    ward = await openWard();
    await ward.admit("wang", "王桂英", "b1");
  });
  afterAll(async () => {
    await ward?.close();
  });

  test("leads a nurse with a first password by every step to the board, in both languages", async () => {
    const roles = [{ role: "nurse", facilityId: "sunshine" }] as const;
    const added = await ward.box.signIn?.accounts.add({ login: "chen", name: "陈静", roles });
    const first = added?.kind === "added" ? (added.firstPassword ?? "") : "";
    const page = await openPage(browser);
    const complaints: string[] = [];
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    await page.goto(ward.url);
    await standsOn(page, "sign-in");
    await expectGoodLook(page);
    await page.getByRole("link", { name: "English" }).click();
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    await page.getByRole("link", { name: "中文" }).click();
    await page.getByLabel("账号").fill("Chen");
    await page.getByRole("textbox", { name: "密码" }).fill("wrong");
    await page.getByRole("button", { name: "登录" }).click();
    await page.getByRole("alert").getByText("账号或密码不对").waitFor();
    await expectGoodLook(page);
    await page.getByRole("textbox", { name: "密码" }).fill(first);
    await page.getByRole("button", { name: "登录" }).click();

    await standsOn(page, "change-first");
    await expectGoodLook(page);
    await page.getByLabel("新密码", { exact: true }).fill("陈静的密码很长很长");
    await page.getByLabel("再输入一次新密码").fill("陈静的密码很长很长");
    await page.getByRole("button", { name: "保存" }).click();
    expect(await page.locator("[data-page]").getAttribute("data-page")).toBe("change-first");
    for (const label of ["新密码", "再输入一次新密码"]) await page.getByLabel(label, { exact: true }).fill(password);
    await page.getByRole("button", { name: "保存" }).click();

    await standsOn(page, "enrol");
    await expectGoodLook(page);
    await page.getByRole("img", { name: "验证器的二维码" }).waitFor();
    const secret = ((await page.locator(".secret").textContent()) ?? "").replaceAll(" ", "");
    await page.getByLabel("验证器现在显示的 6 位数字").fill(codeAt(secret));
    await page.getByRole("button", { name: "确认" }).click();

    await standsOn(page, "recovery");
    await expectGoodLook(page);
    const codes = await page.locator(".codes li").allTextContents();
    expect(codes).toHaveLength(8);
    await page.getByRole("button", { name: "我抄好了" }).click();
    await page.waitForSelector(live);
    await page.locator('[data-resident="wang"]').waitFor();
    expect(page.url()).toBe(`${ward.url}/`);
    // The one attempt with a wrong password is answered with 401.
    expect(complaints.filter((text) => !text.includes("401"))).toEqual([]);

    const other = await openPage(browser, { language: "en" });
    await other.goto(ward.url);
    await other.getByLabel("Account").fill("chen");
    await other.getByRole("textbox", { name: "Password" }).fill(password);
    await other.getByRole("button", { name: "Sign in" }).click();
    await standsOn(other, "code");
    await expectGoodLook(other);
    await other.getByLabel("6-digit code").fill(codes[0] ?? "");
    await other.getByRole("button", { name: "Continue" }).click();
    await other.waitForSelector(live);
    await other.context().close();
    await page.context().close();
  });

  test("signs out at once where asked, and the next person is asked who they are", async () => {
    const page = await ward.openPage(browser);
    await page.goto(ward.url);
    await page.waitForSelector(live);
    await page.getByRole("button", { name: "设置" }).click();
    await page.getByRole("button", { name: "退出登录" }).click();
    await page.getByRole("heading", { name: "已退出登录" }).waitFor();
    await page.getByRole("button", { name: "登录", exact: true }).click();
    await standsOn(page, "sign-in");
    await page.context().close();
  });

  test("who is locked loses the board at once, and is told why at the door", async () => {
    const visitor = await ward.visitor({ name: "离职者", roles: [{ role: "carer", facilityId: "sunshine" }] });
    const page = await visitor.openPage(browser);
    await page.goto(ward.url);
    await page.waitForSelector(live);
    await ward.box.signIn?.accounts.lock(visitor.login);
    await page.getByRole("heading", { name: "登录已过期，看板已停止" }).waitFor();
    await page.getByRole("button", { name: "重新登录" }).click();
    await page.getByLabel("账号").fill(visitor.login);
    await page.getByRole("textbox", { name: "密码" }).fill(visitor.password);
    await page.getByRole("button", { name: "登录" }).click();
    await page.getByRole("alert").getByText("已被系统管理员停用").waitFor();
    await page.context().close();
  });

  test("a password is changed on its own page, and every session ends", async () => {
    const visitor = await ward.visitor({ name: "赵护工", roles: [{ role: "carer", facilityId: "sunshine" }] });
    const page = await visitor.openPage(browser);
    await page.goto(`${ward.url}/oidc/password`);
    await expectGoodLook(page);
    await page.getByLabel("账号").fill(visitor.login);
    await page.getByLabel("现在的密码").fill(visitor.password);
    for (const label of ["新密码", "再输入一次新密码"])
      await page.getByLabel(label, { exact: true }).fill("一只花猫爬上了屋顶！");
    await page.getByRole("button", { name: "保存" }).click();
    await standsOn(page, "changed");
    await page.getByRole("link", { name: "回到安护" }).click();
    await standsOn(page, "sign-in");
    await page.context().close();
  });

  test("a page that was used or forged says so and leads back", async () => {
    const page = await openPage(browser);
    await page.goto(`${ward.url}/oidc/sign-in/forged`);
    await page.getByRole("heading", { name: "登录没有完成" }).waitFor();
    await expectGoodLook(page);
    await page.getByRole("link", { name: "重新开始" }).click();
    await standsOn(page, "sign-in");
    await page.context().close();
  });
});

describe("a demo", () => {
  test("lets a newcomer in by one click", async () => {
    const ward = await openWard({ mode: "demo" });
    try {
      await ward.box.signIn?.makeDemoAccounts();
      const page = await openPage(browser);
      await page.goto(ward.url);
      await standsOn(page, "sign-in");
      await expectGoodLook(page);
      await page.getByRole("button", { name: /孙宇/ }).click();
      await page.waitForSelector(live);
    } finally {
      await ward.close();
    }
  });
});
