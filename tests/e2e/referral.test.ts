import { mkdirSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import type { ReferralDetailView } from "../../contracts/http/referrals.ts";
import type { RoleAt } from "../../domain/model/person.ts";
import { minute } from "../../domain/model/time.ts";
import { virtualClock } from "../../local/clock.ts";
import { fieldTime } from "../../web/referral/said-time.ts";
import { axeFindings, scrollsSideways } from "./axe.ts";
import { buildPages } from "./built-pages.ts";
import { launchBrowser } from "./chromium.ts";
import { openWard, type Ward, type WardDevice } from "./ward.ts";

const home = "sunshine";
const county = "county";
const second = "county-2";
const carer = "李护工";
const nurse = "陈护士";
const manager = "何院长";
const desk = "刘协调员";
const doctor = "急诊王医生";
const elsewhere = "中医院赵协调员";
/** What the home and the county hospital signed. */
const written = {
  content: "双向转诊、急诊绿色通道",
  manner: "电话和本系统",
  fees: "按医保规定",
  duties: "转出方随附资料，接诊方先救治",
};

/** 02:10 of a night in Shanghai. */
const clock = virtualClock(Date.UTC(2026, 10, 22, 18, 10));
let browser: Browser;
let ward: Ward;
const bands: Record<string, WardDevice> = {};

beforeAll(async () => {
  buildPages();
  browser = await launchBrowser();
  ward = await openWard({ clock });
  await asCommand("/api/facilities", {
    id: county,
    name: "县人民医院",
    kind: "county-hospital",
    beds: [{ id: "er1", label: "急诊1床" }],
  });
  await asCommand(`/api/facilities/${county}`, {
    departments: [{ id: "emergency", name: "急诊科", kind: "emergency", isReferralDesk: true }],
  });
  await asCommand("/api/facilities", { id: second, name: "县中医院", kind: "county-hospital" });
  for (const to of [county, second])
    await asCommand("/api/agreements", {
      fromFacilityId: home,
      toFacilityId: to,
      covers: ["up-referral", "down-referral", "green-channel"],
      validFrom: "2026-01-01",
      ...(to === county && { signedOn: "2025-12-20", ...written }),
    });
  await ward.admit("wang", "王桂英", "b1");
  await ward.admit("li", "李建国", "b2");
  for (const id of ["wang", "li"]) bands[id] = await ward.give(id, "wristband");
  const people: Readonly<Record<string, readonly RoleAt[]>> = {
    [carer]: [{ role: "carer", facilityId: home }],
    [nurse]: [{ role: "nurse", facilityId: home }],
    [manager]: [{ role: "facility-manager", facilityId: home }],
    [desk]: [{ role: "referral-coordinator", facilityId: county }],
    [doctor]: [{ role: "doctor", facilityId: county }],
    [elsewhere]: [{ role: "referral-coordinator", facilityId: second }],
  };
  for (const [name, roles] of Object.entries(people)) await ward.visitor({ name, roles });
  for (const id of [home, county, second]) await asCommand(`/api/facilities/${id}/live-lease`, { seconds: 86_400 });
}, 240_000);
afterAll(async () => {
  await browser?.close();
  await ward?.close();
});

async function asCommand(path: string, body: object): Promise<{ readonly id: string }> {
  const response = await fetch(new URL(path, ward.url), {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${ward.box.commandToken}` },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as { readonly id: string };
}

async function asked(path: string): Promise<unknown> {
  const headers = { authorization: `Bearer ${ward.box.commandToken}` };
  return await (await fetch(new URL(path, ward.url), { headers })).json();
}

async function at(as: string, path: string, width = 1440): Promise<Page> {
  const page = await ward.openPage(browser, {
    as,
    settings: { theme: "light", language: "zh", hasSound: false },
    options: { viewport: { width, height: 900 } },
  });
  onTestFinished(() => page.context().close());
  await page.goto(`${ward.url}${path}`);
  await page.locator("h1").first().waitFor();
  await page.locator('[aria-busy="true"]').first().waitFor({ state: "detached" });
  return page;
}

/** Where the pictures of the pages go, for whoever looks at them; nowhere unless told. */
const pictures = process.env.ANHU_TEST_PICTURES;

async function isInOrder(page: Page, name: string): Promise<void> {
  const size = page.viewportSize() ?? { width: 1440, height: 900 };
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 });
    expect.soft(await scrollsSideways(page), `${name} at ${width}`).toBe(false);
    if (pictures !== undefined) {
      mkdirSync(pictures, { recursive: true });
      await page.evaluate(() => scrollTo(0, 0));
      await page.screenshot({ path: `${pictures}/${name}-${width}.png`, fullPage: true });
    }
  }
  await page.setViewportSize(size);
  expect.soft(await axeFindings(page), name).toEqual([]);
}

async function stateIs(page: Page, state: string): Promise<void> {
  await page.locator(`[data-state="${state}"]`).first().waitFor();
}

/** Answers the alert that fills the screen. */
async function goThere(page: Page): Promise<void> {
  const alarm = page.locator("dialog[data-alarm]");
  await alarm.waitFor();
  while ((await alarm.count()) > 0) {
    const id = (await alarm.getAttribute("data-alarm")) ?? "";
    await alarm.getByRole("button", { name: /^(我去|我来接诊|我来办理)$/ }).click();
    await page.locator(`dialog[data-alarm="${id}"]`).waitFor({ state: "detached" });
  }
}

async function tap(page: Page, action: string): Promise<void> {
  await page.locator(`button[data-do="${action}"]`).first().click();
}

async function send(page: Page): Promise<void> {
  await page.locator("[data-step-form] button[type=submit]").click();
}

describe("a fall at night that nobody answers", () => {
  test("goes by the green channel to the county hospital, is treated, and comes home to be followed up", async () => {
    const policy = await at(manager, "/referrals/policy");
    await policy.locator('[data-policy="off"]').waitFor();
    await policy.getByLabel("无人应答时自动发起绿色通道").check();
    await policy.getByLabel("多久无人应答后").selectOption({ label: "呼叫 2 分钟后" });
    await policy.getByLabel("转往").selectOption({ label: "县人民医院" });
    await isInOrder(policy, "policy");
    await policy.getByRole("button", { name: "保存" }).click();
    await policy.locator('[data-policy="on"]').getByText("呼叫 2 分钟后仍无人应答").waitFor();
    await policy.getByText("全部环节和默认时限").click();
    await policy.getByRole("row", { name: /待受理 · 急诊.*接诊方.*30 分钟.*按默认/ }).waitFor();
    await policy.getByText("修改时限").click();
    await policy.locator('input[name="routine requested"]').fill("0");
    const saveDeadlines = policy.getByRole("form", { name: "环节时限" }).getByRole("button", { name: "保存" });
    await saveDeadlines.click();
    await policy.getByText(/请填写 1 到 \d+ 的整数/).waitFor();
    await policy.locator('input[name="routine requested"]').fill("90");
    await isInOrder(policy, "policy-deadlines");
    await saveDeadlines.click();
    await policy.locator('[data-own-deadlines="1"]').getByText("90 分钟").waitFor();

    // A hospital begins at the board of its desk.
    const board = await at(desk, "/");
    await board.waitForURL(/\/referrals\/arrivals$/);
    await board.waitForSelector('[data-connection="live"]');
    expect(await board.locator("[data-referral]").count()).toBe(0);

    await bands.wang?.reports("fall");
    // Three minutes more than the ten in which an ambulance should have left.
    await clock.advanceBy(15 * minute);
    // The desk is called by an alert of its own, from which the case opens.
    const called = await at(desk, "/inbox");
    const alarm = called.locator("dialog[data-alarm]");
    await alarm.getByText("起因：疑似跌倒").first().waitFor();
    await alarm.getByRole("button", { name: "打开转诊" }).click();
    await stateIs(called, "accepted");
    await goThere(board);
    const coming = board.locator("[data-referral]", { hasText: "王桂英" });
    await coming.getByText("绿色通道").waitFor();
    await stateIs(board, "accepted");

    const inbox = await at(carer, "/inbox", 390);
    await goThere(inbox);
    await inbox.locator("[data-alert]", { hasText: "疑似跌倒" }).first().getByRole("link").first().click();
    await inbox.locator("[data-open-referral]").click();
    await inbox.getByText("无人应答，按约定自动发起").waitFor();
    await stateIs(inbox, "accepted");
    await inbox.getByText("! 急诊先行，资料待补").waitFor();
    await isInOrder(inbox, "referral-of-policy");
    const heads = await at(manager, "/referrals");
    await heads
      .locator("[data-referral]", { hasText: "王桂英" })
      .getByText(/超时 3\s分/)
      .waitFor();
    await isInOrder(heads, "referrals-late");
    await heads.locator("[data-referral]", { hasText: "王桂英" }).getByRole("link").first().click();
    await heads.getByText(/等阳光敬老院（转出方）办理/).waitFor();
    await tap(inbox, "depart");
    await send(inbox);
    await stateIs(inbox, "en-route");
    await board.getByText(/30\s分后到/).waitFor();
    await ward.settle();

    const ed = await at(doctor, new URL(inbox.url()).pathname);
    await ed.locator('[data-centre-choice="trauma"]').click();
    await ed.locator('[data-point="prepare-trauma-team"]').click();
    await ed.locator('[data-untick="prepare-trauma-team"]').click();
    await ed.locator('button[data-point="prepare-trauma-team"]').click();
    await ed.locator('span[data-point="prepare-trauma-team"]').waitFor();
    await ed.locator("[data-change-centre]").click();
    await ed.locator('[data-centre-choice="stroke"]').click();
    await ed.locator('[data-centre="stroke"]').waitFor();
    await ed.locator("[data-change-centre]").click();
    await isInOrder(ed, "referral-centre");
    await ed.locator('[data-centre-choice="trauma"]').click();
    await ed.locator('[data-step="note"]').getByText("原为卒中").waitFor();
    await board.getByText("准备 1/5").waitFor();
    await isInOrder(board, "arrivals");
    await clock.advanceBy(5 * minute);
    await tap(ed, "arrive");
    await send(ed);
    await stateIs(ed, "arrived");
    await clock.advanceBy(2 * minute);
    await ed.locator('button[data-point="team-at-bedside"]').click();
    await ed.locator('[data-clock="door-to-team"][data-clock-state="met"]').waitFor();
    await ed.locator('[data-undo-point="team-at-bedside"]').click();
    await ed.locator('[data-clock="door-to-team"][data-clock-state="running"]').waitFor();
    const team = ed.locator('button[data-point="team-at-bedside"]');
    await team.dblclick();
    await ed.locator('[data-change-point="team-at-bedside"]').click();
    const form = ed.locator('[data-point-form="team-at-bedside"]');
    await form.locator("input[name=at]").fill(fieldTime(clock.now() - minute));
    await form.getByLabel("为什么更正").fill("按抢救记录");
    await form.locator("button[type=submit]").click();
    await form.waitFor({ state: "detached" });
    await ed.locator('[data-clock="door-to-team"][data-clock-state="met"]').waitFor();
    const { timePoints } = (await asked(`/api${new URL(ed.url()).pathname}`)) as ReferralDetailView;
    const moments = timePoints.filter(({ code }) => code === "team-at-bedside");
    expect(moments.map(({ isUndone, reason }) => [isUndone, reason])).toEqual([
      [undefined, undefined],
      [true, "误点，已撤回"],
      [undefined, undefined],
      [undefined, "按抢救记录"],
    ]);
    await isInOrder(ed, "referral-arrived");
    await tap(ed, "admit");
    await ed.locator('[data-step-form="admit"] select[name=bedId]').selectOption({ label: "急诊1床" });
    await send(ed);
    await stateIs(ed, "admitted");
    await ed.locator("[data-case-bed]").getByText("床位 急诊1床").waitFor();

    // The papers that the emergency left for later.
    const nurses = await at(nurse, new URL(inbox.url()).pathname);
    await nurses.getByRole("button", { name: "补充或更正" }).click();
    await nurses.getByLabel("主要现病史（转出原因）").fill("夜间如厕跌倒，右髋疼痛，不能站立");
    await nurses.getByRole("button", { name: "添加用药" }).click();
    await nurses.getByLabel("药名").fill("阿司匹林");
    await nurses.getByLabel("用法用量").fill("100 mg 每日一次");
    await nurses.getByLabel("接触隔离").check();
    await nurses.getByLabel("交出，资料完整").check();
    await isInOrder(nurses, "snapshot-editing");
    await nurses.getByRole("button", { name: "保存" }).click();
    await nurses.locator('[data-field="situation"][data-by="person"]').getByText("夜间如厕跌倒").waitFor();
    await nurses.locator('[data-field="identity"][data-by="system"]').waitFor();
    await nurses.getByText("资料已由陈护士补齐").waitFor();
    const download = nurses.waitForEvent("download");
    await nurses.getByRole("button", { name: "转出单 PDF" }).click();
    expect((await download).suggestedFilename()).toMatch(/^转出单-[^-]+-\d{8}\.pdf$/);
    const bundle = nurses.waitForEvent("download");
    await nurses.getByRole("button", { name: "转出 FHIR 文档" }).click();
    expect((await bundle).suggestedFilename()).toMatch(/\.fhir\.json$/);

    await tap(ed, "ready");
    await send(ed);
    await stateIs(ed, "ready-for-down");
    await ed.getByRole("button", { name: "补充或更正" }).click();
    await ed.getByLabel("下一步治疗方案").fill("卧床两周，骨科门诊复查");
    await ed.getByLabel("随访安排").fill("12 月 1 日复查");
    await ed.getByRole("button", { name: "保存" }).click();
    await ed.getByText("每行以日期开头").first().waitFor();
    await ed.getByLabel("随访安排").fill("2026-12-07 右髋 X 线复查\n2026-12-21 骨科门诊");
    await ed.getByRole("button", { name: "保存" }).click();
    await ed.locator('[data-field="followUps"]').getByText("右髋 X 线复查").waitFor();
    await board.getByText("可下转不到 1 天").waitFor();
    await isInOrder(board, "arrivals-fit");

    await heads.getByText(/等阳光敬老院（接回方）办理/).waitFor();
    await tap(heads, "accept-down");
    await heads.getByLabel("预约接回时间").waitFor();
    await send(heads);
    await stateIs(heads, "down-accepted");
    const leaving = await at(doctor, new URL(heads.url()).pathname);
    await tap(leaving, "depart-back");
    await send(leaving);
    await stateIs(leaving, "returning");
    await heads
      .locator("[data-back-at]")
      .getByText(/预计 .* 接回/)
      .waitFor();
    await tap(heads, "receive-back");
    await stateIs(heads, "follow-up-due");
    await heads.locator('[data-follow-up="open"] button').first().click();
    await isInOrder(heads, "follow-ups");
    await heads.getByRole("button", { name: "确定：已完成" }).click();
    await heads.locator('[data-follow-up="done"]').getByText("右髋 X 线复查").waitFor();
    await tap(heads, "follow-up");
    await heads.getByLabel("随访情况").fill("电话随访，疼痛缓解，按时服药");
    await send(heads);
    await stateIs(heads, "closed");
    await heads.locator('[data-step="follow-up"]').getByText("疼痛缓解").waitFor();
    await isInOrder(heads, "referral-closed");

    const figures = await at(doctor, "/referrals/figures");
    await figures.getByRole("row", { name: /已接收，待转运.*▲ 1/ }).waitFor();
    await isInOrder(figures, "figures");
  }, 240_000);
});

describe("a routine referral", () => {
  test("is asked for on the resident's page, declined with a reason, offered to the next, and accepted on the telephone", async () => {
    const page = await at(nurse, "/residents/li");
    await page.getByRole("link", { name: "申请转诊" }).click();
    await page.getByRole("button", { name: "发出申请" }).click();
    await page.getByText("请选择机构").waitFor();
    await page.getByLabel("转往").selectOption({ label: "县人民医院" });
    await page.locator("summary").getByText("协议全文").click();
    await page.locator("[data-agreement]").getByText(written.duties).waitFor();
    await page.getByLabel("科室").selectOption({ label: "急诊科" });
    await page.getByLabel("转诊原因").fill("反复发热三天");
    await page.getByText("请选择紧急程度").waitFor();
    await page.getByLabel("紧急程度").selectOption("urgent");
    await isInOrder(page, "request");
    await page.getByRole("button", { name: "发出申请" }).click();
    await stateIs(page, "requested");
    const own = new URL(page.url()).pathname;

    const theirs = await at(desk, own);
    await tap(theirs, "triage");
    await theirs.getByLabel("紧急程度").selectOption("asap");
    await theirs.locator("[data-needs-green]").waitFor();
    await isInOrder(theirs, "triage");
    await send(theirs);
    await theirs.getByText("请写明原因").waitFor();
    await theirs.getByLabel("分诊理由").fill("持续高热，须尽快评估");
    await send(theirs);
    await stateIs(theirs, "triaged");
    await page.locator('h1 [data-urgency="asap"]').getByText("24 小时内").waitFor();
    await page.locator('[data-step="triage"]').getByText("24 小时内（原为本周内）").waitFor();
    await page.locator('[data-step="triage"]').getByText("持续高热，须尽快评估").waitFor();
    await theirs.getByText("其他办理").click();
    await tap(theirs, "decline");
    await send(theirs);
    await theirs.getByText("请写明原因").waitFor();
    await theirs.getByLabel("原因", { exact: true }).fill("没有床位");
    await isInOrder(theirs, "declining");
    await send(theirs);
    await stateIs(theirs, "declined");

    await stateIs(page, "declined");
    await tap(page, "offer");
    await page.locator("[data-step-form]").getByLabel("转往").selectOption({ label: "县中医院" });
    await send(page);
    await stateIs(page, "requested");
    await theirs.getByText("没有这次转诊，或已改投其他医院").waitFor();

    const heads = await at(manager, own);
    await tap(heads, "accept");
    await heads.getByLabel("电话里说了什么").fill("同意，直接送住院部");
    await isInOrder(heads, "by-phone");
    await send(heads);
    await stateIs(page, "accepted");
    await page.locator('[data-step="accept"]').getByText("☎ 电话确认：县中医院：同意，直接送住院部").waitFor();

    const { steps } = (await asked(`/api${own}`)) as ReferralDetailView;
    expect(steps.filter(({ clientAt }) => clientAt === undefined)).toEqual([]);

    // Where one would ask a second time, the first is shown.
    const again = await at(nurse, "/residents/li");
    await again.locator("[data-open-referral]").click();
    await stateIs(again, "accepted");
    expect(new URL(again.url()).pathname).toBe(own);
    const next = await at(elsewhere, "/referrals", 390);
    await next.locator("[data-referral]", { hasText: "李建国" }).waitFor();

    // It becomes an emergency: the alert's page shows the open case and makes a green channel of it.
    await bands.li?.reports("sos");
    const alert = await at(carer, "/inbox", 390);
    await goThere(alert);
    await alert.locator("[data-alert]", { hasText: "李建国" }).first().getByRole("link").first().click();
    await alert.locator("[data-green-channel]").click();
    await alert.getByText("按协议医院直接接收").waitFor();
    await alert.getByLabel("转往").selectOption(county);
    await isInOrder(alert, "green-channel");
    await alert.getByRole("button", { name: "转往县人民医院" }).click();
    await stateIs(alert, "accepted");
    await alert.getByText("绿色通道 · 上转").waitFor();
  }, 180_000);
});

test("by the keyboard alone a case is opened and the next step is taken", async () => {
  const page = await at(nurse, "/referrals");
  await page.locator("[data-referral] a").first().focus();
  await page.keyboard.press("Enter");
  const depart = page.locator('button[data-do="depart"]');
  await depart.focus();
  await page.keyboard.press("Enter");
  const first = page.locator("[data-step-form] select").first();
  await expect.poll(() => first.evaluate((control) => control === document.activeElement)).toBe(true);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Enter");
  await stateIs(page, "en-route");
});

test("triage finds an emergency: one tap takes them, and the home is called to send them", async () => {
  await asCommand("/api/residents/wang", { familyDoctor: "城关卫生院 王医生" });
  const body = { residentId: "wang", toFacilityId: county, reason: "胸闷", urgency: "asap" };
  const { id } = await asCommand("/api/referrals", body);
  const board = await at(desk, "/referrals/arrivals");
  const asking = board.locator(`[data-referral="${id}"]`);
  await asking.locator('[data-urgency="asap"]').getByText("24 小时内").waitFor();
  await asking.locator("[data-contracted]").getByText("优先转诊").waitFor();
  await goThere(board);
  await isInOrder(board, "arrivals-urgency");
  const theirs = await at(desk, `/referrals/${id}`, 390);
  await tap(theirs, "triage");
  await theirs.locator("[data-needs-green]").click();
  await stateIs(theirs, "accepted");
  await theirs.locator("h1").getByText("绿色通道 · 上转").waitFor();
  const called = await at(nurse, "/inbox", 390);
  await called.locator("dialog[data-alarm]", { hasText: "医院要求走绿色通道，请立即送出" }).waitFor();
}, 120_000);
