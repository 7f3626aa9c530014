import { randomUUID } from "node:crypto";
import mqtt from "mqtt";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { noticeVersion } from "../../../contracts/joining/notice.ts";
import { signalFilter, signalUserName } from "../../../contracts/topics.ts";
import type { Box } from "../../../local/box.ts";
import { closed, get, post, startedBox, withDevices } from "../box-under-test.ts";
import { OidcBrowser, type Shown, type Tokens } from "../oidc-browser.ts";

const password = "柳溪镇的桂花香-31";
/** From taking back to the end of the stream; a box needs milliseconds. */
const longestMs = 2_000;
let box: Box;

beforeEach(async () => {
  box = await startedBox();
  await withDevices(box);
});

async function inviting(): Promise<{ readonly code: string; readonly invitation: { readonly id: string } }> {
  const body = { do: "invite", name: "王小梅", relation: "女儿", intended: ["video"] };
  return (await post(box, "/api/residents/r1/invitations", body)).body;
}

const invited = async (): Promise<string> => (await inviting()).code;

/** Somebody who opened the page for a code. */
async function newcomer(): Promise<OidcBrowser> {
  const browser = new OidcBrowser(box);
  const first = await browser.open(browser.authorization());
  expect(first.text).toContain("邀请码");
  expect((await browser.send({ join: "yes" })).page).toBe("join");
  return browser;
}

const filled = (code: string, more: object = {}) => ({
  code,
  login: "13800001234",
  next: password,
  again: password,
  ...more,
});

async function tokensOf(browser: OidcBrowser, { sentTo }: Shown): Promise<Tokens> {
  return (await (await browser.exchange(sentTo)).json()) as Tokens;
}

async function as(token: string, path: string, body?: object): Promise<Response> {
  return fetch(new URL(path, box.addresses.http), {
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    ...(body !== undefined && { method: "POST", body: JSON.stringify(body) }),
  });
}

describe("with a code somebody makes an account of their own on the box", () => {
  test("and is let in with it to nothing but joining, until they joined and were consented to", async () => {
    const code = await invited();
    const browser = await newcomer();
    const { access_token: token } = await tokensOf(browser, await browser.send(filled(code.toLowerCase())));
    expect((await as(token, "/api/me")).status).toBe(403);
    expect(await (await as(token, "/api/me/joinings", { do: "look", code })).json()).toMatchObject({
      state: "invited",
    });
    const adult = { name: "王小梅", birthDate: "1980-05-01", isAdult: true, accepted: ["relation"], noticeVersion };
    expect((await as(token, "/api/me/joinings", { do: "join", code, ...adult })).status).toBe(200);
    expect(await (await as(token, "/api/me/relations")).json()).toMatchObject({ items: [{ state: "waiting" }] });
    expect((await as(token, "/api/residents/r1")).status).toBe(403);
  });

  test("once: the same code makes no second account, and answers like one that is wrong or withdrawn", async () => {
    const code = await invited();
    const browser = await newcomer();
    await browser.send(filled(code));
    const faults: string[] = [];
    for (const given of [code, "0000-0000-0000"]) {
      const other = await newcomer();
      const shown = await other.send(filled(given, { login: "another" }));
      expect(shown).toMatchObject({ status: 422, page: "join" });
      faults.push(/id="fault">(.*?)<\/p>/.exec(shown.text)?.[1] ?? "");
    }
    const { code: withdrawn, invitation } = await inviting();
    await post(box, "/api/residents/r1/invitations", { do: "revoke", invitationId: invitation.id });
    const shown = await (await newcomer()).send(filled(withdrawn, { login: "late" }));
    faults.push(/id="fault">(.*?)<\/p>/.exec(shown.text)?.[1] ?? "");
    expect(new Set(faults).size).toBe(1);
    expect(faults[0]).toContain("邀请码不能用");
  });

  test("not with a weak password, two that differ, a name that is none or another's; the code stays good", async () => {
    await box.signIn?.accounts.add({ login: "li", name: "李秀梅", password });
    const code = await invited();
    const browser = await newcomer();
    for (const more of [
      { next: "1234567890", again: "1234567890" },
      { again: "another-password-1" },
      { login: "two words" },
      { login: "LI" },
    ])
      expect(await browser.send(filled(code, more))).toMatchObject({ status: 422, page: "join" });
    expect((await browser.send(filled(code))).sentTo).toBeDefined();
  });

  test("and whoever guesses codes has to wait after the fifth", async () => {
    const code = await invited();
    const browser = await newcomer();
    for (let tries = 0; tries < 4; tries += 1) expect((await browser.send(filled(`${tries}`))).status).toBe(422);
    expect((await browser.send(filled("5"))).status).toBe(429);
    expect((await browser.send(filled(code))).status).toBe(429);
    expect((await browser.send({ back: "yes" })).page).toBe("sign-in");
  });
});

test("a consent that is taken back ends what she listens to within two seconds, and her next request is refused", async () => {
  const code = await invited();
  const browser = await newcomer();
  const { access_token: token } = await tokensOf(browser, await browser.send(filled(code)));
  const adult = { name: "王小梅", birthDate: "1980-05-01", isAdult: true, accepted: ["relation"], noticeVersion };
  await as(token, "/api/me/joinings", { do: "join", code, ...adult });
  const { relatives } = await get(box, "/api/residents/r1/kin");
  const personId = relatives[0].person.id;
  const given = { by: "resident", how: "paper", capacity: true };
  const granting = { personId, number: 1, change: { kind: "grant", classes: ["video"], given } };
  expect((await post(box, "/api/residents/r1/consents", granting)).status).toBe(200);
  const at = new Date(Date.now()).toISOString();
  const visit = {
    id: "v1",
    kind: "family-call",
    residentId: "r1",
    reason: "看看妈妈",
    invited: [personId],
    scheduledAt: at,
  };
  expect((await post(box, "/api/visits", visit)).status).toBe(201);
  const peerId = `browser-${randomUUID()}`;
  expect((await as(token, "/api/visits/v1/join", { peerId })).status).toBe(200);
  const stream = await mqtt.connectAsync(
    `${box.addresses.http.replace("http", "ws")}/mqtt`,
    { clientId: peerId, username: signalUserName("v1"), password: token, reconnectPeriod: 0 },
    false,
  );
  onTestFinished(() => void stream.end(true));
  stream.on("error", () => undefined);
  await stream.subscribeAsync(signalFilter("v1"));
  const ended = closed(stream).then(() => performance.now());
  const begun = performance.now();
  const taking = { personId, number: 2, change: { kind: "revoke", given } };
  const answer = await post(box, "/api/residents/r1/consents", taking);
  const answered = performance.now();
  expect(answer.status).toBe(200);
  expect((await as(token, "/api/visits/v1")).status).toBe(403);
  const endedMs = (await ended) - begun;
  console.log(`revoked → answered ${(answered - begun).toFixed(0)} ms, stream closed ${endedMs.toFixed(0)} ms`);
  expect(endedMs).toBeLessThan(longestMs);
});
