import { createECDH, createHmac, randomBytes } from "node:crypto";
import type { ServerResponse } from "node:http";
import ece from "http_ece";
import { decodeProtectedHeader, importJWK, jwtVerify } from "jose";
import { Webhook } from "standardwebhooks";
import { beforeAll, describe, expect, test } from "vitest";
import { newPoster } from "../../../adapters/notify/guarded-post.ts";
import { notifyPort } from "../../../adapters/notify/notify.ts";
import { newSecrets } from "../../../adapters/notify/secrets.ts";
import { pushMessage } from "../../../contracts/push-message.ts";
import type { NotifyRoute } from "../../../domain/notify/route.ts";
import type { NotifyPort, OutgoingMessage } from "../../../domain/ports.ts";
import { type Receiver, receiver, type TestIdentity, testIdentity, thisMachine } from "./receivers.ts";

const now = Date.now();
const secret = `whsec_${randomBytes(32).toString("base64")}`;
const message: OutgoingMessage = {
  id: "a1.1.1.li.webhook",
  tag: "a1",
  priority: "high",
  language: "zh",
  title: "▲ 高优先级告警 · 3号楼205-1床",
  body: "松鹤院 · 请立即查看",
  path: "/alerts/a1",
  link: "https://anhu.example.cn/alerts/a1",
  at: now,
};

let identity: TestIdentity;
let port: NotifyPort;

beforeAll(async () => {
  identity = await testIdentity();
  port = notifyPort({ network: thisMachine(identity.ca), now: () => Date.now() });
});

function bodyOf({ received }: Receiver, at = 0) {
  return JSON.parse(received[at]?.body.toString("utf8") ?? "null");
}

describe("signed by Standard Webhooks", () => {
  test.each<[string, (url: string) => NotifyRoute, object]>([
    [
      "a webhook",
      (url) => ({ channel: "webhook", gateway: { url, secret } }),
      {
        type: "anhu.alert",
        data: {
          id: message.id,
          tag: "a1",
          priority: "high",
          title: message.title,
          body: message.body,
          path: "/alerts/a1",
          link: message.link,
        },
      },
    ],
    [
      "a text message",
      (url) => ({ channel: "sms", gateway: { kind: "http", url, secret }, phone: "+8613800000000" }),
      {
        type: "anhu.sms",
        data: { phone: "+8613800000000", text: `${message.title}\n${message.body}\n${message.link}` },
      },
    ],
    [
      "a voice call",
      (url) => ({ channel: "voice", gateway: { url, secret }, phone: "+8613800000000" }),
      { type: "anhu.voice", data: { phone: "+8613800000000", text: "高优先级告警，3号楼205-1床。松鹤院，请立即查看" } },
    ],
  ])("%s arrives, its signature holds, and webhook-id is the message's id", async (_, route, expected) => {
    const one = await receiver(identity);
    expect(await port.send(route(`${one.url}/in`), message)).toEqual({ kind: "accepted" });
    const [got] = one.received;
    expect(got).toMatchObject({ method: "POST", path: "/in" });
    const headers = got?.headers as Record<string, string>;
    expect(headers["webhook-id"]).toBe(message.id);
    expect(new Webhook(secret).verify(got?.body ?? "", headers)).toMatchObject(expected);
    expect(() => new Webhook(newSecrets.newSigningSecret()).verify(got?.body ?? "", headers)).toThrow();
    expect(() => new Webhook(secret).verify(`${got?.body} `, headers)).toThrow();
  });

  test("a second attempt has the same id, so that the receiver can drop it", async () => {
    const one = await receiver(identity);
    for (let n = 0; n < 2; n += 1) await port.send({ channel: "webhook", gateway: { url: one.url, secret } }, message);
    expect(one.received.map(({ headers }) => headers["webhook-id"])).toEqual([message.id, message.id]);
    expect(one.connections()).toBe(1);
  });

  test("a secret that is none is refused before anything is sent", async () => {
    const one = await receiver(identity);
    const route = { channel: "webhook", gateway: { url: one.url, secret: "whsec_" } } as const;
    expect(await port.send(route, message)).toEqual({ kind: "refused", detail: "bad-secret" });
    expect(one.received).toEqual([]);
  });
});

describe("what a gateway answers", () => {
  const answers: readonly [string, (response: ServerResponse) => void, object][] = [
    ["204", (r) => r.writeHead(204).end(), { kind: "accepted" }],
    ["200 with garbage", (r) => r.end(Buffer.from([0xff, 0xfe, 0])), { kind: "accepted" }],
    ["400", (r) => r.writeHead(400).end(), { kind: "refused", detail: "http-400" }],
    ["401", (r) => r.writeHead(401).end(), { kind: "refused", detail: "http-401" }],
    ["410", (r) => r.writeHead(410).end(), { kind: "refused", detail: "http-410" }],
    ["408", (r) => r.writeHead(408).end(), { kind: "retry", detail: "http-408" }],
    [
      "429 with a time",
      (r) => r.writeHead(429, { "retry-after": "7" }).end(),
      { kind: "retry", detail: "http-429", afterMs: 7000 },
    ],
    [
      "429 with a date",
      (r) => r.writeHead(429, { "retry-after": "Fri, 31 Dec 1999 23:59:59 GMT" }).end(),
      { kind: "retry", detail: "http-429" },
    ],
    ["503", (r) => r.writeHead(503).end(), { kind: "retry", detail: "http-503" }],
    [
      "a redirect",
      (r) => r.writeHead(307, { location: "https://localhost:1/" }).end(),
      { kind: "refused", detail: "http-307" },
    ],
    ["a cut connection", (r) => r.socket?.destroy(), { kind: "retry", detail: "unreachable" }],
    [
      "an answer cut in half",
      (r) => r.writeHead(200, { "content-length": "100" }).write("x", () => r.socket?.destroy()),
      { kind: "retry", detail: "unreachable" },
    ],
    ["no HTTP at all", (r) => r.socket?.end("SSH-2.0-OpenSSH\r\n"), { kind: "retry", detail: "unreachable" }],
    ["a megabyte", (r) => r.end(Buffer.alloc(1_000_000, "x")), { kind: "accepted" }],
  ];
  test.each(answers)("%s", async (_, answer, outcome) => {
    const one = await receiver(identity, answer);
    expect(await port.send({ channel: "webhook", gateway: { url: one.url, secret } }, message)).toEqual(outcome);
    expect(one.received).toHaveLength(1);
  });

  test("nothing: given up after eight seconds, and so is an answer that trickles", { timeout: 180_000 }, async () => {
    const silent = await receiver(identity, () => undefined);
    const trickling = await receiver(identity, (response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write("."), 200);
      response.on("close", () => clearInterval(drip));
    });
    const startedAt = performance.now();
    const outcomes = await Promise.all(
      [silent, trickling].map(({ url }) => port.send({ channel: "webhook", gateway: { url, secret } }, message)),
    );
    expect(outcomes).toEqual([
      { kind: "retry", detail: "timeout" },
      { kind: "retry", detail: "timeout" },
    ]);
    expect(performance.now() - startedAt).toBeLessThan(60_000);
  });

  test("a kept connection that the other side closed is opened anew, and the message is sent once", async () => {
    const one = await receiver(identity, (response, { path }) => {
      response.end(() => {
        if (path === "/1") response.socket?.destroy();
      });
    });
    for (const path of ["/1", "/2"]) {
      const gateway = { url: one.url + path, secret };
      expect(await port.send({ channel: "webhook", gateway }, message)).toEqual({ kind: "accepted" });
    }
    expect(one.received.map(({ path }) => path)).toEqual(["/1", "/2"]);
  });
});

describe("where messages do not go", () => {
  const to = (url: string, network = thisMachine(identity.ca)) =>
    notifyPort({ network, now: () => now }).send({ channel: "webhook", gateway: { url, secret } }, message);

  test("over TLS to who cannot prove who they are", async () => {
    const one = await receiver(await testIdentity());
    expect(await to(one.url)).toEqual({ kind: "retry", detail: "tls-failed" });
    const { port: number } = new URL((await receiver(identity)).url);
    expect(await to(`https://127.0.0.1:${number}`)).toEqual({ kind: "retry", detail: "tls-failed" });
    expect(one.received).toEqual([]);
  });

  test("without TLS, but to this machine itself", async () => {
    const one = await receiver("plain");
    expect(await to(one.url)).toEqual({ kind: "accepted" });
    expect(await to("http://sms.example.com/")).toEqual({ kind: "refused", detail: "not-https" });
    expect(await to("http://192.168.1.9/")).toEqual({ kind: "refused", detail: "not-https" });
  });

  test.each([
    "https://169.254.169.254/latest/meta-data/",
    "https://[fe80::1]/",
    "https://[fd00:ec2::254]/",
    "https://[::ffff:169.254.169.254]/",
    "https://100.100.100.200/",
    "https://0.0.0.0/",
    "https://224.0.0.1/",
    "https://0xa9fea9fe/",
    "https://2852039166/",
    "ftp://localhost/",
    "https://user:pass@localhost/",
    "nonsense",
  ])("to %s, whatever is allowed", async (url) => {
    const reachable = { operator: ["public", "private", "loopback"], user: ["public"] } as const;
    expect(await to(url, { reachable })).toMatchObject({ kind: "refused" });
  });

  test("from the cloud: to loopback and private networks, by address or by name", async () => {
    const one = await receiver(identity);
    const reachable = { operator: ["public"], user: ["public"] } as const;
    for (const url of [one.url, one.url.replace("localhost", "127.0.0.1"), "https://10.0.0.1/", "https://[::1]/"])
      expect(await to(url, { reachable, ca: identity.ca })).toEqual({ kind: "refused", detail: "address-not-allowed" });
    expect(one.connections()).toBe(0);
  });

  test.each(["tls", "plain"] as const)(
    "from a user to this machine, also while a connection is kept that an operator's message opened (%s)",
    async (kind) => {
      const one = await receiver(kind === "tls" ? identity : "plain");
      const reachable = { operator: ["public", "loopback"], user: ["public"] } as const;
      const poster = newPoster({ reachable, ca: identity.ca });
      const post = (by: "operator" | "user") => poster.post({ url: one.url, headers: {}, body: "x", by });
      expect(await post("operator")).toMatchObject({ kind: "answered" });
      expect(await post("user")).toEqual({
        kind: "none",
        outcome: { kind: "refused", detail: "address-not-allowed" },
      });
      expect(one.received).toHaveLength(1);
    },
  );
});

describe("group robots", () => {
  const json = (body: unknown) => (response: ServerResponse) => response.end(JSON.stringify(body));

  test("of WeCom get a text; what is high calls everybody", async () => {
    const one = await receiver(identity, json({ errcode: 0, errmsg: "ok" }));
    const url = `${one.url}/cgi-bin/webhook/send?key=k1`;
    expect(await port.send({ channel: "wecom", url }, message)).toEqual({ kind: "accepted" });
    await port.send({ channel: "wecom", url }, { ...message, priority: "low" });
    expect(one.received[0]?.path).toBe("/cgi-bin/webhook/send?key=k1");
    const content = `${message.title}\n${message.body}\n${message.link}`;
    expect(bodyOf(one)).toEqual({ msgtype: "text", text: { content, mentioned_list: ["@all"] } });
    expect(bodyOf(one, 1)).toEqual({ msgtype: "text", text: { content } });
  });

  test("of DingTalk get a signed text", async () => {
    const one = await receiver(identity, json({ errcode: 0, errmsg: "ok" }));
    const url = `${one.url}/robot/send?access_token=t1`;
    expect(await port.send({ channel: "dingtalk", url, secret: "SEC123" }, message)).toEqual({ kind: "accepted" });
    const asked = new URL(one.received[0]?.path ?? "", one.url).searchParams;
    const expected = createHmac("sha256", "SEC123")
      .update(`${asked.get("timestamp")}\nSEC123`)
      .digest("base64");
    expect(asked.get("sign")).toBe(expected);
    expect(asked.get("access_token")).toBe("t1");
    expect(Math.abs(Number(asked.get("timestamp")) - Date.now())).toBeLessThan(60_000);
    expect(bodyOf(one)).toMatchObject({ msgtype: "text", at: { isAtAll: true } });
    await port.send({ channel: "dingtalk", url }, message);
    expect(one.received[1]?.path).toBe("/robot/send?access_token=t1");
  });

  test.each<["wecom" | "dingtalk", unknown, object]>([
    ["wecom", { errcode: 45009 }, { kind: "retry", detail: "wecom-45009", afterMs: 60_000 }],
    ["wecom", { errcode: -1 }, { kind: "retry", detail: "wecom--1", afterMs: 5_000 }],
    ["wecom", { errcode: 93000 }, { kind: "refused", detail: "wecom-93000" }],
    ["wecom", { errcode: "0" }, { kind: "retry", detail: "unreadable-answer" }],
    ["wecom", [], { kind: "retry", detail: "unreadable-answer" }],
    ["wecom", null, { kind: "retry", detail: "unreadable-answer" }],
    ["dingtalk", { errcode: 310000, errmsg: "sign not match" }, { kind: "refused", detail: "dingtalk-310000" }],
    ["dingtalk", { errcode: 130101 }, { kind: "retry", detail: "dingtalk-130101", afterMs: 60_000 }],
    ["dingtalk", {}, { kind: "retry", detail: "unreadable-answer" }],
  ])("of %s that answer %j with 200", async (channel, body, outcome) => {
    const one = await receiver(identity, json(body));
    expect(await port.send({ channel, url: one.url }, message)).toEqual(outcome);
  });

  test("that answer a page of a captive portal have not taken it", async () => {
    const one = await receiver(identity, (response) => response.end("<html>please sign in</html>"));
    expect(await port.send({ channel: "wecom", url: one.url }, message)).toEqual({
      kind: "retry",
      detail: "unreadable-answer",
    });
  });
});

describe("web push", () => {
  const keys = { ...newSecrets.newPushKeys(), contact: "mailto:ops@example.cn" };
  function browser(url: string) {
    const pair = createECDH("prime256v1");
    pair.generateKeys();
    const auth = randomBytes(16);
    return {
      pair,
      auth,
      subscription: {
        endpoint: `${url}/push/1`,
        p256dh: pair.getPublicKey("base64url"),
        auth: auth.toString("base64url"),
        addedAt: 0,
      },
    };
  }

  test("is kept for a device that is off as long as the message says", async () => {
    const one = await receiver(identity, (response) => response.writeHead(201).end());
    const { subscription } = browser(one.url);
    await port.send({ channel: "web-push", keys, subscription }, { ...message, keepMs: 7_200_000 });
    expect(one.received[0]?.headers).toMatchObject({ ttl: "7200", urgency: "high" });
  });

  test("is encrypted for the one browser and says what it must", async () => {
    const one = await receiver(identity, (response) => response.writeHead(201).end());
    const { pair, auth, subscription } = browser(one.url);
    expect(await port.send({ channel: "web-push", keys, subscription }, message)).toEqual({ kind: "accepted" });
    const [got] = one.received;
    const plain = ece.decrypt(got?.body as Buffer, {
      version: "aes128gcm",
      privateKey: pair,
      authSecret: auth.toString("base64url"),
    });
    const { link: _, ...shown } = message;
    expect(pushMessage.parse(JSON.parse(plain.toString("utf8")))).toEqual(shown);
    expect(got?.body.toString("utf8")).not.toContain("205");
    expect(got?.headers).toMatchObject({ "content-encoding": "aes128gcm", ttl: "300", urgency: "high" });
    expect(got?.headers.topic).toMatch(/^[A-Za-z0-9_-]{32}$/);
  });

  test("is signed as this service for that push service (VAPID)", async () => {
    const one = await receiver(identity, (response) => response.writeHead(201).end());
    await port.send({ channel: "web-push", keys, subscription: browser(one.url).subscription }, message);
    const [, token = "", key] = /^vapid t=(.+), k=(.+)$/.exec(one.received[0]?.headers.authorization ?? "") ?? [];
    expect(key).toBe(keys.publicKey);
    const point = Buffer.from(keys.publicKey, "base64url");
    const jwk = {
      kty: "EC",
      crv: "P-256",
      x: point.subarray(1, 33).toString("base64url"),
      y: point.subarray(33).toString("base64url"),
    };
    expect(decodeProtectedHeader(token).alg).toBe("ES256");
    const { payload } = await jwtVerify(token, await importJWK(jwk, "ES256"), { audience: one.url });
    expect(payload.sub).toBe("mailto:ops@example.cn");
    expect((payload.exp ?? 0) * 1000).toBeLessThan(Date.now() + 24 * 3_600_000);
  });

  test("messages of one alert have one topic, those of others another; low waits longer and wakes nobody", async () => {
    const one = await receiver(identity);
    const { subscription } = browser(one.url);
    for (const more of [{ id: "x" }, { tag: "a2" }, { priority: "low" as const }])
      await port.send({ channel: "web-push", keys, subscription }, { ...message, ...more });
    const [a, b, c] = one.received.map(({ headers }) => headers);
    expect(a?.topic).not.toBe(b?.topic);
    expect(a?.topic).toBe(c?.topic);
    expect(c).toMatchObject({ ttl: "3600", urgency: "normal" });
  });

  test.each([
    [404, { kind: "refused", detail: "http-404", gone: true }],
    [410, { kind: "refused", detail: "http-410", gone: true }],
    [403, { kind: "refused", detail: "http-403" }],
    [413, { kind: "refused", detail: "http-413" }],
    [429, { kind: "retry", detail: "http-429" }],
    [500, { kind: "retry", detail: "http-500" }],
  ])("a push service that answers %i", async (status, outcome) => {
    const one = await receiver(identity, (response) => response.writeHead(status).end());
    const { subscription } = browser(one.url);
    expect(await port.send({ channel: "web-push", keys, subscription }, message)).toEqual(outcome);
  });

  test.each([
    ["p256dh", { p256dh: "AAAA" }],
    ["auth", { auth: "AA" }],
  ])("a browser whose %s is no key is refused, and nothing is sent", async (_, wrong) => {
    const one = await receiver(identity);
    const subscription = { ...browser(one.url).subscription, ...wrong };
    expect(await port.send({ channel: "web-push", keys, subscription }, message)).toEqual({
      kind: "refused",
      detail: "bad-subscription",
    });
    expect(one.received).toEqual([]);
  });

  test("whoever signed in cannot have the service call its own network", async () => {
    const one = await receiver(identity);
    const reachable = { operator: ["public", "private", "loopback"], user: ["public"] } as const;
    const boxed = notifyPort({ network: { reachable, ca: identity.ca }, now: () => now });
    const { subscription } = browser(one.url);
    expect(await boxed.send({ channel: "web-push", keys, subscription }, message)).toEqual({
      kind: "refused",
      detail: "address-not-allowed",
    });
    expect(one.connections()).toBe(0);
  });
});

test("keys that are made are keys: a point and its number, a secret of 32 bytes", () => {
  const { publicKey, privateKey } = newSecrets.newPushKeys();
  const pair = createECDH("prime256v1");
  pair.setPrivateKey(privateKey, "base64url");
  expect(pair.getPublicKey("base64url")).toBe(publicKey);
  expect(Buffer.from(newSecrets.newSigningSecret().slice(6), "base64")).toHaveLength(32);
});
