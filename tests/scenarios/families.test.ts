import { createECDH, randomBytes } from "node:crypto";
import ece from "http_ece";
import { expect, test } from "vitest";
import { noticeVersion } from "../../contracts/joining/notice.ts";
import { pushMessage } from "../../contracts/push-message.ts";
import { minute, second } from "../../domain/model/time.ts";
import type { Box } from "../../local/box.ts";
import { virtualClock } from "../../local/clock.ts";
import { type Received, receiver, testIdentity, thisMachine } from "../adapters/notify/receivers.ts";
import { connectedByWord, post, startedBox, withDevices } from "../local/box-under-test.ts";
import { type IssuerUnderTest, issuerUnderTest } from "../local/issuer-under-test.ts";

type Ask = (who: string, path: string, body?: unknown) => Promise<Asked>;
interface Asked {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a scenario reads what it expects to be there.
  readonly body: any;
}

function pagesOf(box: Box, issuer: IssuerUnderTest): Ask {
  return async (who, path, body) => {
    const headers = { authorization: `Bearer ${await issuer.token(who)}`, "content-type": "application/json" };
    const init = body === undefined ? { headers } : { method: "POST", headers, body: JSON.stringify(body) };
    const response = await fetch(new URL(path, box.addresses.http), init);
    return { status: response.status, body: await response.json() };
  };
}

/** A browser that agreed to be woken: what it subscribed with, and how it reads what a push service was given for it. */
function browserAt(url: string) {
  const key = createECDH("prime256v1");
  key.generateKeys();
  const auth = randomBytes(16);
  return {
    subscription: {
      endpoint: `${url}/daughter`,
      keys: { p256dh: key.getPublicKey("base64url"), auth: auth.toString("base64url") },
    },
    read({ body }: Received) {
      const plain = ece.decrypt(body, {
        version: "aes128gcm",
        privateKey: key,
        authSecret: auth.toString("base64url"),
      });
      return pushMessage.parse(JSON.parse(plain.toString("utf8")));
    },
  };
}

/** A daughter who came by a code, and what the resident lets her see. */
async function daughter(ask: Ask): Promise<(change: object) => Promise<void>> {
  const invitation = { do: "invite", name: "王小梅", relation: "女儿", intended: ["status-light"] };
  const { body } = await ask("nurse", "/api/residents/r1/invitations", invitation);
  const joining = { do: "join", code: body.code, name: "王小梅", birthDate: "1980-05-01", isAdult: true };
  expect((await ask("child", "/api/me/joinings", { ...joining, accepted: ["relation"], noticeVersion })).status).toBe(
    200,
  );
  let number = 1;
  return async (change) => {
    const answer = await ask("nurse", "/api/residents/r1/consents", { personId: "child", number, change });
    expect(answer, JSON.stringify(answer.body)).toMatchObject({ status: 200 });
    number += 1;
  };
}

const byResident = { by: "resident", how: "paper", capacity: true };

test("a daughter's telephone tells of a fall, who goes, who is there, how it ended; and nothing once the consent is taken back", async () => {
  const identity = await testIdentity();
  const service = await receiver(identity, (response) => response.writeHead(201).end());
  const issuer = await issuerUnderTest();
  const clock = virtualClock(Date.now());
  const box = await startedBox({ issuer, clock, network: thisMachine(identity.ca) });
  const ask = pagesOf(box, issuer);
  await withDevices(box, "w1");
  for (const [id, role] of [
    ["nurse", "nurse"],
    ["carer", "carer"],
  ])
    await post(box, "/api/people", { id, name: id, roles: [{ role, facilityId: "home" }] });
  const consent = await daughter(ask);
  await consent({ kind: "grant", classes: ["status-light", "alerts"], given: byResident });
  await ask("child", "/api/push-key");
  const browser = browserAt(service.url);
  expect((await ask("child", "/api/me/pushes", browser.subscription)).status).toBe(200);

  const titles = () => service.received.map((one) => browser.read(one).title);
  const band = await connectedByWord(box, "w1");
  const falls = async (id: string): Promise<string> => {
    const event = { id, type: "fall", at: new Date(clock.now()).toISOString() };
    await band.publishAsync("anhu/v1/w1/event", JSON.stringify(event), { qos: 1 });
    return (await ask("nurse", "/api/alerts?state=open")).body.items[0].id;
  };
  const heard = async (count: number): Promise<void> => {
    await clock.advanceBy(second);
    await expect.poll(() => service.received.length, { timeout: 10_000 }).toBe(count);
  };

  const alertId = await falls("fall-1");
  await heard(1);
  for (const [count, step, body] of [
    [2, "acknowledge", {}],
    [3, "on-site", {}],
    [4, "resolve", { outcome: "real" }],
  ] as const) {
    await clock.advanceBy(minute);
    expect((await ask("carer", `/api/alerts/${alertId}/${step}`, body)).status).toBe(200);
    await heard(count);
  }
  expect(titles()).toEqual([
    "▲ 您的家人有紧急情况",
    "护理员已出发去看您的家人",
    "护理员已在您的家人身边",
    "情况已处理完毕",
  ]);
  const shown = JSON.stringify(service.received.map((one) => browser.read(one)));
  expect(shown).not.toMatch(/王秀英|跌倒|fall-1/);

  await consent({ kind: "revoke", given: byResident });
  await falls("fall-2");
  await clock.advanceBy(3 * minute);
  expect(service.received).toHaveLength(4);
}, 60_000);
