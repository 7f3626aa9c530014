import { expect, test } from "vitest";
import { closed } from "../../local/box-under-test.ts";
import { coreUnderTest, devicePolicy, heard, resource, usualRules } from "./core-under-test.ts";

const qos1 = { qos: 1 } as const;
const decoded = (event: Record<string, unknown> | undefined) => Buffer.from(String(event?.data), "base64").toString();

test("a device publishes by Basic Ingest or on its plain topic; the acknowledgement comes when the rule has acted", async () => {
  const { core, enrol, device, woken } = await coreUnderTest(usualRules);
  const client = await device(await enrol(["w1"]), { clientId: "w1" });
  await client.publishAsync("$aws/rules/event/anhu/v1/w1/event", "{broken", qos1);
  expect(woken("on-event")).toEqual([{ data: Buffer.from("{broken").toString("base64"), who: "w1" }]);
  await client.publishAsync("anhu/v1/w1/event", "2", qos1);
  expect(woken("on-event").map(decoded)).toEqual(["{broken", "2"]);
  expect(core.refusals()).toEqual([]);
  expect(core.troubles()).toEqual([]);
});

test.each([
  ["under another name", ["w1"], "w2"],
  ["without a thing", [], "w1"],
  ["with a certificate of two things", ["w1", "w2"], "w1"],
])("nobody connects %s", async (_claim, things, clientId) => {
  const { core, enrol, device } = await coreUnderTest(usualRules);
  await expect(device(await enrol(things), { clientId })).rejects.toThrow(/Not authorized/);
  expect(core.connected()).toEqual([]);
  expect(core.refusals()).toHaveLength(1);
});

test("a certificate that the registry does not know, or not as active, is none", async () => {
  const { enrol, change, device } = await coreUnderTest(usualRules);
  const stranger = await (await coreUnderTest([])).enrol(["w1"]);
  await expect(device(stranger, { clientId: "w1" })).rejects.toThrow();
  const revoked = await enrol(["w1"]);
  await change(revoked, { isActive: false });
  await expect(device(revoked, { clientId: "w1" })).rejects.toThrow(/Not authorized/);
});

test.each([
  ["another device's topic", "anhu/v1/w2/event", {}],
  ["another device's topic by Basic Ingest", "$aws/rules/event/anhu/v1/w2/event", {}],
  ["the broker's own events", "$aws/events/presence/disconnected/w2", {}],
  ["nine levels", "anhu/v1/w1/4/5/6/7/8/9", {}],
  ["more than 128 KB", "anhu/v1/w1/event", { payload: Buffer.alloc(128 * 1024 + 1) }],
  ["QoS 2", "anhu/v1/w1/event", { qos: 2 as const }],
])(
  "who publishes on or with %s loses the connection, and nothing is woken",
  async (_claim, topic, { payload = "{}", ...options }: { payload?: string | Buffer; qos?: 2 }) => {
    const { enrol, device, woken } = await coreUnderTest(usualRules);
    const client = await device(await enrol(["w1"]), { clientId: "w1" });
    client.publish(topic, payload, { ...qos1, ...options });
    await closed(client);
    expect([...woken("on-event"), ...woken("on-status")]).toEqual([]);
  },
);

test("what is retained needs a permission of its own", async () => {
  const { core, enrol, device } = await coreUnderTest(usualRules);
  const [connect, publish, ...rest] = devicePolicy.Statement as { Action: unknown }[];
  const plain = { ...devicePolicy, Statement: [connect, { ...publish, Action: "iot:Publish" }, ...rest] };
  const client = await device(await enrol(["w1"], [plain]), { clientId: "w1" });
  await client.publishAsync("anhu/v1/w1/status", "{}", qos1);
  client.publish("anhu/v1/w1/status", "{}", { ...qos1, retain: true });
  await closed(client);
  expect(core.refusals()).toEqual([{ clientId: "w1", what: "iot:RetainPublish topic/anhu/v1/w1/status" }]);
});

test("without Publish in its policy a device that connects says nothing", async () => {
  const { enrol, device, woken } = await coreUnderTest(usualRules);
  const [connect] = devicePolicy.Statement as object[];
  const client = await device(await enrol(["w1"], [{ ...devicePolicy, Statement: connect }]), { clientId: "w1" });
  client.publish("anhu/v1/w1/event", "{}", qos1);
  await closed(client);
  expect(woken("on-event")).toEqual([]);
});

test("a device hears its commands, and those of no other", async () => {
  const { enrol, device, publish } = await coreUnderTest(usualRules);
  const client = await device(await enrol(["w1"]), { clientId: "w1" });
  await expect(client.subscribeAsync("anhu/v1/+/cmd", qos1)).rejects.toThrow();
  await client.subscribeAsync("anhu/v1/w1/cmd", qos1);
  const command = heard(client);
  await publish({ topic: "anhu/v1/w2/cmd", qos: 1, payload: Buffer.from("other") });
  await publish({ topic: "anhu/v1/w1/cmd", qos: 1, payload: Buffer.from("mine") });
  expect(await command).toEqual({ topic: "anhu/v1/w1/cmd", payload: "mine" });
});

test("a subscription without Receive is silent", async () => {
  const { core, enrol, device, publish } = await coreUnderTest(usualRules);
  const Statement = (devicePolicy.Statement as { Action: unknown }[]).filter(({ Action }) => Action !== "iot:Receive");
  const client = await device(await enrol(["w1"], [{ ...devicePolicy, Statement }]), { clientId: "w1" });
  await client.subscribeAsync("anhu/v1/w1/cmd", qos1);
  await publish({ topic: "anhu/v1/w1/cmd", qos: 1, payload: Buffer.from("unheard") });
  expect(core.refusals()).toEqual([{ clientId: "w1", what: "iot:Receive topic/anhu/v1/w1/cmd" }]);
});

test("a function may speak as a device, by the rule that its messages take", async () => {
  const { publish, woken } = await coreUnderTest(usualRules);
  await publish({ topic: "$aws/rules/event/anhu/v1/canary/event", qos: 1, payload: Buffer.from("{}") });
  expect(woken("on-event")).toMatchObject([{ who: "canary" }]);
});

test("presence tells who came and went, in versions that order it", async () => {
  const { core, clock, enrol, device, woken } = await coreUnderTest(usualRules);
  const credentials = await enrol(["w1"]);
  const first = await device(credentials, { clientId: "w1" });
  await first.endAsync();
  await expect.poll(() => woken("on-presence").length).toBe(2);
  await clock.advanceBy(1_000);
  const second = await device(credentials, { clientId: "w1" });
  second.end(true);
  await expect.poll(() => woken("on-presence").length).toBe(4);
  await core.settle();
  expect(woken("on-presence")).toMatchObject([
    { eventType: "connected", clientId: "w1", thingName: "w1", versionNumber: 0 },
    { eventType: "disconnected", versionNumber: 0, clientInitiatedDisconnect: true },
    { eventType: "connected", versionNumber: 1, timestamp: clock.now() },
    {
      eventType: "disconnected",
      versionNumber: 1,
      clientInitiatedDisconnect: false,
      disconnectReason: "CONNECTION_LOST",
    },
  ]);
});

test("a last will is said for a lost connection, not for one that was closed", async () => {
  const { enrol, device, woken } = await coreUnderTest(usualRules);
  const credentials = await enrol(["w1"]);
  const will = { topic: "anhu/v1/w1/status", payload: Buffer.from("gone"), qos: 1, retain: true } as const;
  const polite = await device(credentials, { clientId: "w1", will });
  await polite.endAsync();
  await expect.poll(() => woken("on-presence").length).toBe(2);
  expect(woken("on-status")).toEqual([]);
  const lost = await device(credentials, { clientId: "w1", will });
  lost.stream.destroy();
  await expect.poll(() => woken("on-status").map(decoded)).toEqual(["gone"]);
});

test("the second connection under a name ends the first", async () => {
  const { core, enrol, device } = await coreUnderTest(usualRules);
  const credentials = await enrol(["w1"]);
  const first = await device(credentials, { clientId: "w1" });
  const second = await device(credentials, { clientId: "w1" });
  await closed(first);
  await second.publishAsync("anhu/v1/w1/event", "{}", qos1);
  expect(core.connected()).toEqual(["w1"]);
});

test("revoking a certificate ends its connection without a last will", async () => {
  const { enrol, change, device, woken } = await coreUnderTest(usualRules);
  const credentials = await enrol(["w1"]);
  const will = { topic: "anhu/v1/w1/status", payload: Buffer.from("gone"), qos: 1, retain: false } as const;
  const client = await device(credentials, { clientId: "w1", will });
  await change(credentials, { isActive: false });
  await closed(client);
  await expect.poll(() => woken("on-presence").length).toBe(2);
  expect(woken("on-status")).toEqual([]);
});

test("a change of policies takes effect on the connection that stands", async () => {
  const { enrol, change, device } = await coreUnderTest(usualRules);
  const credentials = await enrol(["w1"]);
  const client = await device(credentials, { clientId: "w1" });
  await client.publishAsync("anhu/v1/w1/event", "{}", qos1);
  await change(credentials, { policies: [] });
  client.publish("anhu/v1/w1/event", "{}", qos1);
  await closed(client);
});

const live = "arn:aws:iot:us-east-1:111122223333";
const listening = {
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Action: "iot:Connect", Resource: `${live}:client/\${iot:ClientId}` },
    { Effect: "Allow", Action: "iot:Subscribe", Resource: `${live}:topicfilter/anhu/v1/live/home` },
    { Effect: "Allow", Action: "iot:Receive", Resource: `${live}:topic/anhu/v1/live/home` },
  ],
};
const welcome = {
  isAuthenticated: true,
  principalId: "nurse1",
  disconnectAfterInSeconds: 3_600,
  refreshAfterInSeconds: 300,
  policyDocuments: [listening],
};
const authorizer = resource("AWS::IoT::Authorizer", "anhu-live", {
  AuthorizerName: "anhu-live",
  AuthorizerFunctionArn: "authorize-live",
  Status: "ACTIVE",
  SigningDisabled: true,
});
const byAuthorizer = "?x-amz-customauthorizer-name=anhu-live";
const answered = (payload: unknown) => ({ kind: "answered", payload, billedMs: 1 }) as const;

test("a browser hears what the authorizer's policies name, until its time is over", async () => {
  const asked: unknown[] = [];
  const { clock, browser, publish } = await coreUnderTest([authorizer], (functionName, event) => {
    asked.push([functionName, event]);
    return answered(welcome);
  });
  const client = await browser(byAuthorizer, { clientId: "tab1", username: "anhu", password: "token" });
  const mqtt = { username: "anhu", password: Buffer.from("token").toString("base64"), clientId: "tab1" };
  expect(asked).toMatchObject([
    ["authorize-live", { signatureVerified: false, protocolData: { mqtt, http: { queryString: byAuthorizer } } }],
  ]);
  await expect(client.subscribeAsync("anhu/v1/live/other")).rejects.toThrow();
  await client.subscribeAsync("anhu/v1/live/home");
  const change = heard(client);
  await publish({ topic: "anhu/v1/live/home", qos: 0, payload: Buffer.from("{}") });
  expect((await change).topic).toBe("anhu/v1/live/home");
  await clock.advanceBy(3_599_000);
  expect(client.connected).toBe(true);
  await clock.advanceBy(1_000);
  await closed(client);
});

test("a plain no is no fault", async () => {
  const { core, browser } = await coreUnderTest([authorizer], () => answered({ isAuthenticated: false }));
  await expect(browser(byAuthorizer)).rejects.toThrow();
  expect(core.troubles()).toEqual([]);
});

test.each([
  ["a principal with a hyphen", { ...welcome, principalId: "nurse-1" }],
  ["less than five minutes", { ...welcome, disconnectAfterInSeconds: 299 }],
  ["more than a day", { ...welcome, disconnectAfterInSeconds: 86_401 }],
  ["no time to refresh", { ...welcome, refreshAfterInSeconds: undefined }],
  ["no policy", { ...welcome, policyDocuments: [] }],
  ["a policy of more than 2048 characters", { ...welcome, policyDocuments: [{ ...listening, Id: "x".repeat(2_048) }] }],
])("an answer with %s lets nobody in and is told", async (_claim, answer) => {
  const { core, browser } = await coreUnderTest([authorizer], () => answered(answer));
  await expect(browser(byAuthorizer)).rejects.toThrow();
  expect(core.troubles()).toMatchObject([{ kind: "authorizer-fault" }]);
});

test("a browser that names no authorizer is not let in", async () => {
  const { browser } = await coreUnderTest([authorizer], () => answered(welcome));
  await expect(browser("")).rejects.toThrow();
});
