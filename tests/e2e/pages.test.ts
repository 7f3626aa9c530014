import { describe, expect, test } from "vitest";
import { draftAlert, type FixtureCounty, fallDraft, fixtureCounty, iso, vital } from "../web/fixture/county.ts";
import { axeFindings, scrollsSideways } from "./axe.ts";
import { fixtureVisits } from "./fixture-visit.ts";

const open = fixtureVisits();

interface Visit {
  readonly residents?: number;
  readonly isAllStale?: boolean;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly path?: string;
  readonly width?: number;
  readonly height?: number;
  /** Makes another county of the fixture's. */
  readonly change?: (county: FixtureCounty) => FixtureCounty;
  /** The test moves the page's clock. */
  readonly hasOwnClock?: boolean;
}

async function visit({
  residents = 24,
  isAllStale = false,
  settings = {},
  path = "/",
  width = 1280,
  height = 800,
  change = (county) => county,
  hasOwnClock = false,
}: Visit) {
  const county = change(fixtureCounty(residents, Date.now(), isAllStale));
  const { page, server } = await open(county, { viewport: { width, height }, settings });
  if (hasOwnClock) await page.clock.install();
  await page.goto(server.url + path);
  await page.waitForSelector('[data-connection="live"]');
  // A phone begins with the alerts.
  if (path === "/" && residents > 0 && width >= 768) await page.locator("[data-resident]").first().waitFor();
  return { county, server, page };
}

/** The same county with one observation that many minutes old, its devices heard as before. */
function measuredBefore(county: FixtureCounty, code: string, minutes: number): FixtureCounty {
  const now = Date.now();
  return {
    ...county,
    residents: county.residents.map((resident) => ({
      ...resident,
      vitals: resident.vitals.map((known) =>
        known.code === code ? vital(code, known.value, now - minutes * 60_000, known.deviceId, now) : known,
      ),
    })),
  };
}

const paths = ["/", "/residents/r2", "/operations"] as const;

describe("every page", () => {
  test.each(paths)("%s has nothing for axe to find, in any theme, with its settings open", async (path) => {
    const { page } = await visit({ path, residents: 14 });
    if (path.includes("residents")) await page.locator("canvas").first().waitFor();
    await page.getByRole("button", { name: "设置" }).click();
    expect(await axeFindings(page)).toEqual([]);
    // A theme changes colours and nothing else.
    for (const [theme, name] of [
      ["night", "夜间"],
      ["contrast", "高对比度"],
    ] as const) {
      await page.getByRole("button", { name, exact: true }).click();
      await page.waitForFunction((wanted) => document.documentElement.dataset.theme === wanted, theme);
      expect(await axeFindings(page, ["color-contrast"])).toEqual([]);
    }
  });

  test.each(paths)("%s never scrolls sideways: at 320 and 360 px, and at 1440 px doubled in size", async (path) => {
    const { page } = await visit({ path, width: 360, settings: { person: "李护工" } });
    if (path.includes("residents")) await page.locator("canvas").first().waitFor();
    for (const name of ["EN English", "中文"]) {
      for (const width of [360, 320, 720]) {
        await page.setViewportSize({ width, height: 780 });
        await expect.poll(() => scrollsSideways(page)).toBe(false);
      }
      await page.getByRole("button", { name }).click();
    }
    await page.setViewportSize({ width: 360, height: 780 });
    await page.getByRole("button", { name: "菜单" }).click();
    await page.getByRole("button", { name: "设置" }).click();
    await expect.poll(() => scrollsSideways(page)).toBe(false);
  });

  test("a phone says as well that the data are a demo's", async () => {
    const { page } = await visit({ width: 320, residents: 1 });
    expect(await page.getByText("演示数据").isVisible()).toBe(true);
  });

  test("touch targets of the board are at least 48 px on a phone", async () => {
    const { page } = await visit({ width: 360, height: 780 });
    const small = await page.locator("button, select, input").evaluateAll((elements) =>
      elements
        .filter((element) => element.getClientRects().length > 0)
        .filter((element) => element.getBoundingClientRect().height < 47.5)
        .map((element) => element.textContent),
    );
    expect(small).toEqual([]);
  });
});

describe("the board", () => {
  test("without residents it says what to do", async () => {
    const { page } = await visit({ residents: 0 });
    await page.getByText("还没有服务对象").waitFor();
    expect(await axeFindings(page)).toEqual([]);
  });

  test("with one resident no facility headings get in the way", async () => {
    const { page } = await visit({ residents: 1 });
    expect(await page.locator("[data-resident]").count()).toBe(1);
    expect(await page.getByRole("heading", { name: /阳光敬老院/ }).count()).toBe(0);
  });

  test("of 500 residents the one who is looked for is found by bed or name, with / as the way there", async () => {
    const { page } = await visit({ residents: 500 });
    expect(await page.locator("[data-resident]").count()).toBe(500);
    await page.keyboard.press("/");
    await page.keyboard.type("阿依古丽·买买提2");
    await expect.poll(() => page.locator("[data-resident]").count()).toBe(3);
    await page.getByRole("searchbox").fill("");
    await page.getByRole("button", { name: /^未监护/ }).click();
    await expect.poll(() => page.locator("[data-resident]").count()).toBe(62);
  });

  test("with 500 residents a second of live messages redraws only the cards they touch", async () => {
    const { county, server, page } = await visit({ residents: 500 });
    await page.locator('[data-resident="r14"]').waitFor();
    await page.evaluate(() => {
      const touched = new Set<string>();
      new MutationObserver((changes) => {
        for (const { target } of changes) {
          const element = target instanceof Element ? target : target.parentElement;
          // Clocks of alerts count up on every card that has one.
          if (element?.closest("time")) continue;
          const card = element?.closest<HTMLElement>("[data-resident]");
          if (card?.dataset.resident) touched.add(card.dataset.resident);
        }
      }).observe(document.body, { subtree: true, childList: true, characterData: true });
      Object.assign(globalThis, { touched });
    });
    const resident = county.residents.find(({ id }) => id === "r14");
    if (resident === undefined) throw new Error("no r14");
    server.publish(resident.facilityId, {
      sentAt: iso(Date.now()),
      residents: [
        {
          residentId: resident.id,
          vitals: [vital("heart-rate", 119, Date.now(), "mat-14")],
          monitoring: resident.monitoring,
          news2: resident.news2,
        },
      ],
      alerts: [],
    });
    await page.locator('[data-resident="r14"]').getByText("119").waitFor();
    const touched = await page.evaluate(() => [...(globalThis as unknown as { touched: Set<string> }).touched]);
    expect(touched).toContain("r14");
    expect(touched.length).toBeLessThan(30);
  });

  test("when everything is stale, nothing looks live", async () => {
    const { page } = await visit({ residents: 2, isAllStale: true });
    const values = await page.locator("[data-resident] dd").allTextContents();
    expect(values.filter((value) => !/前|无信号|未测/.test(value))).toEqual([]);
  });

  test("without open alerts it calls nobody well: raised scores are named, the unmonitored counted", async () => {
    const { page } = await visit({ residents: 12, change: (county) => ({ ...county, alerts: [] }) });
    const alerts = page.getByRole("region", { name: /^告警/ });
    await alerts.getByText("没有未处理的告警", { exact: true }).waitFor();
    expect(await alerts.getByRole("listitem").allTextContents()).toEqual([
      "张秀兰 NEWS2 5 分，中危",
      "阿依古丽·买买提 NEWS2 ≥3 · 缺血压、意识，单项 3 分",
    ]);
    const text = await alerts.textContent();
    expect(text).toContain("1 人未监护");
    expect(text).toContain("1 人部分监护");
    expect(text).not.toContain("平稳");
    expect(await axeFindings(page)).toEqual([]);
  });

  test("with alerts about devices alone it does not say that there are none", async () => {
    const change = (county: FixtureCounty) => ({
      ...county,
      alerts: county.alerts.filter(({ technical }) => technical),
    });
    const { page } = await visit({ residents: 12, change });
    await page.getByText("除设备提示外，没有未处理的告警").waitFor();
    expect(await page.locator('[data-alert="low-battery-r2"]').textContent()).toMatch(/^ ?提示 设备电量低/);
  });

  test("a bed whose sensor is silent is unknown, and one whose word is old says how old", async () => {
    const { page } = await visit({ residents: 12 });
    await page.locator('[data-resident="r5"]').getByText("床况不明").waitFor();
    await page.getByRole("button", { name: /^离床/ }).click();
    await expect.poll(() => page.locator("[data-resident]").count()).toBe(3);
    const { page: old } = await visit({
      residents: 12,
      change: (county) => measuredBefore(county, "bed-occupancy", 4),
    });
    await old
      .locator('[data-resident="r1"]')
      .getByText(/^4\s分前：在床$/)
      .waitFor();
    await old.getByRole("button", { name: "离床 0" }).waitFor();
  });

  test("no signal is said of silent devices alone: a device that is heard has not measured", async () => {
    const { page } = await visit({ residents: 8, change: (county) => measuredBefore(county, "spo2", 17) });
    await page
      .locator('[data-resident="r1"]')
      .getByText(/^未测\s17\s分$/)
      .waitFor();
    await page.locator('[data-resident="r7"] dd', { hasText: /^无信号\s17\s分$/ }).waitFor();
    expect(await page.locator('[data-resident="r1"]').getByText("无信号").count()).toBe(0);
  });

  test("a facility that is chosen stays chosen", async () => {
    const { page } = await visit({});
    await page.getByLabel("机构", { exact: true }).selectOption({ label: "阳光敬老院" });
    await expect.poll(() => page.locator("[data-resident]").count()).toBe(8);
    await page.reload();
    await expect.poll(() => page.locator("[data-resident]").count()).toBe(8);
  });

  test("j and k walk through residents, a answers the alert that has the focus and no other", async () => {
    const { page } = await visit({ settings: { person: "李护工" } });
    await page.keyboard.press("a");
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    await page.keyboard.press("k");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("王桂英");
    expect(await page.getByText("李护工已出发").count()).toBe(2);
    await page.locator('[data-alert="fall-r0"] a').first().focus();
    await page.keyboard.press("a");
    await page.locator('[data-alert="fall-r0"]').getByText("李护工已出发").waitFor();
  });

  test("English is a complete page: the document's language follows, and no Chinese sentence is left", async () => {
    const { page } = await visit({ residents: 1 });
    await page.getByRole("button", { name: "EN English" }).click();
    await page.getByText("Suspected fall").first().waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe("en");
    expect(await page.title()).toBe("(1) Anhu");
    await page.reload();
    await page.getByText("Suspected fall").first().waitFor();
    const text = (await page.locator("#root").textContent()) ?? "";
    const names = /王桂英|阳光敬老院|\d号楼\d+-\d床|中文/g;
    expect(text.replaceAll(names, "").match(/\p{Script=Han}+/gu)).toBeNull();
  });
});

describe("when the truth cannot be known", () => {
  test("a cut connection is announced with the time it stopped, and what was missed is read when it is back", async () => {
    const { county, server, page } = await visit({});
    server.cutLive();
    await page.getByText(/实时连接已断开，数据停在 \d\d:\d\d/).waitFor();
    const calm = county.residents[1];
    if (calm === undefined) throw new Error("no resident");
    server.publish(calm.facilityId, {
      sentAt: iso(Date.now()),
      residents: [],
      alerts: [draftAlert(calm, fallDraft, Date.now())],
    });
    expect(await page.locator(`[data-alert="fall-${calm.id}"]`).count()).toBe(0);
    server.restoreLive();
    await page.locator(`[data-alert="fall-${calm.id}"]`).waitFor();
    await page.getByText("实时连接已断开").waitFor({ state: "detached" });
  });

  test("a facility whose changes are not known to be sent is not live: that looks like a lost connection", async () => {
    const { server, page } = await visit({});
    server.breakPath("/api/facilities/");
    await page.reload();
    await page.waitForSelector('[data-connection="lost"]');
    await page.getByText(/请到床旁查看/).waitFor();
    expect(await page.title()).toContain("已断开");
    server.breakPath(undefined);
    await page.waitForSelector('[data-connection="live"]');
    expect(await page.title()).not.toContain("已断开");
  });

  test("a line that went dead without a word is noticed within 20 seconds", async () => {
    const { server, page } = await visit({ residents: 1, hasOwnClock: true });
    server.freezeLive();
    await page.clock.runFor(20_000);
    await page.getByText("实时连接已断开").waitFor();
  });

  test("an answer that is not what was agreed says so, and what to do, and keeps what is known", async () => {
    const { server, page } = await visit({});
    server.breakPath("/api/residents");
    server.cutLive();
    await page.getByText("实时连接已断开").waitFor();
    server.restoreLive();
    await page.getByText("服务器的回答与约定不符").waitFor();
    await page.getByRole("button", { name: "刷新页面" }).waitFor();
    expect(await page.locator("[data-resident]").count()).toBe(24);
  });

  test("a call that came again unseen is shown before it can be answered", async () => {
    const { county, server, page } = await visit({ settings: { person: "李护工" } });
    const fall = county.alerts.find(({ id }) => id === "fall-r0");
    if (fall === undefined) throw new Error("no fall");
    const reason = { zh: "设备又检测到跌倒", en: "A device detected another fall" };
    server.changeUnheard({ ...fall, version: fall.version + 1, reason });
    const row = page.locator('[data-alert="fall-r0"]');
    await row.getByRole("button", { name: "我去" }).click();
    await row.getByText("又呼叫了一次").waitFor();
    await row.getByText(reason.zh).waitFor();
    await row.getByRole("button", { name: "我去" }).click();
    await row.getByText("李护工已出发").waitFor();
  });

  test("an unknown resident is not an empty page", async () => {
    const { page } = await visit({ path: "/residents/nobody" });
    await page.getByText("没有这位服务对象").waitFor();
    await page.getByRole("link", { name: "返回看板" }).waitFor();
  });
});

describe("the resident's page", () => {
  test("times are Shanghai's, wherever the workstation stands", async () => {
    const { page } = await visit({ path: "/residents/r0" });
    const expected = new Intl.DateTimeFormat("zh-CN", {
      timeZone: "Asia/Shanghai",
      hour: "2-digit",
      minute: "2-digit",
    });
    const shown = await page.locator("summary time").first().textContent();
    const raisedAt = await page.locator("summary time").first().getAttribute("datetime");
    // The date stands before it where midnight has passed since.
    expect(shown).toMatch(new RegExp(`(^| )${expected.format(new Date(raisedAt ?? ""))}$`));
  });

  test("j goes to the next bed, a answers this resident's alert, a range is a tap", async () => {
    const { page } = await visit({ path: "/residents/r0", settings: { person: "李护工" } });
    await page.locator("canvas").first().waitFor();
    await page.keyboard.press("a");
    await page.getByText("李护工已出发").waitFor();
    await page.getByRole("button", { name: "7 天" }).click();
    await page.locator("canvas").first().waitFor();
    await page.keyboard.press("j");
    await page.getByRole("heading", { name: "张秀兰", exact: true }).waitFor();
    await page.keyboard.press("k");
    await page.getByRole("heading", { name: "王桂英", exact: true }).waitFor();
  });
});
