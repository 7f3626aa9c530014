import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { axeFindings, scrollsSideways } from "./axe.ts";
import { buildPages } from "./built-pages.ts";
import { type CellFront, startCellFront } from "./cell-front.ts";
import { launchBrowser, openPage } from "./chromium.ts";
import { type OidcIssuer, startOidcIssuer } from "./oidc-issuer.ts";
import { openWard, type Ward, type WardDevice } from "./ward.ts";

let browser: Browser;
let ward: Ward;
let band: WardDevice;
let issuer: OidcIssuer;
let front: CellFront;

beforeAll(async () => {
  buildPages();
  browser = await launchBrowser();
  ward = await openWard();
  await ward.admit("wang", "王桂英", "b1");
  band = await ward.give("wang", "wristband");
  issuer = await startOidcIssuer();
  front = await startCellFront(ward, issuer);
});
afterAll(async () => {
  await browser?.close();
  await front?.stop();
  await issuer?.stop();
  await ward?.close();
});

const complaints: string[] = [];
beforeEach(() => {
  issuer.person = "chen";
  issuer.lifetime = 3600;
  front.refuseAll = undefined;
  complaints.length = 0;
});

/** A workstation's first look at the pages: it stands at the issuer. */
async function arrive(path = "/"): Promise<Page> {
  // No browser makes an exception for the certificate of a service worker's script.
  const page = await openPage(browser, {}, { ignoreHTTPSErrors: true, serviceWorkers: "block" });
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.goto(front.pages + path);
  await page.waitForURL(/\/authorize\?/);
  return page;
}

async function signedIn(path?: string): Promise<Page> {
  const page = await arrive(path);
  await page.locator("#go").click();
  await page.waitForSelector('[data-connection="live"]');
  return page;
}

describe("on a cell", () => {
  test("whoever opens the board signs in at the issuer, by code and PKCE, and nothing was asked before", async () => {
    const page = await arrive();
    const asked = Object.fromEntries(new URL(page.url()).searchParams);
    expect(asked).toMatchObject({
      response_type: "code",
      code_challenge_method: "S256",
      scope: "openid offline_access",
      audience: "anhu-api",
      redirect_uri: `${front.pages}/`,
    });
    await page.locator("#go").click();
    await page.waitForSelector('[data-connection="live"]');
    await page.locator('[data-resident="wang"]').waitFor();
    expect(page.url()).toBe(`${front.pages}/`);
    expect(front.nakedCalls).toEqual([]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("a fall reaches the board through the broker, to which the token was the password", async () => {
    const page = await signedIn();
    await band.reports("fall");
    await page.locator("[data-alert]", { hasText: "疑似跌倒" }).getByText("王桂英").waitFor();
    await ward.settle();
    const claims = JSON.parse(Buffer.from(front.passwords.at(-1)?.split(".")[1] ?? "", "base64url").toString());
    expect(claims).toMatchObject({ sub: "chen", aud: "anhu-api", iss: issuer.url });
    await page.context().close();
  });

  test("one comes back to the page that one wanted, with nothing of the sign-in left in its address", async () => {
    const page = await signedIn("/residents/wang?from=board");
    await page.getByRole("heading", { name: "王桂英" }).waitFor();
    expect(page.url()).toBe(`${front.pages}/residents/wang?from=board`);
    await page.context().close();
  });

  test("a reload does not ask again, and another tab does", async () => {
    const page = await signedIn();
    await page.reload();
    await page.waitForSelector('[data-connection="live"]');
    const other = await page.context().newPage();
    await other.goto(front.pages);
    await other.waitForURL(/\/authorize\?/);
    await page.context().close();
  });

  test("a connection that ended with its token is made again with a fresh one, and the board says so meanwhile", async () => {
    // Less than the broker's shortest and the way there: each connection needs a token of its own.
    issuer.lifetime = 340;
    const page = await signedIn();
    const before = front.passwords.at(-1);
    const grantsBefore = issuer.grants.length;
    front.endConnections();
    await page.waitForSelector('[data-connection="lost"]');
    await page.waitForSelector('[data-connection="live"]');
    expect(front.passwords.at(-1)).not.toBe(before);
    expect(issuer.grants.slice(grantsBefore)).toEqual(["refresh_token"]);
    await band.says({ n: "heart-rate", v: 77 });
    await page.locator('[data-resident="wang"]').getByText("77", { exact: true }).waitFor();
    await page.context().close();
  });

  test("who is refused by the issuer is told so in both languages, without a loop, and can try again", async () => {
    issuer.person = undefined;
    const page = await arrive();
    await page.locator("#go").click();
    await page.getByRole("heading", { name: "登录没有成功" }).waitFor();
    expect(await page.title()).toContain("登录没有成功");
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole("button", { name: "English" }).click();
    await page.getByRole("heading", { name: "Signing in did not work" }).waitFor();
    issuer.person = "chen";
    await page.getByRole("button", { name: "Try again" }).click();
    await page.locator("#go").click();
    await page.waitForSelector('[data-connection="live"]');
    await page.context().close();
  });

  test("an account that the API does not take sees that, and nothing of anybody", async () => {
    front.refuseAll = 403;
    const page = await arrive();
    await page.locator("#go").click();
    await page.getByRole("heading", { name: "这个账号不能查看安护" }).waitFor();
    await page.getByRole("button", { name: "退出，换一个账号" }).click();
    await page.getByRole("heading", { name: "已退出登录" }).waitFor();
    await page.context().close();
  });

  test("a session that ends stops the board in so many words: it never goes on looking live", async () => {
    const page = await signedIn();
    issuer.endSessions();
    front.refuseAll = 401;
    front.endConnections();
    await page.getByRole("heading", { name: "登录已过期，看板已停止" }).waitFor();
    expect(await page.title()).toContain("登录已过期");
    expect(await page.locator('[data-connection="live"]').count()).toBe(0);
    expect(await axeFindings(page)).toEqual([]);
    front.refuseAll = undefined;
    await page.getByRole("button", { name: "重新登录" }).click();
    await page.locator("#go").click();
    await page.waitForSelector('[data-connection="live"]');
    await page.context().close();
  });

  test("signing out ends it at the issuer too, and stays so until somebody signs in", async () => {
    const page = await signedIn();
    await page.getByRole("button", { name: "设置" }).click();
    const returned = page.waitForEvent("load");
    await page.getByRole("button", { name: "退出登录" }).click();
    await returned;
    await page.getByRole("heading", { name: "已退出登录" }).waitFor();
    await page.reload();
    await page.getByRole("heading", { name: "已退出登录" }).waitFor();
    expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage }))).not.toContain("access_token");
    for (const width of [1440, 390, 320]) {
      await page.setViewportSize({ width, height: 800 });
      expect(await scrollsSideways(page)).toBe(false);
    }
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole("button", { name: "登录", exact: true }).click();
    await page.locator("#go").click();
    await page.waitForSelector('[data-connection="live"]');
    await page.context().close();
  });
});
