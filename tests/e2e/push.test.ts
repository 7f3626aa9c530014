import type { Browser, BrowserContext, CDPSession, Page, Worker } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PushMessage } from "../../contracts/push-message.ts";
import { buildPages } from "./built-pages.ts";
import { launchBrowser } from "./chromium.ts";
import { openWard, type Ward } from "./ward.ts";

/*
 * The worker that lives on when the pages are closed, in the real Chromium. No push service can be reached from here: a
 * push is delivered to the worker by the browser's own tools, and only `PushManager.subscribe` is stood in for. A browser
 * without a screen shows no notifications either: what the worker asks it to show is written down instead.
 */

const message: PushMessage = {
  id: "a1.1.0.li.web-push",
  title: "▲ 高优先级告警 · 3号楼205-1床",
  body: "请打开查看",
  path: "/inbox",
  tag: "a1",
  priority: "high",
  language: "zh",
  at: Date.now(),
};

let browser: Browser;
let ward: Ward;
let context: BrowserContext;
let page: Page;
let tools: CDPSession;
let registrationId: string;
let worker: Worker;

beforeAll(async () => {
  buildPages();
  browser = await launchBrowser();
  ward = await openWard();
  await ward.admit("wang", "王桂英", "b1");
  page = await ward.openPage(browser);
  context = page.context();
  await context.grantPermissions(["notifications"], { origin: ward.url });
  await context.addInitScript(() => {
    Object.defineProperty(Notification, "permission", { get: () => "granted" });
    Notification.requestPermission = async () => "granted";
    // A browser without a push service: its address and keys are made up, the rest is its own.
    const key = "BNcRdreALRFXTkOOUHK1EtK2wtaz5Ry4YfYCA_0QTpQtUbVlUls0VJXg7A8u-Ts1XbjhazAkj7I99e8QcYP7DkM";
    let stands: unknown = null;
    PushManager.prototype.getSubscription = async () => stands as PushSubscription | null;
    PushManager.prototype.subscribe = async () => {
      const endpoint = `https://push.example.org/${Math.random().toString(36).slice(2)}`;
      const unsubscribe = async () => {
        stands = null;
        return true;
      };
      const json = { endpoint, expirationTime: null, keys: { p256dh: key, auth: "8eDyX_uCN0XRhSbY5hs7Hg" } };
      stands = {
        endpoint,
        options: { applicationServerKey: null },
        unsubscribe,
        toJSON: () => json,
      };
      return stands as PushSubscription;
    };
  });
  await page.goto(ward.url);
  await page.waitForSelector('[data-connection="live"]');
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  worker = context.serviceWorkers()[0] ?? (await context.waitForEvent("serviceworker"));
  await worker.evaluate(() => {
    const shown: object[] = [];
    Object.assign(globalThis, { shown });
    const { registration } = globalThis as unknown as { registration: ServiceWorkerRegistration };
    registration.showNotification = async (title, options) => {
      shown.push({ title, ...options });
    };
  });
  tools = await context.newCDPSession(page);
  const known = new Promise<string>((done) => {
    tools.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      const ours = registrations.find(({ scopeURL }) => scopeURL.startsWith(ward.url));
      if (ours !== undefined) done(ours.registrationId);
    });
  });
  await tools.send("ServiceWorker.enable");
  registrationId = await known;
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await ward?.close();
});

async function push(data: string): Promise<void> {
  await tools.send("ServiceWorker.deliverPushMessage", { origin: ward.url, registrationId, data });
}

/** What the worker asked the browser to show, oldest first. */
async function shown(): Promise<readonly Readonly<Record<string, unknown>>[]> {
  return await worker.evaluate(() => (globalThis as unknown as { shown: Record<string, unknown>[] }).shown);
}

describe("the worker", () => {
  test("shows a push; the same alert again takes the place of the first and sounds again", async () => {
    await push(JSON.stringify(message));
    await expect.poll(shown).toHaveLength(1);
    expect((await shown())[0]).toMatchObject({
      title: message.title,
      tag: "a1",
      renotify: true,
      requireInteraction: true,
      data: { path: "/inbox" },
    });
    await push(JSON.stringify({ ...message, title: "再次呼叫" }));
    await expect.poll(async () => (await shown()).map(({ title, tag }) => `${title} ${tag}`)).toContain("再次呼叫 a1");
  });

  test("shows a push that it cannot read, for a call is a call", async () => {
    await push("{");
    await expect.poll(async () => (await shown()).map(({ tag }) => tag)).toContain("unreadable");
  });

  test("keeps the app's own files and nobody's data", async () => {
    const kept = await page.evaluate(async () => {
      const names = await caches.keys();
      const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
      return requests.flat().map(({ url }) => new URL(url).pathname);
    });
    expect(kept).toContain("/");
    expect(kept.filter((path) => path !== "/" && !path.startsWith("/assets/"))).toEqual([]);
  });

  test("opens the app where the network does not reach", async () => {
    const other = await context.newPage();
    await other.goto(ward.url);
    await other.waitForSelector('[data-connection="live"]');
    await context.setOffline(true);
    await other.goto(`${ward.url}/inbox`);
    await other.locator("header").waitFor();
    await context.setOffline(false);
    await other.close();
  });
});

describe("this device", () => {
  test("is called after one tap, is in the list of one's devices, and is called no more after another", async () => {
    await page.goto(`${ward.url}/me`);
    await page.locator('[data-push="off"]').waitFor();
    await page.getByRole("button", { name: "打开推送" }).click();
    await page.locator('[data-push="on"]').waitFor();
    await page.getByRole("heading", { name: "我的设备" }).waitFor();
    await page.getByText(/^(Linux|Windows|Mac|Android) · Chrome · .*登记$/).waitFor();
    await page.getByRole("button", { name: "关闭推送" }).click();
    await page.locator('[data-push="off"]').waitFor();
    await page.getByRole("heading", { name: "我的设备" }).waitFor({ state: "detached" });
  });
});

test("the app can be installed: name, icons and start are where its manifest says", async () => {
  const { errors, data } = await tools.send("Page.getAppManifest");
  expect(errors).toEqual([]);
  const manifest = JSON.parse(data ?? "{}") as { icons: { src: string; sizes: string }[]; display: string };
  expect(manifest.display).toBe("standalone");
  for (const { src } of manifest.icons) {
    const response = await fetch(new URL(src, ward.url));
    expect(response.headers.get("content-type")).toMatch(/^image\//);
  }
});
