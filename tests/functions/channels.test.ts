import { beforeEach, describe, expect, test } from "vitest";
import type { Person, RoleAt } from "../../domain/model/person.ts";
import { PersonStore } from "../../stores/person-store.ts";
import { World } from "./world.ts";

let world: World;

beforeEach(async () => {
  world = await new World().furnish();
});

async function person(id: string, roles: readonly RoleAt[], reach: Partial<Person["reach"]> = {}): Promise<void> {
  const full = { id, name: `${id} 姓名`, roles, relations: [], version: 1 };
  await new PersonStore(world.tables).add({ ...full, reach: { pushes: [], language: "zh", ...reach } });
}

const secrets = {
  password: "mail-password-7788",
  wecomKey: "693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa",
  dingtalk: "SECaaaabbbbccccddddeeeeffff00001111",
  hook: `whsec_${Buffer.alloc(32, 7).toString("base64")}`,
};
const email = {
  kind: "email",
  host: "smtp.example.com",
  port: 465,
  isTls: true,
  user: "anhu",
  password: secrets.password,
  from: "anhu@example.com",
};
const wecom = { kind: "wecom", url: `https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${secrets.wecomKey}` };
const dingtalk = {
  kind: "dingtalk",
  url: "https://oapi.dingtalk.com/robot/send?access_token=0123456789abcdef",
  secret: secrets.dingtalk,
};
const webhook = { kind: "webhook", url: "https://hooks.example.com/anhu?token=tok-123456", secret: secrets.hook };

async function add(settings: unknown, more: object = {}) {
  return (await world.must("set-channel", { body: { do: "add", name: "渠道", settings, ...more } })).channel;
}

describe("channels", () => {
  test("secrets are written and never shown: whether they are set, and four characters at most", async () => {
    for (const settings of [email, wecom, dingtalk, webhook]) await add(settings);
    const { items } = await world.must("list-channels");
    const text = JSON.stringify(items);
    for (const secret of [...Object.values(secrets), "access_token", "tok-123456"]) expect(text).not.toContain(secret);
    expect(items.map(({ kind, settings }: { kind: string; settings: object }) => [kind, settings])).toEqual(
      expect.arrayContaining([
        [
          "email",
          {
            kind: "email",
            host: "smtp.example.com",
            port: 465,
            isTls: true,
            user: "anhu",
            from: "anhu@example.com",
            password: { isSet: true, last4: "7788" },
          },
        ],
        ["wecom", { kind: "wecom", host: "qyapi.weixin.qq.com", url: { isSet: true, last4: "5aaa" } }],
      ]),
    );
    expect(JSON.stringify(world.log)).not.toContain(secrets.password);
  });

  test("a change that leaves a secret out keeps it; the kind stays", async () => {
    const { id } = await add(email);
    const { password: _, ...without } = email;
    const changed = await world.must("set-channel", {
      body: { do: "change", id, version: 1, settings: { ...without, port: 587, isTls: false } },
    });
    expect(changed.channel).toMatchObject({ version: 2, settings: { port: 587, password: { isSet: true } } });
    await world.must("test-channel", { id, body: { email: "li@example.com" } });
    expect(world.sent.at(-1)?.route).toMatchObject({ smtp: { port: 587, password: secrets.password } });
    const other = await world.call("set-channel", { body: { do: "change", id, version: 2, settings: wecom } });
    expect(other).toMatchObject({ status: 400, body: { errors: [{ pointer: "#/settings/kind" }] } });
  });

  const { password: _password, ...mail } = email;
  const { secret: _robotSecret, ...robot } = dingtalk;
  const { secret: _hookSecret, ...hook } = webhook;
  const sms = { kind: "http", url: "https://sms.example.com/send" };
  test.each([
    ["a mail server", email, { ...mail, host: "evil.example" }, { ...mail, host: "SMTP.example.com" }, "password"],
    ["a robot", dingtalk, { ...robot, url: "https://evil.example/robot" }, robot, "secret"],
    [
      "a webhook",
      webhook,
      { ...hook, url: "https://hooks.example.com:8443/anhu" },
      { ...hook, url: "https://hooks.example.com/other" },
      "secret",
    ],
    [
      "a voice gateway",
      { ...webhook, kind: "voice" },
      { ...hook, kind: "voice", url: "https://evil.example/" },
      { kind: "voice" },
      "secret",
    ],
    [
      "a text message gateway",
      { kind: "sms", gateway: { ...sms, secret: secrets.hook } },
      { kind: "sms", gateway: { ...sms, url: "https://evil.example/" } },
      { kind: "sms", gateway: sms },
      "gateway/secret",
    ],
  ])("the stored secret of %s goes to no other host: it has to be entered again", async (_, first, other, same, at) => {
    const { id } = await add(first);
    const change = (settings: unknown, version = 1) =>
      world.call("set-channel", { body: { do: "change", id, version, settings } });
    expect(await change(other)).toMatchObject({
      status: 400,
      body: { code: "invalid-request", errors: [{ pointer: `#/settings/${at}` }] },
    });
    expect((await change(same)).status).toBe(200);
    const again =
      "gateway" in other
        ? { ...other, gateway: { ...other.gateway, secret: secrets.hook } }
        : { ...other, [at]: secrets.hook };
    expect((await change(again, 2)).status).toBe(200);
  });

  test("a signed gateway without a secret gets one, shown this once", async () => {
    const settings = { kind: "voice", url: "https://voice.example.com" };
    const made = await world.must("set-channel", { body: { do: "add", name: "语音", settings } });
    expect(made.newSecret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(JSON.stringify(await world.must("list-channels"))).not.toContain(made.newSecret);
    const again = await world.must("set-channel", {
      body: { do: "change", id: made.channel.id, version: 1, settings: { kind: "voice" } },
    });
    expect(again.newSecret).toBeUndefined();
  });

  test("of two changes at once the second is told, and so is who removes what changed", async () => {
    const { id } = await add(wecom);
    await world.must("set-channel", { body: { do: "change", id, version: 1, isOn: false } });
    for (const change of [{ do: "change", isOn: true }, { do: "remove" }]) {
      const late = await world.call("set-channel", { body: { ...change, id, version: 1 } });
      expect(late).toMatchObject({ status: 409, body: { code: "version-conflict" } });
    }
    expect(await world.must("set-channel", { body: { do: "remove", id, version: 2 } })).toEqual({});
    expect((await world.must("list-channels")).items).toEqual([]);
  });

  test.each([
    ["http to another machine", "http://sms.example.com/send"],
    ["a password inside", "https://user:pass@sms.example.com"],
    ["no address at all", "sms.example.com"],
    ["a file", "file:///etc/passwd"],
  ])("an address with %s is refused where it stands", async (_, url) => {
    const answer = await world.call("set-channel", {
      body: { do: "add", name: "短信", settings: { kind: "sms", gateway: { kind: "http", url } } },
    });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer: "#/settings/gateway/url" }] } });
  });

  test("only operators set channels, each where they are one; elsewhere it is as if there were none", async () => {
    await world.must("register-facility", { body: { id: "home-2", name: "另一家", kind: "care-home", beds: [] } });
    await person("boss", [{ role: "operator" }]);
    await person("here", [{ role: "operator", facilityId: "home-1" }]);
    await person("nurse", [{ role: "nurse", facilityId: "home-1" }]);
    const service = await add(wecom);
    const own = await add(dingtalk, { facilityId: "home-1" });
    const others = await add(dingtalk, { facilityId: "home-2" });
    const idsFor = async (as: string, query = {}) =>
      (await world.must("list-channels", { as, query })).items.map(({ id }: { id: string }) => id).toSorted();
    expect(await idsFor("boss")).toEqual([service.id, own.id, others.id].toSorted());
    expect(await idsFor("here")).toEqual([own.id]);
    expect(await idsFor("here", { facilityId: "home-1" })).toEqual([own.id]);
    expect((await world.call("list-channels", { as: "nurse" })).status).toBe(403);
    expect((await world.call("list-channels", { as: "here", query: { facilityId: "home-2" } })).status).toBe(404);
    for (const { id } of [service, others]) {
      const change = await world.call("set-channel", { as: "here", body: { do: "remove", id, version: 1 } });
      const none = await world.call("set-channel", { as: "here", body: { do: "remove", id: "none", version: 1 } });
      expect([change.status, change.body.code]).toEqual([none.status, none.body.code]);
      expect((await world.call("test-channel", { as: "here", id, body: {} })).body.code).toBe("unknown-channel");
    }
    const addFor = (facilityId?: string) =>
      world.call("set-channel", { as: "here", body: { do: "add", name: "群", settings: wecom, facilityId } });
    expect((await addFor("home-1")).status).toBe(200);
    expect((await addFor()).status).toBe(403);
    expect((await addFor("home-2")).status).toBe(404);
  });

  test("a test really sends, answers what came of it, and shows in how the channel does", async () => {
    const { id, health } = await add(webhook);
    expect(health).toEqual({ state: "unused", failuresInARow: 0 });
    world.answerMessage = async () => ({ kind: "refused", detail: "http-403" });
    expect(await world.must("test-channel", { id, body: {} })).toMatchObject({
      outcome: "refused",
      code: "http-403",
      message: { zh: "对方拒绝访问 (HTTP 403)" },
    });
    const [failing] = (await world.must("list-channels")).items;
    expect(failing.health).toMatchObject({
      state: "failing",
      failuresInARow: 1,
      lastError: { en: expect.any(String) },
    });
    world.answerMessage = async () => ({ kind: "accepted" });
    expect(await world.must("test-channel", { id, body: {} })).toMatchObject({ outcome: "accepted" });
    expect((await world.must("list-channels")).items[0].health).toMatchObject({ state: "working", failuresInARow: 0 });
    expect(world.sent.at(-1)?.message).toMatchObject({ title: "安护测试消息" });
  });

  test.each([webhook, wecom])("tests of a $kind are five in ten minutes, whoever asks", async (settings) => {
    for (const id of ["boss", "chief"]) await person(id, [{ role: "operator" }]);
    const { id } = await add(settings);
    const ask = (as: string) => world.call("test-channel", { as, id, body: {} });
    for (const as of ["boss", "boss", "boss", "chief", "chief"]) expect((await ask(as)).status).toBe(200);
    world.pass(9 * 60_000);
    const answer = await ask("chief");
    expect(answer).toMatchObject({ status: 429, body: { code: "too-often" } });
    expect(JSON.stringify(answer.body)).toContain("60 s");
    expect(world.sent).toHaveLength(5);
    world.pass(60_000);
    expect((await ask("chief")).status).toBe(200);
  });

  test("one operator's tests of any channels are five in ten minutes", async () => {
    for (const id of ["boss", "chief"]) await person(id, [{ role: "operator" }], { email: `${id}@example.com` });
    const channels = [await add(webhook), await add(wecom), await add(dingtalk), await add(email)];
    const ask = async (as: string, id: string) => (await world.call("test-channel", { as, id, body: {} })).status;
    for (const { id } of channels) expect(await ask("boss", id)).toBe(200);
    const [{ id }] = channels;
    expect(await ask("boss", id)).toBe(200);
    expect(await ask("boss", id)).toBe(429);
    expect(await ask("chief", id)).toBe(200);
  });

  test("a channel for persons is tested with the caller's own address, or with the one that is named", async () => {
    await person("boss", [{ role: "operator" }], { email: "boss@example.com" });
    const { id } = await add(email);
    await world.must("test-channel", { as: "boss", id, body: {} });
    await world.must("test-channel", { as: "boss", id, body: { email: "li@example.com" } });
    expect(world.sent.map(({ route }) => "to" in route && route.to)).toEqual(["boss@example.com", "li@example.com"]);
    const nobody = await world.call("test-channel", { id, body: {} });
    expect(nobody).toMatchObject({ status: 422, body: { code: "no-address" } });
  });
});

describe("one's own", () => {
  const keys = { p256dh: "B".repeat(87), auth: "a".repeat(22) };
  const endpoint = "https://push.example.com/send/abc";

  test("the service's key for pushes is made once and stays", async () => {
    await person("li", [{ role: "carer", facilityId: "home-1" }]);
    const first = await world.must("show-push-key", { as: "li" });
    expect(first.publicKey).toMatch(/^B[A-Za-z0-9_-]{86}$/);
    expect(await world.must("show-push-key", { as: "li" })).toEqual(first);
    expect(JSON.stringify(await world.must("list-channels"))).not.toContain("privateKey");
  });

  test("there is one pair of keys: nobody adds another or takes it away, but its contact can be set", async () => {
    await person("li", [{ role: "carer", facilityId: "home-1" }]);
    const { publicKey } = await world.must("show-push-key", { as: "li" });
    const settings = { kind: "web-push", contact: "mailto:ops@example.cn" };
    const added = await world.call("set-channel", { body: { do: "add", name: "推送", settings } });
    const removed = await world.call("set-channel", { body: { do: "remove", id: "web-push", version: 1 } });
    expect([added.status, removed.status]).toEqual([400, 400]);
    await world.must("set-channel", { body: { do: "change", id: "web-push", version: 1, settings } });
    expect((await world.must("list-channels")).items).toMatchObject([{ settings: { ...settings, publicKey } }]);
  });

  test("a browser is registered once, labelled, listed without its address, and removed by either name", async () => {
    await person("li", [{ role: "carer", facilityId: "home-1" }]);
    await world.must("add-push", { as: "li", body: { endpoint, keys } });
    const body = { endpoint, keys, label: "Android · Chrome", expirationTime: null };
    const { items } = await world.must("add-push", { as: "li", body });
    expect(items).toEqual([{ id: expect.any(String), label: "Android · Chrome", addedAt: expect.any(String) }]);
    expect(JSON.stringify(items)).not.toContain("push.example.com");
    expect(await world.must("remove-push", { as: "li", body: { id: "none" } })).toEqual({ items });
    expect(await world.must("remove-push", { as: "li", body: { id: items[0].id } })).toEqual({ items: [] });
    await world.must("add-push", { as: "li", body });
    expect(await world.must("remove-push", { as: "li", body: { endpoint } })).toEqual({ items: [] });
  });

  test("a browser wakes whoever registered it last, and nobody else", async () => {
    await person("li", [{ role: "carer", facilityId: "home-1" }]);
    await person("zhang", [{ role: "carer", facilityId: "home-1" }]);
    await world.must("add-push", { as: "li", body: { endpoint, keys } });
    await world.must("add-push", { as: "zhang", body: { endpoint, keys } });
    const people = new PersonStore(world.tables);
    expect((await people.find("li"))?.reach.pushes).toEqual([]);
    expect((await people.find("zhang"))?.reach.pushes).toHaveLength(1);
  });

  test("of more than ten browsers the oldest gives way", async () => {
    await person("li", [{ role: "carer", facilityId: "home-1" }]);
    for (let n = 0; n < 12; n += 1)
      await world.must("add-push", { as: "li", body: { endpoint: `${endpoint}${n}`, keys, label: String(n) } });
    const { items } = await world.must("remove-push", { as: "li", body: { id: "none" } });
    expect(items.map(({ label }: { label: string }) => label)).toEqual([
      "2",
      "3",
      "4",
      "5",
      "6",
      "7",
      "8",
      "9",
      "10",
      "11",
    ]);
  });

  test("a test message goes by every channel that has an address of one's own, and says each outcome", async () => {
    await person("li", [{ role: "carer", facilityId: "home-1" }], { email: "li@example.com", phone: "+8613800000000" });
    await add(email);
    await add({ kind: "sms", gateway: { kind: "http", url: "https://sms.example.com" } });
    await add(wecom);
    await world.must("show-push-key", { as: "li" });
    await world.must("add-push", { as: "li", body: { endpoint, keys, label: "手机" } });
    world.answerMessage = async ({ channel }) =>
      channel === "sms" ? { kind: "retry", detail: "timeout" } : { kind: "accepted" };
    const { items } = await world.must("send-test-message", { as: "li", body: {} });
    expect(items.map(({ channel, outcome, label }: Record<string, string>) => [channel, outcome, label])).toEqual(
      expect.arrayContaining([
        ["email", "accepted", undefined],
        ["sms", "retry", undefined],
        ["web-push", "accepted", "手机"],
      ]),
    );
    expect(items).toHaveLength(3);
    const one = await world.must("send-test-message", { as: "li", body: { channel: "email" } });
    expect(one.items).toHaveLength(1);
  });

  test.each(["sms", "voice"] as const)("tests by %s are five in ten minutes for each person", async (kind) => {
    await person("li", [], { phone: "+8613800000000" });
    const gateway = { kind: "http", url: "https://gateway.example.com" };
    await add(kind === "sms" ? { kind, gateway } : { kind, url: gateway.url });
    const ask = () => world.call("send-test-message", { as: "li", body: { channel: kind } });
    for (let n = 0; n < 5; n += 1) expect((await ask()).status).toBe(200);
    world.pass(9 * 60_000);
    const answer = await ask();
    expect(answer).toMatchObject({ status: 429, body: { code: "too-often" } });
    expect(JSON.stringify(answer.body)).toContain("60 s");
    expect(world.sent).toHaveLength(5);
    world.pass(60_000);
    expect((await ask()).status).toBe(200);
  });

  test("tests to one number are five in ten minutes, whoever asks", async () => {
    await add({ kind: "sms", gateway: { kind: "http", url: "https://sms.example.com" } });
    await add({ kind: "voice", url: "https://voice.example.com" });
    for (const id of ["li", "zhang", "wang"]) await person(id, [], { phone: "+8613800000000" });
    await person("zhao", [], { phone: "+8613800000001" });
    const ask = async (as: string) => (await world.call("send-test-message", { as, body: {} })).status;
    for (const as of ["li", "li", "li", "zhang", "zhang"]) expect(await ask(as)).toBe(200);
    expect(await ask("wang")).toBe(429);
    expect(await ask("zhao")).toBe(200);
    expect(world.sent).toHaveLength(12);
  });

  test("who has no address at all is told so", async () => {
    await person("li", [{ role: "carer", facilityId: "home-1" }]);
    const answer = await world.call("send-test-message", { as: "li", body: {} });
    expect(answer).toMatchObject({ status: 422, body: { code: "no-address" } });
  });
});
