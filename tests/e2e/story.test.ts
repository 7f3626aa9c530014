import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { planCounty } from "../../devices-sim/county/people.ts";
import { runSession } from "../../devices-sim/session.ts";
import { jsonLog } from "../../functions/shell/log.ts";
import { newBox } from "../../local/box.ts";
import { scaledClock } from "../../local/clock.ts";
import { buildPages } from "./built-pages.ts";
import { launchBrowser } from "./chromium.ts";
import { newVisitor } from "./visitor.ts";

let browser: Awaited<ReturnType<typeof launchBrowser>>;
beforeAll(async () => {
  buildPages();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
});

test("a story is played: the fall appears on the board, somebody goes, and it is gone", async () => {
  const folder = mkdtempSync(join(tmpdir(), "anhu-story-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const story = join(folder, "story.yaml");
  writeFileSync(story, 'title: t\nsteps:\n  - { at: "+00:06:00", resident: 2, do: fall, detectedBy: [wristband] }\n');
  const speed = 60;
  const box = await newBox({
    dataFolder: join(folder, "data"),
    mode: "live",
    httpPort: 0,
    mqttsPort: 0,
    mqttPort: 0,
    clock: scaledClock(speed, Date.parse("2026-11-23T10:00:00+08:00")),
    log: (clock) => jsonLog({ now: () => clock.now(), write: () => undefined }),
  });
  onTestFinished(() => box.stop());
  await box.start();

  const end = new AbortController();
  const { http, mqtts } = box.addresses;
  vi.stubEnv("ANHU_TOKEN", box.commandToken);
  onTestFinished(() => void vi.unstubAllEnvs());
  const played = runSession(
    {
      box: http,
      mqtts,
      residents: 3,
      days: 1,
      speed,
      seed: 1,
      story,
      truth: join(folder, "truth.ndjson"),
      connections: "mtls",
      keys: join(folder, "keys"),
      follow: false,
    },
    end.signal,
    () => undefined,
  );
  const { facilities } = planCounty({ prefix: "s1", seed: 1, residents: 3, year: 2026 });
  const roles = facilities.map(({ id }) => ({ role: "carer" as const, facilityId: id }));
  const page = await (await newVisitor(box, { name: "李护工", roles })).openPage(browser);
  await page.goto(http);
  const fall = page.locator("[data-alert]", { hasText: "疑似跌倒" });
  await fall.waitFor();
  await page.locator("dialog[data-alarm]").getByRole("button", { name: "我去" }).click();
  await fall.getByText("您已出发").waitFor();
  await fall.getByRole("button", { name: "处理完毕" }).click();
  await fall.getByRole("button", { name: "真实" }).click();
  await fall.waitFor({ state: "detached" });
  expect(await page.locator("[data-resident]").count()).toBe(3);
  end.abort();
  await played;
});
