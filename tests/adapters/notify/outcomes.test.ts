import type { ServerResponse } from "node:http";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { notifyPort } from "../../../adapters/notify/notify.ts";
import { newSecrets } from "../../../adapters/notify/secrets.ts";
import { sendFaultText } from "../../../contracts/send-fault-words.ts";
import type { NotifyRoute } from "../../../domain/notify/route.ts";
import type { OutgoingMessage } from "../../../domain/ports.ts";
import { receiver, type TestIdentity, testIdentity, thisMachine } from "./receivers.ts";

const secrets = {
  phone: "+8613912345678",
  token: "tok-0f1e2d3c4b5a",
  signing: newSecrets.newSigningSecret(),
  dingtalk: "SEC-5e6f7a8b9c0d",
};

let identity: TestIdentity;
beforeAll(async () => {
  identity = await testIdentity();
});

const message: OutgoingMessage = {
  id: "a1.1.1.li.sms",
  tag: "a1",
  priority: "high",
  language: "zh",
  title: "▲ 高优先级告警",
  body: "请立即查看",
  path: "/alerts/a1",
  at: 0,
};

function routesTo(url: string): readonly NotifyRoute[] {
  const gateway = { url, secret: secrets.signing };
  const keys = { ...newSecrets.newPushKeys(), contact: "mailto:ops@example.cn" };
  const p256dh = newSecrets.newPushKeys().publicKey;
  const subscription = { endpoint: url, p256dh, auth: "A".repeat(22), addedAt: 0 };
  return [
    { channel: "webhook", gateway },
    { channel: "voice", gateway, phone: secrets.phone },
    { channel: "sms", gateway: { kind: "http", ...gateway }, phone: secrets.phone },
    { channel: "wecom", url },
    { channel: "dingtalk", url, secret: secrets.dingtalk },
    { channel: "web-push", keys, subscription },
  ];
}

const answer = fc.record({
  status: fc.integer({ min: 200, max: 599 }),
  headers: fc.dictionary(
    fc.constantFrom("retry-after", "location", "content-type", "content-encoding"),
    fc.constantFrom("5", "-1", "1e9", "https://localhost:1/", "gzip", secrets.token, "Wed, 21 Oct 2026 07:28:00 GMT"),
  ),
  body: fc.oneof(
    fc.constantFrom("", "null", "[]", "0", '{"errcode":0}', '{"errcode":{}}', '{"errcode":1e400}', "<html>"),
    fc.integer().map((errcode) => JSON.stringify({ errcode, errmsg: `${secrets.token} ${secrets.phone}` })),
    fc.string(),
  ),
  isCut: fc.boolean(),
});

test("whatever a receiver answers, the outcome is one of three, in words too, and holds no address and no secret", async () => {
  let next: (response: ServerResponse) => void = (response) => response.end();
  const one = await receiver(identity, (response) => next(response));
  const port = notifyPort({ network: thisMachine(identity.ca), now: () => Date.now() });
  const written: string[] = [];
  const standard = { log: console.log, error: console.error, warn: console.warn };
  for (const name of ["log", "error", "warn"] as const)
    console[name] = (...parts) => void written.push(parts.join(" "));
  try {
    await fc.assert(
      fc.asyncProperty(answer, fc.nat(5), async ({ status, headers, body, isCut }, which) => {
        next = (response) => {
          response.writeHead(status, headers);
          if (isCut) response.write(body.slice(0, 5), () => response.socket?.destroy());
          else response.end(body);
        };
        const route = routesTo(`${one.url}/send?key=${secrets.token}`)[which] as NotifyRoute;
        const outcome = await port.send(route, message);
        expect(["accepted", "retry", "refused"]).toContain(outcome.kind);
        const words = outcome.kind === "accepted" ? "" : JSON.stringify(sendFaultText(outcome.detail));
        const told = `${JSON.stringify(outcome)} ${words}`;
        for (const secret of [...Object.values(secrets), "localhost", new URL(one.url).port]) {
          expect(told).not.toContain(secret);
        }
        if (outcome.kind === "retry" && outcome.afterMs !== undefined)
          expect(outcome.afterMs).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 300 },
    );
  } finally {
    Object.assign(console, standard);
  }
  expect(written).toEqual([]);
});
