import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import type { AlertView } from "../../contracts/http/alerts.ts";
import { draftAlert, type FixtureCounty, fallDraft, fixtureCounty, iso, vital } from "../web/fixture/county.ts";
import type { FixtureServer } from "../web/fixture/server.ts";
import { axeFindings, scrollsSideways } from "./axe.ts";
import { fixtureVisits, type Visited } from "./fixture-visit.ts";
import { burstsHeard, holdMicrophone } from "./heard.ts";

/* The corridor's screen: what it shows of many beds, what it lets be heard, and how it lasts. */

const open = fixtureVisits();

interface Screen {
  readonly width?: number;
  readonly height?: number;
  readonly language?: "zh" | "en";
  readonly now?: () => number;
  readonly isHeard?: boolean;
}

async function openWall(county: FixtureCounty, screen: Screen = {}): Promise<Visited> {
  const { width = 1920, height = 1080, language = "zh", now = Date.now, isHeard = false } = screen;
  const visited = await open(county, { viewport: { width, height }, settings: { language }, now });
  const { page, server } = visited;
  if (isHeard) await holdMicrophone(page);
  await page.goto(`${server.url}/wall`);
  await page.locator("[data-cell]").first().waitFor();
  return visited;
}

/** Somebody touches the screen, upon which the browser lets it sound. */
async function touch(wall: Page): Promise<void> {
  await wall.mouse.click(600, 600);
  await wall.getByText("浏览器还没有允许声音").waitFor({ state: "detached" });
}

const quiet = (count: number, now = Date.now()): FixtureCounty => ({ ...fixtureCounty(count, now), alerts: [] });

/** Texts of cells that leave their cell, to the side or below. */
function cutTexts(of: Page): Promise<readonly string[]> {
  return of.evaluate(() => {
    const isBeside = (inner: DOMRect, outer: DOMRect) =>
      inner.left < outer.left - 0.5 || inner.right > outer.right + 0.5;
    return [...document.querySelectorAll("[data-cell]")].flatMap((cell) => {
      const outer = cell.getBoundingClientRect();
      const lines = [...cell.querySelectorAll("p, dt, dd")].filter(({ textContent }) => textContent !== "");
      const below = lines.filter((line) => {
        const { top, bottom, height } = line.getBoundingClientRect();
        const range = document.createRange();
        range.selectNodeContents(line);
        const middles = [...range.getClientRects()].map((text) => (text.top + text.bottom) / 2);
        const isSqueezed = height < Number.parseFloat(getComputedStyle(line).fontSize);
        return isSqueezed || top < outer.top || bottom > outer.bottom || middles.some((y) => y < top || y > bottom);
      });
      const beside = lines.filter((line) => {
        const range = document.createRange();
        range.selectNodeContents(line);
        return [...line.querySelectorAll(".said")].length === 0 && isBeside(range.getBoundingClientRect(), outer);
      });
      return [...below, ...beside].map((line) => `${cell.getAttribute("data-cell")}: ${line.textContent}`);
    });
  });
}

describe("what a screen full of beds shows", () => {
  test.each([
    { count: 12, width: 1920, height: 1080 },
    { count: 96, width: 1440, height: 900 },
    { count: 96, width: 1440, height: 1080, language: "en" },
    { count: 100, width: 1920, height: 1080 },
    { count: 500, width: 1920, height: 1080 },
    { count: 500, width: 1440, height: 900, language: "en" },
    { count: 500, width: 3840, height: 2160 },
  ] as const)("$count beds on $width × $height: no text of any bed is cut", async ({ count, ...screen }) => {
    const { page } = await openWall(fixtureCounty(count, Date.now()), screen);
    await expect.poll(() => page.locator("[data-cell]").count()).toBeGreaterThanOrEqual(count);
    await expect.poll(() => cutTexts(page)).toEqual([]);
    expect(await scrollsSideways(page)).toBe(false);
  });

  test("with 500 beds names of up to three characters are 17.5 px high and more, each floor is named, axe finds nothing", async () => {
    const county = quiet(500);
    const residents = county.residents.map((resident) => ({ ...resident, name: resident.name.replace(/\d+$/, "") }));
    const { page } = await openWall({ ...county, residents });
    await touch(page);
    const sizes = () =>
      page.locator("[data-cell] > p:first-child").evaluateAll((names) =>
        names.flatMap((name) => {
          const isShort = (name.textContent ?? "").length <= 3;
          return isShort ? [Number.parseFloat(getComputedStyle(name).fontSize)] : [];
        }),
      );
    await expect.poll(async () => Math.min(...(await sizes()))).toBeGreaterThanOrEqual(17.5);
    expect((await sizes()).length).toBeGreaterThan(300);
    await page.getByText("5号楼2层").first().waitFor();
    expect(await axeFindings(page)).toEqual([]);
  }, 180_000);

  test.each([1, 3, 12, 40])(
    "%i calls among 500 beds: none covers a bed, each text is whole, what happened as large as half the name",
    async (count) => {
      const county = quiet(500);
      const alerts = county.residents
        .slice(0, count)
        .map((resident) => ({ ...draftAlert(resident, fallDraft, Date.now()), id: `fall-${resident.id}` }));
      const { page } = await openWall({ ...county, alerts });
      const shown = await page.locator("[data-wall-alert]").count();
      if (count <= 12) expect(shown).toBe(count);
      else await page.locator("[data-wall-turns]", { hasText: `另有 ${count - shown} 人轮流显示` }).waitFor();
      const seen = await page.evaluate(() => {
        const cards = [...document.querySelectorAll("[data-wall-alert]")];
        const lowest = Math.max(...cards.map((card) => card.getBoundingClientRect().bottom));
        const letters = (of: Element | null) => Number.parseFloat(getComputedStyle(of as Element).fontSize);
        return {
          covered: [...document.querySelectorAll("[data-cell]")].filter(
            (cell) => cell.getBoundingClientRect().top < lowest || cell.getBoundingClientRect().bottom > innerHeight,
          ).length,
          cut: cards
            .flatMap((card) => [...card.querySelectorAll("p")])
            .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 1)
            .map(({ textContent }) => textContent),
          letters: Math.min(...cards.map((card) => letters(card.querySelector("p")))),
          besideName: Math.min(
            ...cards.map((card) => letters(card.querySelector("p")) / letters(card.querySelector("a"))),
          ),
        };
      });
      expect(seen).toMatchObject({ covered: 0, cut: [] });
      expect(seen.besideName).toBeGreaterThanOrEqual(0.5);
      // 18 mm on a screen of 55 inches are the least that is read from five metres; few calls are far larger.
      expect(seen.letters).toBeGreaterThanOrEqual(count <= 3 ? 40 : 28);
    },
  );
});

/** Their hearts beat so often. */
function say(to: FixtureServer, residents: FixtureCounty["residents"], rate: number, at: number): void {
  for (const [facilityId, theirs] of Map.groupBy(residents, (resident) => resident.facilityId)) {
    const changes = theirs.flatMap(({ id, monitoring, news2, devices: [device] }) => {
      if (device === undefined) return [];
      return [{ residentId: id, vitals: [vital("heart-rate", rate, at, device.id)], monitoring, news2 }];
    });
    to.publish(facilityId, { sentAt: iso(at), residents: changes, alerts: [] });
  }
}

function raise(to: FixtureServer, change: Partial<AlertView>, at = Date.now()): AlertView {
  const drafted = draftAlert({ id: "r0", facilityId: "sunshine" }, fallDraft, at);
  const alert: AlertView = { ...drafted, raisedAt: iso(at), ...change };
  to.publish(alert.facilityId, { sentAt: iso(at), residents: [], alerts: [alert] });
  return alert;
}

function close(to: FixtureServer, alert: AlertView, at = Date.now()): void {
  const closed: AlertView = {
    ...alert,
    version: alert.version + 1,
    handling: "resolved",
    closedAt: iso(at),
    outcome: "test",
  };
  to.publish(alert.facilityId, { sentAt: iso(at), residents: [], alerts: [closed] });
}

describe("what a touched wall lets be heard", () => {
  test("each priority by its own groups of pulses, through the page's own loudspeaker", async () => {
    const { page, server } = await openWall(quiet(6), { isHeard: true });
    await touch(page);
    for (const [priority, groups] of [
      ["high", [3, 2, 3, 2]],
      ["medium", [3]],
      ["low", [1]],
    ] as const) {
      const before = (await burstsHeard(page)).length;
      const alert = raise(server, { id: priority, priority });
      await expect.poll(async () => (await burstsHeard(page))[before]).toEqual(groups);
      close(server, alert);
      await page.locator(`[data-wall-alert="${priority}"]`).waitFor({ state: "detached" });
    }
  });

  test("an untouched one lets nothing be heard, and says so", async () => {
    const { page, server } = await openWall(quiet(6), { isHeard: true });
    raise(server, { id: "fall" });
    await page.locator("[data-wall-alert]").waitFor();
    await page.getByText("浏览器还没有允许声音").waitFor();
    expect(await burstsHeard(page)).toEqual([]);
  });

  test("a connection that is cut is seen at once, and after ten seconds heard, until it is back", async () => {
    const county = quiet(6);
    const { page, server } = await openWall(county, { isHeard: true });
    await touch(page);
    await expect
      .poll(
        () => {
          say(server, county.residents.slice(0, 1), 101, Date.now());
          return page.getByText("101", { exact: true }).count();
        },
        { timeout: 20_000 },
      )
      .toBe(1);
    server.cutLive();
    await page.getByText(/实时连接已断开/).waitFor();
    expect(await page.locator("[data-lost]").count()).toBe(0);
    await page.locator("[data-lost]", { hasText: "不会为新告警响" }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await expect.poll(() => burstsHeard(page)).toEqual([[2]]);
    await page.getByRole("button", { name: "静音 10 分钟" }).click();
    await page.getByText(/提示音静音至 \d\d:\d\d/).waitFor();
    server.restoreLive();
    await page.locator("[data-lost]").waitFor({ state: "detached" });
  }, 180_000);
});

test("a wall that has shown a day of alerts and values holds no more than it did at first", async () => {
  const minute = 60_000;
  const start = Date.parse("2026-11-22T08:00:00+08:00");
  let now = start;
  const county = quiet(24, start);
  const { page, server } = await openWall(county, { now: () => now });
  const protocol = await page.context().newCDPSession(page);
  await protocol.send("Performance.enable");
  async function held() {
    for (let n = 0; n < 3; n++) await protocol.send("HeapProfiler.collectGarbage");
    const { metrics } = await protocol.send("Performance.getMetrics");
    const of = (wanted: string) => metrics.find(({ name }) => name === wanted)?.value ?? Number.NaN;
    return { nodes: of("Nodes"), listeners: of("JSEventListeners"), heap: of("JSHeapUsedSize") };
  }
  async function live(minutes: number): Promise<void> {
    for (const until = now + minutes * minute; now < until; ) {
      now += minute;
      say(server, county.residents, 60 + ((now / minute) % 40), now);
      const alert = raise(server, { id: `fall-${now}` }, now);
      // Drawn before it is over: else the page would be spared half of the work.
      if ((now / minute) % 60 === 0) await page.locator(`[data-wall-alert="${alert.id}"]`).waitFor();
      close(server, alert, now);
    }
    await page.locator("[data-wall-alert]").waitFor({ state: "detached" });
  }
  // Some hundreds of closed alerts are remembered on purpose.
  await live(10 * 60);
  const before = await held();
  await live(24 * 60);
  const after = await held();
  // One node kept of each alert would be 1,440; what stands on the wall itself varies by some dozens.
  expect(after.nodes).toBeLessThanOrEqual(before.nodes + 100);
  expect(after.listeners).toBeLessThanOrEqual(before.listeners + 20);
  expect(after.heap).toBeLessThanOrEqual(before.heap + 1_000_000);
}, 180_000);
