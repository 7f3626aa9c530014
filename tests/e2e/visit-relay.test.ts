import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { buildPages } from "./built-pages.ts";
import { fakeCamera, launchBrowser } from "./chromium.ts";
import { assess, consent, enter, flows, heard } from "./in-call.ts";
import { openTurnRelay, type TurnRelay } from "./turn-relay.ts";
import { openWard, type Ward } from "./ward.ts";

const doctor = "周医生";
const nurse = "陈护士";
const secret = "a-secret-of-relay-and-service";

let browser: Browser;
let ward: Ward;
let relay: TurnRelay;
beforeAll(async () => {
  buildPages();
  relay = await openTurnRelay(secret);
  browser = await launchBrowser(fakeCamera);
  ward = await openWard({ relay: { stun: [], turn: [relay.url], secret } });
  await ward.admit("r1", "王桂英", "b1");
  for (const [name, role] of [
    [doctor, "doctor"],
    [nurse, "nurse"],
  ] as const)
    await ward.visitor({ name, roles: [{ role, facilityId: "sunshine" }] });
}, 240_000);
afterAll(async () => {
  await browser?.close();
  await ward?.close();
  relay?.close();
});

/** A page that sends by a relay or not at all, as between networks that let nothing through. */
async function behindFirewall(as: string, path: string): Promise<Page> {
  const page = await ward.openPage(browser, { as, settings: { theme: "light", language: "zh", hasSound: false } });
  onTestFinished(() => page.context().close());
  await page.addInitScript(() => {
    const Real = globalThis.RTCPeerConnection;
    const relayed = (given?: RTCConfiguration): RTCConfiguration => ({ ...given, iceTransportPolicy: "relay" });
    globalThis.RTCPeerConnection = class extends Real {
      constructor(given?: RTCConfiguration) {
        super(relayed(given));
      }
      override setConfiguration(given?: RTCConfiguration): void {
        super.setConfiguration(relayed(given));
      }
    };
  });
  await page.goto(`${ward.url}${path}`);
  await page.locator("h1").first().waitFor();
  return page;
}

async function begun(id: string): Promise<{ readonly lead: Page; readonly bedside: Page }> {
  const response = await fetch(new URL("/api/visits", ward.url), {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${ward.box.commandToken}` },
    body: JSON.stringify({ id, kind: "contracted-follow-up", residentId: "r1", reason: "血压波动" }),
  });
  expect(response.ok).toBe(true);
  const path = `/visits/${id}`;
  const [lead, bedside] = await Promise.all([behindFirewall(doctor, path), behindFirewall(nurse, path)]);
  await Promise.all([enter(lead), enter(bedside)]);
  await consent(bedside);
  await assess(lead);
  await lead.getByRole("button", { name: "开始通话" }).click();
  return { lead, bedside };
}

/** Kinds of the two ends of the pair that carries the call. */
async function carriers(page: Page): Promise<readonly string[]> {
  return page.evaluate(async () => {
    const { anhuCall } = globalThis as unknown as { anhuCall: { connections(): readonly RTCPeerConnection[] } };
    const [connection] = anhuCall.connections();
    const stats = await connection?.getStats();
    const all = [...(stats?.values() ?? [])];
    const pairId = all.find(({ type }) => type === "transport")?.selectedCandidatePairId;
    const pair = all.find(({ id }) => id === pairId);
    return [pair?.localCandidateId, pair?.remoteCandidateId].map(
      (id) => all.find((each) => each.id === id)?.candidateType as string,
    );
  });
}

test("media go by the relay where there is no other way, and what a device loses there is known on both sides at once", async () => {
  const { lead, bedside } = await begun("relayed");
  await Promise.all([flows(lead, 1), flows(bedside, 1)]);
  for (const page of [lead, bedside]) expect(await carriers(page)).toEqual(["relay", "relay"]);
  const before = relay.passed();
  await Promise.all([flows(lead, 1), flows(bedside, 1)]);
  expect(relay.passed()).toBeGreaterThan(before);
  expect(relay.refused()).toBe(0);

  // The only microphone is pulled out: Chromium's cannot be, so the page is told what it would be told.
  await lead.evaluate(() => {
    const { mediaDevices } = navigator;
    const real = mediaDevices.getUserMedia.bind(mediaDevices);
    const plug = (isPlugged: boolean): void => {
      mediaDevices.getUserMedia = (wanted) =>
        isPlugged || wanted?.audio === undefined ? real(wanted) : Promise.reject(new DOMException("", "NotFoundError"));
      if (isPlugged) mediaDevices.dispatchEvent(new Event("devicechange"));
    };
    plug(false);
    Object.assign(globalThis, { plug });
    const { anhuCall } = globalThis as unknown as { anhuCall: { connections(): readonly RTCPeerConnection[] } };
    const track = anhuCall
      .connections()[0]
      ?.getSenders()
      .find((each) => each.track?.kind === "audio")?.track;
    track?.stop();
    track?.dispatchEvent(new Event("ended"));
  });
  await lead.locator('[data-lacking="audio"]').waitFor();
  await bedside.locator("[data-peer]").getByText("没有麦克风").waitFor();
  await lead.evaluate(() => (globalThis as unknown as { plug(isPlugged: boolean): void }).plug(true));
  await lead.locator('[data-replaced="audio"]').waitFor();
  await expect.poll(() => bedside.locator("[data-peer]").getByText("没有麦克风").count()).toBe(0);
  await flows(bedside, 1);
}, 180_000);

test("a relay with another secret carries nothing, and both pages say why", async () => {
  relay.trust("what-somebody-changed");
  const { lead, bedside } = await begun("refused");
  for (const page of [lead, bedside]) await page.locator("[data-peer]").getByText("不接受凭据").waitFor();
  expect(relay.refused()).toBeGreaterThan(0);
  for (const page of [lead, bedside])
    for (const { audio, video } of await heard(page)) expect([audio, video]).toEqual([0, 0]);
}, 180_000);
