import { beforeEach, expect, test } from "vitest";
import { canary } from "../../domain/model/canary.ts";
import type { Device } from "../../domain/model/device.ts";
import { hour, minute, second } from "../../domain/model/time.ts";
import type { MetricName } from "../../functions/shell/metrics.ts";
import { DeviceStore } from "../../stores/device-store.ts";
import { PersonStore } from "../../stores/person-store.ts";
import { alertsOfCanary, callsOf, goOff, stages } from "./canary-chain.ts";
import { intercepted, recorded, World } from "./world.ts";

let world: World;
beforeEach(async () => {
  world = await new World().furnish();
});

/** A run, and what goes off by its timers; or only the first stages of that. */
async function run(reached: typeof stages | readonly "escalate-alert"[] = stages): Promise<void> {
  await world.invoke("run-canary", recorded("schedule"));
  await goOff(world, reached);
}
async function runNextMinute(): Promise<void> {
  world.pass(minute);
  await run();
}
/** Of each judged call, whether what the alarm looks at says that it was answered: 1 when it was. */
const verdicts = () => put("CanaryLatency").map((latencyMs) => (latencyMs > canary.answerWithinMs ? 0 : 1));
const put = (name: MetricName) => world.figures.flatMap(({ figures }) => figures[name] ?? []);
const alerts = () => alertsOfCanary(world);
const codes = () => world.log.flatMap(({ level, code }) => (level === "error" ? [code] : []));

test("the first run makes the canary and calls; the next one finds the call answered, closes it as a test and calls anew", async () => {
  await run();
  expect(verdicts()).toEqual([]);
  expect(await alerts()).toMatchObject([{ kind: "sos", priority: "high", handling: "new" }]);
  await runNextMinute();
  expect(verdicts()).toEqual([1]);
  expect(await alerts()).toMatchObject([{ handling: "new" }, { handling: "resolved", outcome: "test" }]);
});

test("the latency is from the press of the button to the alert, by the clock of each", async () => {
  world.sendAsDevice = async (message) => {
    const receivedAt = world.now;
    world.pass(1200);
    await world.urgent({ ...message, messageId: "trace", receivedAt });
  };
  await run();
  await runNextMinute();
  const judged = world.figures.find(({ figures }) => figures.CanaryLatency !== undefined);
  expect(judged?.figures).toEqual({
    CanaryLatency: 1200,
    CanaryDelivery: 1200,
  });
});

test("the health of a cell tells what the latest call came to, and is degraded while the chain is broken or nobody looks", async () => {
  await run();
  expect(await world.must("show-health")).not.toHaveProperty("canary");
  await runNextMinute();
  const checkedAt = "2026-11-22T02:11:00+08:00";
  expect(await world.must("show-health")).toMatchObject({
    status: "ok",
    canary: { isAnswered: true, checkedAt, answeredAt: checkedAt, latencyMs: 0 },
    chain: { isDelivered: true, checkedAt, latencyMs: 0 },
  });
  world.pass(minute);
  await run([]);
  expect(await world.must("show-health")).toMatchObject({ status: "ok" });
  world.pass(minute);
  await run();
  expect(await world.must("show-health")).toMatchObject({
    status: "degraded",
    canary: { isAnswered: true },
    chain: { isDelivered: false },
  });
  world.sendAsDevice = async () => undefined;
  await runNextMinute();
  await runNextMinute();
  expect(await world.must("show-health")).toMatchObject({
    status: "degraded",
    canary: { isAnswered: false, answeredAt: "2026-11-22T02:14:00+08:00" },
    chain: { isDelivered: false },
  });
});

test("a cell whose test calls stop being judged is degraded after three minutes", async () => {
  await run();
  await runNextMinute();
  world.pass(3 * minute);
  expect(await world.must("show-health")).toMatchObject({ status: "ok" });
  world.pass(1);
  expect(await world.must("show-health")).toMatchObject({ status: "degraded", canary: { isAnswered: true } });
});

test("a call goes out by the chain that calls people, to the canary's own receiver and to nobody else", async () => {
  await run();
  const [alert] = await alerts();
  expect(await callsOf(world, alert?.id ?? "")).toMatchObject([
    { state: "accepted", to: { kind: "channel", channelId: "anhu.canary" } },
  ]);
  expect(world.sent).toMatchObject([{ route: { gateway: { url: "anhu:self-test" } } }]);
  await runNextMinute();
  await runNextMinute();
  expect(await callsOf(world, alert?.id ?? "")).toEqual([]);
});

test("an operator has test calls go out to a receiver of theirs by the ordinary way, and back; nobody else may", async () => {
  await run();
  const roles = [{ role: "operator", facilityId: "home-1" }] as const;
  const local = {
    id: "here",
    name: "b",
    roles,
    relations: [],
    reach: { pushes: [], language: "zh" },
    version: 1,
  } as const;
  await new PersonStore(world.tables).add(local);
  const [channel] = (await world.must("list-channels", { query: { testCalls: "1" } })).items;
  expect(channel).toMatchObject({ id: "anhu.canary", kind: "webhook", version: 1 });
  const settings = { kind: "webhook", url: "https://watch.example.com/anhu" };
  const body = { do: "change", id: "anhu.canary", version: 1, settings };
  expect((await world.call("set-channel", { as: "here", body })).body.code).toBe("unknown-channel");
  expect((await world.must("list-channels", { as: "here", query: { testCalls: "1" } })).items).toEqual([]);
  expect((await world.must("set-channel", { body })).newSecret).toMatch(/^whsec_/);
  await runNextMinute();
  expect(world.sent.at(-1)).toMatchObject({ route: { channel: "webhook", gateway: { url: settings.url } } });
  world.answerMessage = async () => ({ kind: "retry", detail: "timeout" });
  await runNextMinute();
  await runNextMinute();
  expect(codes()).toContain("canary-untaken");
  world.answerMessage = async () => ({ kind: "accepted" });
  await world.must("set-channel", { body: { do: "remove", id: "anhu.canary", version: 2 } });
  await runNextMinute();
  expect(world.sent.at(-1)).toMatchObject({ route: { gateway: { url: "anhu:self-test" } } });
});

test.each([
  ["the alert's timer does not go off", [], "accepted", "canary-uncalled"],
  ["the sender does not run", ["escalate-alert"], "accepted", "canary-unsent"],
  ["the receiver does not take it", stages, "refused", "canary-untaken"],
] as const)("a chain that ends because %s is told, with where it ends", async (_claim, reached, outcome, code) => {
  world.answerMessage = async () =>
    outcome === "accepted" ? { kind: "accepted" } : { kind: "refused", detail: "test" };
  await run(reached);
  world.pass(minute);
  await run(reached);
  expect(verdicts()).toEqual([1]);
  expect(put("CanaryDelivery")).toEqual([minute]);
  expect(codes()).toContain(code);
});

test("a call that goes out after twenty seconds counts as not delivered", async () => {
  await run([]);
  world.pass(20 * second + 1);
  await goOff(world);
  await runNextMinute();
  expect(codes()).toEqual(["canary-delivered-late"]);
});

test.each([
  ["ten seconds are in time", 10 * second, 1],
  ["a millisecond more is not", 10 * second + 1, 0],
])("%s", async (_claim, delayMs, verdict) => {
  world.sendAsDevice = async (message) => {
    world.pass(delayMs);
    await world.urgent({ ...message, messageId: "trace", receivedAt: world.now });
  };
  await run();
  await runNextMinute();
  expect(verdicts()).toEqual([verdict]);
  expect(codes()).toEqual(verdict === 1 ? [] : ["canary-late"]);
});

test("a call that raises no alert is told each minute, and the chain counts as whole with the first one that does", async () => {
  const { sendAsDevice } = world;
  world.sendAsDevice = async () => undefined;
  await run();
  await runNextMinute();
  await runNextMinute();
  expect(verdicts()).toEqual([0, 0]);
  expect(codes()).toEqual(["canary-unanswered", "canary-unanswered"]);
  world.sendAsDevice = sendAsDevice;
  await runNextMinute();
  await runNextMinute();
  expect(verdicts()).toEqual([0, 0, 0, 1]);
});

test("a chain that breaks after it worked is told too", async () => {
  await run();
  await runNextMinute();
  world.sendAsDevice = async () => undefined;
  await runNextMinute();
  await runNextMinute();
  expect(verdicts()).toEqual([1, 1, 0]);
});

test("a night without any run is no failure: the last call was answered", async () => {
  await run();
  world.pass(8 * hour);
  await run();
  expect(verdicts()).toEqual([1]);
});

test("a tick delivered twice judges no call that is still under way", async () => {
  const onTheWay: (() => Promise<void>)[] = [];
  world.sendAsDevice = async (message) => {
    onTheWay.push(() => world.urgent({ ...message, messageId: "trace", receivedAt: world.now }));
  };
  const arrive = async () => void (await Promise.all(onTheWay.splice(0).map((arrival) => arrival())));
  for (let minutes = 0; minutes < 3; minutes += 1) {
    await run();
    await run();
    expect(onTheWay).toHaveLength(1);
    await arrive();
    world.pass(minute);
  }
  expect(verdicts()).toEqual([1, 1]);
});

test("a hundred runs leave one closed alert behind, not a hundred", async () => {
  for (let runs = 0; runs < 100; runs += 1) await runNextMinute();
  expect(await alerts()).toHaveLength(2);
  expect(new Set(verdicts())).toEqual(new Set([1]));
});

test("nobody sees the canary: no list, no board, no count, no live change", async () => {
  for (let runs = 0; runs < 5; runs += 1) await runNextMinute();
  await world.invoke("sweep-watches", recorded("schedule"));
  const answers = await Promise.all(
    (["list-facilities", "list-residents", "list-alerts", "list-devices", "list-quarantine"] as const).map((name) =>
      world.must(name),
    ),
  );
  expect(JSON.stringify([answers, world.live])).not.toContain("canary");
  expect((await world.call("show-resident", { id: canary.residentId })).status).toBe(400);
  expect((await world.call("list-alerts", { query: { residentId: canary.residentId } })).status).toBe(400);
  expect(world.figures.flatMap(({ figures }) => figures.AlertsRaised ?? [])).toEqual([]);
});

test.each(["facility", "resident"])("nobody can register a %s under the canary's name", async (kind) => {
  const id = canary.residentId;
  const bodies = {
    facility: { id, name: "松鹤院", kind: "care-home" },
    resident: { id, name: "王", sex: "female", birthDate: "1940-03-01", facilityId: "home-1" },
  };
  const name = kind === "facility" ? "register-facility" : "register-resident";
  expect((await world.call(name, { body: bodies[kind as "facility"] })).status).toBe(400);
});

/** As a version that let people take the name left it. */
async function leftBehind(change: Partial<Device>): Promise<void> {
  const store = new DeviceStore(world.tables);
  const known = await store.find(canary.deviceId);
  const device: Device = {
    id: canary.deviceId,
    kind: "wristband",
    residentId: "resident-1",
    facilityId: "home-1",
    certificateSerial: "0A",
    enrolledAt: world.now,
    ...change,
  };
  if (known === undefined) await store.add(device);
  else await store.replace(known, { ...known, ...change });
}

test("where a real device has its name it never calls, and every run fails so that it is seen", async () => {
  await leftBehind({});
  await expect(run()).rejects.toThrow("not the canary's");
  expect(await world.openAlerts("resident-1")).toEqual([]);
  expect(world.figures).toContainEqual({ figures: { Failed: 1 }, functionName: "run-canary" });
  await world.must("revoke-device", { id: canary.deviceId });
  await runNextMinute();
  await runNextMinute();
  expect(verdicts()).toEqual([1]);
  expect((await world.openAlerts("resident-1")).filter(({ kind }) => kind === "sos")).toEqual([]);
});

test("a canary that somebody revoked is back with the next run", async () => {
  await run();
  await runNextMinute();
  await leftBehind({ revokedAt: world.now });
  await runNextMinute();
  await runNextMinute();
  expect(verdicts().at(-1)).toBe(1);
});

test.each([
  ["before its first run", 0],
  ["when it runs", 2],
])("%s nobody gets a certificate in its name, announces or revokes it", async (_when, runs) => {
  for (let ran = 0; ran < runs; ran += 1) await runNextMinute();
  const before = await new DeviceStore(world.tables).find(canary.deviceId);
  const wanted = { id: canary.deviceId, kind: "sos-button", residentId: "resident-1" };
  const id = canary.deviceId;
  const answers = [
    await world.call("rotate-device", { id, body: { csr: "csr" } }),
    await world.call("revoke-device", { id }),
    await world.call("enrol-device", { body: { ...wanted, csr: "csr" } }),
  ];
  expect(answers.map(({ body }) => body.code)).toEqual(["unknown-device", "unknown-device", "already-exists"]);
  expect((await world.must("expect-devices", { body: { devices: [wanted] } })).items).toMatchObject([
    { id, outcome: "refused" },
  ]);
  expect(await new DeviceStore(world.tables).find(id)).toEqual(before);
  expect(world.revokedSerials).toEqual([]);
});

test("an event that somebody else sent in its name answers no call, whatever its id says", async () => {
  const { sendAsDevice } = world;
  world.sendAsDevice = async () => undefined;
  await run();
  world.pass(20 * second);
  const forged = { id: `${world.now}-forged`, type: "sos", at: new Date(world.now).toISOString() };
  await world.urgent(world.message(canary.deviceId, "event", forged, "m-forged"));
  expect(await alerts()).toHaveLength(1);
  await runNextMinute();
  expect(verdicts()).toEqual([0]);
  world.sendAsDevice = sendAsDevice;
  await runNextMinute();
  await runNextMinute();
  expect(verdicts()).toEqual([0, 0, 1]);
});

test("an unanswered call tells how long it was waited for, and never less than its limit, whatever the clock did", async () => {
  world.sendAsDevice = async () => undefined;
  await run();
  await runNextMinute();
  expect([put("CanaryLatency"), put("CanaryDelivery")]).toEqual([[minute], [minute]]);
  world.pass(-hour);
  await run();
  expect(put("CanaryLatency").at(-1)).toBe(canary.answerWithinMs + 1);
  expect(put("CanaryDelivery").at(-1)).toBe(canary.deliverWithinMs + 1);
});

test("a clock that was set back by hours is no failure", async () => {
  await run();
  await runNextMinute();
  world.pass(-5 * hour);
  for (let runs = 0; runs < 4; runs += 1) await runNextMinute();
  expect(new Set(verdicts())).toEqual(new Set([1]));
});

test("a clock that was set back keeps no call from being made: a chain that breaks then is told at once", async () => {
  await run();
  await runNextMinute();
  world.pass(-5 * hour);
  world.sendAsDevice = async () => undefined;
  await runNextMinute();
  await runNextMinute();
  expect(verdicts()).toEqual([1, 1, 0]);
});

test("one that was made only half is made whole by the next run", async () => {
  world.engine = intercepted(world.tables, async (writes) => {
    if (writes.some(({ table }) => table.name === "devices")) throw new Error("disk trouble");
  });
  await expect(run()).rejects.toThrow("disk trouble");
  world.engine = world.tables;
  await run();
  await runNextMinute();
  expect(verdicts()).toEqual([1]);
});

test("a canary that was out of service for hours does not trip over its own silence", async () => {
  await run();
  world.pass(5 * hour);
  await world.wake(canary.residentId);
  expect(await alerts()).toMatchObject([{ kind: "device-silent" }, { kind: "sos" }]);
  for (let runs = 0; runs < 10; runs += 1) await runNextMinute();
  expect(new Set(verdicts())).toEqual(new Set([1]));
  expect(await alerts()).toHaveLength(2);
});

test("its device has no certificate that anybody could show", async () => {
  await run();
  expect((await new DeviceStore(world.tables).find(canary.deviceId))?.certificateSerial).toBe("none");
});
