import { randomBytes } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { beforeAll, describe, expect, test } from "vitest";
import { minute, second } from "../../domain/model/time.ts";
import type { NotifyRoute } from "../../domain/notify/route.ts";
import { jsonLog } from "../../functions/shell/log.ts";
import { newCanaryFigures } from "../../local/canary-figures.ts";
import { virtualClock } from "../../local/clock.ts";
import { readStartOptions } from "../../local/start-options.ts";
import { UsageError } from "../../local/usage-error.ts";
import { newOperatorsAlarm } from "../../local/watchdog/operators-alarm.ts";
import { operatorsRoutes } from "../../local/watchdog/operators-routes.ts";
import { type BrokenLink, brokenLink, newWatchdog } from "../../local/watchdog/watchdog.ts";
import { mailServer, receiver, type TestIdentity, testIdentity, thisMachine } from "../adapters/notify/receivers.ts";

const secret = `whsec_${randomBytes(32).toString("base64")}`;
let identity: TestIdentity;
beforeAll(async () => {
  identity = await testIdentity();
});

type Figures = Parameters<typeof brokenLink>[0];
const well = {
  state: { isAnswered: true, checkedAt: 0 },
  chain: { isDelivered: true, checkedAt: 0 },
  unjudgedMs: 0,
  calls: { overdueSweeps: 0 } as Figures["calls"],
};

describe("the earliest broken link", () => {
  test.each<[BrokenLink | undefined, Figures]>([
    [undefined, well],
    [undefined, { ...well, state: undefined, chain: undefined, unjudgedMs: 2 * minute }],
    ["not-judged", { ...well, unjudgedMs: 3 * minute + 1 }],
    ["not-answered", { ...well, state: { isAnswered: false, checkedAt: 0 } }],
    ["not-sent", { ...well, chain: { isDelivered: false, checkedAt: 0 } }],
    ["nobody-called", { ...well, calls: { overdueSweeps: 2, nobodyCalledMs: 29 * minute } }],
    [undefined, { ...well, calls: { overdueSweeps: 0, nobodyCalledMs: 30 * minute } }],
    [undefined, { ...well, calls: { overdueSweeps: 1 } }],
    ["calls-late", { ...well, calls: { overdueSweeps: 2 } }],
    [
      "not-answered",
      { ...well, state: { isAnswered: false, checkedAt: 0 }, chain: { isDelivered: false, checkedAt: 0 } },
    ],
  ])("%s", (link, figures) => {
    expect(brokenLink(figures)).toBe(link);
  });
});

describe("the watchdog", () => {
  function given() {
    let now = 0;
    const figures = { ...well };
    const told: string[] = [];
    let isTaken = true;
    const alarm = {
      tell: async ({ title }: { readonly title: string }) => {
        told.push(title.split("/")[1]?.trim() ?? "");
        return isTaken;
      },
    };
    const watchdog = newWatchdog({
      figures,
      alarm,
      clock: { now: () => now, elapsedMs: () => now, setTimer: () => () => undefined },
    });
    return {
      told,
      figures,
      look: (afterMs = 15 * second) => {
        now += afterMs;
        return watchdog.look();
      },
      refuse: (refused: boolean) => {
        isTaken = !refused;
      },
    };
  }

  test("tells once, again each half hour, and when it is well again", async () => {
    const { told, figures, look } = given();
    await look();
    expect(told).toEqual([]);
    figures.chain = { isDelivered: false, checkedAt: 1 };
    for (let n = 0; n < 10; n += 1) await look();
    expect(told).toEqual(["Anhu: calls do not go out"]);
    await look(30 * minute);
    expect(told).toHaveLength(2);
    figures.chain = { isDelivered: true, checkedAt: 2 };
    await look();
    await look();
    expect(told.slice(2)).toEqual(["Anhu: the self-test is well again"]);
  });

  test("tells that nobody was called and that calls are late, by what the functions counted", async () => {
    const { told, figures, look } = given();
    const clock = virtualClock(0);
    const counted = newCanaryFigures(clock);
    counted.put({ EscalationsOverdue: 0, NobodyCalled: 1 });
    figures.calls = counted.calls;
    await look();
    await clock.advanceBy(30 * minute);
    figures.calls = counted.calls;
    await look();
    for (let n = 0; n < 2; n += 1) counted.put({ EscalationsOverdue: 3 });
    figures.calls = counted.calls;
    await look();
    counted.put({ EscalationsOverdue: 0 });
    figures.calls = counted.calls;
    await look();
    expect(told).toEqual([
      "Anhu: an alert reached nobody",
      "Anhu: calls are late",
      "Anhu: the self-test is well again",
    ]);
  });

  test("tells at once when another link breaks", async () => {
    const { told, figures, look } = given();
    figures.chain = { isDelivered: false, checkedAt: 1 };
    await look();
    figures.unjudgedMs = 10 * minute;
    await look();
    expect(told).toEqual(["Anhu: calls do not go out", "Anhu: the self-test stands still"]);
  });

  test("tells again at the next look what nobody took", async () => {
    const { told, figures, look, refuse } = given();
    figures.chain = { isDelivered: false, checkedAt: 1 };
    refuse(true);
    await look();
    refuse(false);
    await look();
    await look();
    expect(told).toHaveLength(2);
  });
});

describe("the operators' own path", () => {
  const log = jsonLog({ now: Date.now, write: () => undefined });
  const alarm = (routes: readonly NotifyRoute[]) =>
    newOperatorsAlarm({ routes, log, network: thisMachine(identity.ca), wait: async () => undefined });

  test("reaches a receiver of signed webhooks and a mailbox, each by itself", async () => {
    const broken = await receiver(identity, (response) => response.writeHead(503).end());
    const hook = await receiver(identity);
    const mail = await mailServer({ key: identity.key, cert: identity.cert });
    const gateway = { url: hook.url, secret };
    const smtp = { host: "localhost", port: mail.port, isTls: false, from: "box@example.cn" };
    const isTold = await alarm([
      { channel: "webhook", gateway: { url: broken.url, secret } },
      { channel: "webhook", gateway },
      { channel: "email", smtp, to: "ops@example.cn" },
    ]).tell({ title: "标题", body: "内容" });
    expect(isTold).toBe(true);
    expect(broken.received).toHaveLength(3);
    const [got] = hook.received;
    const data = new Webhook(secret).verify(got?.body ?? "", got?.headers as Record<string, string>);
    expect(data).toMatchObject({ data: { title: "标题", body: "内容", priority: "high" } });
    expect(mail.mails[0]?.to).toEqual(["ops@example.cn"]);
  });

  test("says so in the log when nobody took it, without the address", async () => {
    const lines: string[] = [];
    const refusing = await receiver(identity, (response) => response.writeHead(404).end());
    const told = newOperatorsAlarm({
      routes: [{ channel: "wecom", url: `${refusing.url}/send?key=k-123456` }],
      log: jsonLog({ now: Date.now, write: (line) => lines.push(line) }),
      network: thisMachine(identity.ca),
    });
    expect(await told.tell({ title: "t", body: "b" })).toBe(false);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain("http-404");
    expect(lines[0]).not.toContain("k-123456");
  });
});

describe("where it leads is said at the start", () => {
  const environment = { ANHU_OPERATORS_WEBHOOK_SECRET: secret, ANHU_OPERATORS_SMTP_PASSWORD: "geheim" };

  test.each<[object, object]>([
    [
      { webhook: "https://ops.example.cn/hook" },
      { channel: "webhook", gateway: { url: "https://ops.example.cn/hook", secret } },
    ],
    [{ webhook: "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1" }, { channel: "wecom" }],
    [{ webhook: "https://oapi.dingtalk.com/robot/send?access_token=1" }, { channel: "dingtalk" }],
    [
      { mail: "ops@example.cn", smtp: "smtps://box%40example.cn@mail.example.cn" },
      {
        channel: "email",
        to: "ops@example.cn",
        smtp: {
          host: "mail.example.cn",
          port: 465,
          isTls: true,
          from: "box@example.cn",
          user: "box@example.cn",
          password: "geheim",
        },
      },
    ],
    [
      { mail: "ops@example.cn", smtp: "smtp://127.0.0.1:25" },
      { smtp: { host: "127.0.0.1", port: 25, isTls: false, from: "ops@example.cn" } },
    ],
  ])("%j", (asked, route) => {
    expect(operatorsRoutes(asked, environment)).toMatchObject([route]);
  });

  test.each([
    { webhook: "http://ops.example.cn/hook" },
    { webhook: "ops.example.cn" },
    { mail: "ops@example.cn" },
    { mail: "nobody", smtp: "smtps://mail.example.cn" },
    { mail: "ops@example.cn", smtp: "https://mail.example.cn" },
    { mail: "ops@example.cn", smtp: "smtps://box:geheim@mail.example.cn" },
  ])("%j cannot work, and is told before the night", (asked) => {
    expect(() => operatorsRoutes(asked, environment)).toThrow(UsageError);
  });

  test("a webhook without a secret to sign with is none", () => {
    expect(() => operatorsRoutes({ webhook: "https://ops.example.cn/hook" }, {})).toThrow(
      /ANHU_OPERATORS_WEBHOOK_SECRET/,
    );
  });

  test("on the command line", () => {
    const url = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1";
    expect(readStartOptions(["--operators-webhook", url])?.operators).toEqual([{ channel: "wecom", url }]);
    expect(readStartOptions([])?.operators).toBeUndefined();
    expect(() => readStartOptions(["--operators-mail", "ops@example.cn"])).toThrow(UsageError);
  });
});
