import { existsSync } from "node:fs";
import chromium from "@sparticuz/chromium";
import { type Browser, type BrowserContextOptions, type Page, chromium as playwright } from "playwright-core";

/**
 * In one process the browser dies with its first page; the pages shall live under the web's own rules; and a graphics
 * card that is played by the processor takes a fifth of its time, which painting without one does not.
 */
const unwanted = new Set([
  "--single-process",
  "--no-zygote",
  "--disable-web-security",
  "--allow-running-insecure-content",
  "--ignore-gpu-blocklist",
  "--in-process-gpu",
  "--use-gl=angle",
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
]);

/** A camera that shows a moving picture and a microphone that beeps; nobody is asked. */
export const fakeCamera = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"];

/** Launches the Chromium that npm carries (unpacked once, about two seconds); needs no system package and no fonts. */
export async function launchBrowser(more: readonly string[] = []): Promise<Browser> {
  const executablePath = await chromium.executablePath();
  if (!existsSync(executablePath)) throw new Error(`no browser at ${executablePath}`);
  return await playwright.launch({
    executablePath,
    args: [...chromium.args.filter((arg) => !unwanted.has(arg)), "--disable-gpu", ...more],
    headless: true,
  });
}

/** A page of a workstation that stands elsewhere: all times must be Shanghai's all the same. */
export async function openPage(
  browser: Browser,
  settings: Readonly<Record<string, unknown>> = {},
  options: BrowserContextOptions = {},
): Promise<Page> {
  const context = await browser.newContext({ locale: "en-US", timezoneId: "America/New_York", ...options });
  context.setDefaultTimeout(60_000);
  await context.addInitScript((kept) => {
    if (localStorage.getItem("anhu.settings") === null) localStorage.setItem("anhu.settings", kept);
  }, JSON.stringify(settings));
  return await context.newPage();
}
