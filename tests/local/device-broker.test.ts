import { X509Certificate } from "node:crypto";
import { connect as connectTcp } from "node:net";
import { join } from "node:path";
import { connect as connectTls } from "node:tls";
import type { MqttClient } from "mqtt";
import { describe, expect, test } from "vitest";
import { openLocalAuthority } from "../../adapters/device-authority/local-ca.ts";
import { createKeyAndRequest } from "../../devices-sim/enrol.ts";
import type { TableEngine } from "../../domain/ports.ts";
import { DeviceStore } from "../../stores/device-store.ts";
import {
  closed,
  connected,
  connectedByWord,
  enrolled,
  get,
  heartRates,
  post,
  quarantined,
  startedBox,
  telemetry,
  temporaryFolder,
  withDevices,
} from "./box-under-test.ts";
import { faultyEngine, touches } from "./faulty-engine.ts";
import { forgedCertificate } from "./forged-certificate.ts";

/** A gate in front of the writes to one table. */
function gatedWrites(table: string) {
  let open: () => void = () => undefined;
  let isShut = false;
  const arrivals: string[] = [];
  let gate = Promise.resolve();
  return {
    arrivals,
    shut() {
      isShut = true;
      gate = new Promise((resolve) => {
        open = resolve;
      });
    },
    open() {
      isShut = false;
      open();
    },
    wrapEngine: (engine: TableEngine): TableEngine => ({
      get: (...given) => engine.get(...given),
      getMany: (...given) => engine.getMany(...given),
      query: (...given) => engine.query(...given),
      async write(writes) {
        if (isShut && writes.some((write) => write.table.name === table)) {
          arrivals.push(table);
          await gate;
        }
        return engine.write(writes);
      },
    }),
  };
}

describe("a message", () => {
  test.each(["series", "watches"])("is acknowledged only after table %s has it", async (table) => {
    const gate = gatedWrites(table);
    const box = await startedBox({ wrapEngine: gate.wrapEngine });
    const [device] = await withDevices(box, "w1");
    const client = await connected(box, device);
    gate.shut();
    let isAcknowledged = false;
    const published = client.publishAsync("anhu/v1/w1/telemetry", telemetry(71), { qos: 1 }).then(() => {
      isAcknowledged = true;
    });
    await expect.poll(() => gate.arrivals.length).toBeGreaterThan(0);
    await get(box, "/api/health");
    expect(isAcknowledged).toBe(false);
    gate.open();
    await published;
    expect(await heartRates(box)).toEqual([71]);
  });

  test("is taken with the Basic Ingest prefix as well, and with the retain flag set", async () => {
    const box = await startedBox();
    const [device] = await withDevices(box, "w1");
    const client = await connected(box, device);
    await client.publishAsync("$aws/rules/telemetry/anhu/v1/w1/telemetry", telemetry(72), { qos: 1 });
    await client.publishAsync("anhu/v1/w1/telemetry", telemetry(73), { qos: 1, retain: true });
    expect(await heartRates(box)).toEqual([72, 73]);
  });

  test("of a device that goes at once after sending it is stored all the same", async () => {
    const box = await startedBox();
    const [device] = await withDevices(box, "w1");
    const client = await connected(box, device);
    client.publish("anhu/v1/w1/telemetry", telemetry(74), { qos: 0 });
    await client.endAsync();
    await expect.poll(() => heartRates(box)).toEqual([74]);
  });

  test("beyond the device's rate waits its turn and is stored", async () => {
    const box = await startedBox({ limits: { messages: { perSecond: 100, burst: 5 } } });
    const [device] = await withDevices(box, "w1");
    const client = await connected(box, device);
    const now = Date.now();
    const sent = Array.from({ length: 20 }, (_, index) => 60 + index);
    await Promise.all(
      sent.map((rate, index) =>
        client.publishAsync("anhu/v1/w1/telemetry", telemetry(rate, now - 20_000 + index * 1000), { qos: 1 }),
      ),
    );
    expect(await heartRates(box)).toEqual(sent);
    expect(await quarantined(box)).toEqual(["rate-limited"]);
  });
});

test("the health counts what was acknowledged, and what was refused of it", async () => {
  const box = await startedBox();
  await withDevices(box, "w1");
  const client = await connectedByWord(box, "w1");
  for (const payload of [telemetry(71), "{"]) await client.publishAsync("anhu/v1/w1/telemetry", payload, { qos: 1 });
  expect((await get(box, "/api/health")).messages).toEqual({ taken: 2, refused: 1 });
});

describe("over TLS", () => {
  test("nobody gets in without a certificate of this box", async () => {
    const box = await startedBox();
    const [device] = await withDevices(box, "w1");
    const { csrPem, keyPem } = await createKeyAndRequest();
    const stranger = await openLocalAuthority(temporaryFolder());
    const forged = await stranger.certify({ deviceId: "w1", kind: "wristband", facilityId: "home", csrPem });
    await expect(connected(box, { ...device, cert: "", key: "" })).rejects.toThrow();
    await expect(connected(box, { ...device, cert: forged.certificatePem, key: keyPem })).rejects.toThrow();
    expect((await get(box, "/api/health")).devicesConnected).toBe(0);
  });

  test("nobody gets in with a certificate of another authority, even under the name and serial of an enrolled one", async () => {
    const box = await startedBox();
    const [device] = await withDevices(box, "w1");
    const { serialNumber } = new X509Certificate(device.cert);
    const forged = await forgedCertificate("w1", serialNumber);
    expect(new X509Certificate(forged.cert).serialNumber).toBe(serialNumber);
    await expect(connected(box, { ...device, ...forged })).rejects.toThrow();
    expect((await get(box, "/api/health")).devicesConnected).toBe(0);
    await connected(box, device);
  });

  test("a certificate that has been replaced by a newer one no longer opens the door", async () => {
    let devices: DeviceStore | undefined;
    const box = await startedBox({
      wrapEngine: (engine) => {
        devices = new DeviceStore(engine);
        return engine;
      },
    });
    const [device] = await withDevices(box, "w1");
    const stored = await devices?.find("w1");
    if (stored === undefined) return expect.unreachable("w1 is enrolled");
    const replaced = { ...stored, certificateSerial: "4000000000000000000000000000000F" };
    await devices?.replace(stored, replaced);
    await expect(connected(box, device)).rejects.toThrow(/Not authorized/);
    expect(await quarantined(box)).toEqual(["revoked-certificate"]);
    await devices?.replace(replaced, stored);
    return void (await connected(box, device));
  });

  test("the box proves who it is to a device that trusts its authority only", async () => {
    const box = await startedBox();
    const [device] = await withDevices(box, "w1");
    for (const host of ["localhost", "127.0.0.1"]) {
      const { port } = new URL(box.addresses.mqtts);
      const socket = connectTls({ host, port: Number(port), ca: device.ca, cert: device.cert, key: device.key });
      await new Promise((resolve, reject) => socket.once("secureConnect", resolve).once("error", reject));
      expect(socket.authorized).toBe(true);
      socket.destroy();
    }
  });

  test("a user name does not make a device another one", async () => {
    const box = await startedBox();
    const [one] = await withDevices(box, "w1", "w2");
    const client = await connected(box, one, { username: "w2", clientId: "w2" });
    client.publish("anhu/v1/w2/telemetry", telemetry(71), { qos: 1 });
    await closed(client);
    expect(await heartRates(box)).toEqual([]);
    expect(await quarantined(box)).toEqual(["foreign-topic"]);
  });

  test("one device cannot end another's session by taking its client id", async () => {
    const box = await startedBox();
    const [one, two] = await withDevices(box, "w1", "w2");
    const first = await connected(box, one, { clientId: "same" });
    const second = await connected(box, two, { clientId: "same" });
    await second.publishAsync("anhu/v1/w2/telemetry", telemetry(71), { qos: 1 });
    expect(first.connected).toBe(true);
    await first.publishAsync("anhu/v1/w1/telemetry", telemetry(72), { qos: 1 });
  });
});

describe("revoking a device", () => {
  test("ends its connections at once and keeps it out, also after a restart", async () => {
    const dataFolder = temporaryFolder();
    const box = await startedBox({ dataFolder });
    const [device] = await withDevices(box, "w1", "w2");
    const secure = await connected(box, device);
    const plain = await connectedByWord(box, "w1");
    const other = await connectedByWord(box, "w2");
    const bothClosed = Promise.all([closed(secure), closed(plain)]);
    expect((await post(box, "/api/devices/w1/revoke", {})).status).toBe(200);
    await bothClosed;
    expect(other.connected).toBe(true);
    await expect(connected(box, device)).rejects.toThrow(/Not authorized/);
    await expect(connectedByWord(box, "w1")).rejects.toThrow(/Not authorized/);
    await box.stop();

    const again = await startedBox({ dataFolder });
    await expect(connected(again, device)).rejects.toThrow(/Not authorized/);
    expect(new Set(await quarantined(again))).toEqual(new Set(["revoked-certificate"]));
  });
});

test("a device whose revocation could not be written is kept out all the same", async () => {
  const faulty = faultyEngine();
  const box = await startedBox({ wrapEngine: faulty.wrap });
  const [device] = await withDevices(box, "w1");
  const client = await connected(box, device);
  faulty.failWhen = touches("devices");
  expect((await post(box, "/api/devices/w1/revoke", {})).status).toBeGreaterThanOrEqual(500);
  await closed(client);
  faulty.failWhen = undefined;
  expect((await get(box, "/api/devices")).items[0].revokedAt).toBeUndefined();
  await expect(connected(box, device)).rejects.toThrow(/Not authorized/);
});

test("who comes with an outdated certificate again and again cannot keep the device itself away", async () => {
  const box = await startedBox();
  const [device] = await withDevices(box, "w1");
  const { csrPem, keyPem } = await createKeyAndRequest();
  const authority = await openLocalAuthority(join(box.dataFolder, "authority"));
  const { certificatePem } = await authority.certify({ deviceId: "w1", kind: "wristband", facilityId: "home", csrPem });
  for (let attempt = 0; attempt < 80; attempt += 1)
    await expect(connected(box, { ...device, cert: certificatePem, key: keyPem })).rejects.toThrow();
  expect((await connected(box, device)).connected).toBe(true);
});

describe("a last will", () => {
  const will = { topic: "anhu/v1/w1/status", payload: Buffer.from('{"connection":"offline"}'), qos: 1 as const };
  const connectionOf = async (box: Parameters<typeof get>[0]) =>
    (await get(box, "/api/devices")).items.find(({ id }: { id: string }) => id === "w1")?.connection;

  test("says offline when the connection breaks", async () => {
    const box = await startedBox();
    const [device] = await withDevices(box, "w1");
    const client = await connected(box, device, { will });
    await client.publishAsync("anhu/v1/w1/status", '{"connection":"online"}', { qos: 1, retain: true });
    expect(await connectionOf(box)).toBe("online");
    client.stream.destroy();
    await expect.poll(() => connectionOf(box)).toBe("offline");
  });

  test("is not said while the device has another connection", async () => {
    const box = await startedBox();
    const [device] = await withDevices(box, "w1");
    const broken = await connected(box, device, { will, clientId: "a" });
    const living = await connected(box, device, { will, clientId: "b" });
    await living.publishAsync("anhu/v1/w1/status", '{"connection":"online"}', { qos: 1 });
    broken.stream.destroy();
    await closed(broken);
    await living.publishAsync("anhu/v1/w1/telemetry", telemetry(70), { qos: 1 });
    expect(await connectionOf(box)).toBe("online");
  });

  test("on another's topic keeps the device out", async () => {
    const box = await startedBox();
    const [device] = await withDevices(box, "w1", "w2");
    const foreign = { ...will, topic: "anhu/v1/w2/status" };
    await expect(connected(box, device, { will: foreign })).rejects.toThrow(/Not authorized/);
    expect(await quarantined(box)).toEqual(["foreign-topic"]);
  });
});

describe("refused, shown to operators, and the box goes on:", () => {
  test.each([
    ["another device's topic", "anhu/v1/w2/telemetry", { qos: 1 }, "foreign-topic"],
    ["a topic that is none", "anhu/v1/w1/gossip", { qos: 1 }, "wrong-topic"],
    ["a live topic, which is for browsers", "anhu/v1/live/home", { qos: 1 }, "wrong-topic"],
    ["a system topic", "$SYS/x", { qos: 1 }, "wrong-topic"],
    ["QoS 2", "anhu/v1/w1/telemetry", { qos: 2 }, "wrong-protocol"],
  ] as const)("%s", async (_what, topic, options, reason) => {
    const box = await startedBox();
    const [device, other] = await withDevices(box, "w1", "w2");
    const client = await connected(box, device);
    client.publish(topic, telemetry(71), options);
    await closed(client);
    await expect.poll(() => quarantined(box)).toEqual([reason]);
    expect(await heartRates(box)).toEqual([]);
    await (await connected(box, other)).publishAsync("anhu/v1/w2/telemetry", telemetry(75), { qos: 1 });
    expect(await heartRates(box)).toEqual([75]);
  });

  test("a packet that announces more than 128 KB, before it has come", async () => {
    const box = await startedBox();
    const [device] = await withDevices(box, "w1");
    const client = await connected(box, device);
    client.publish("anhu/v1/w1/telemetry", Buffer.alloc(140 * 1024), { qos: 1 });
    await closed(client);
    await expect.poll(() => quarantined(box)).toEqual(["too-large"]);
  });

  test.each([
    ["malformed JSON", Buffer.from("{"), "not-json"],
    ["wrong UTF-8", Buffer.from([0xff, 0xfe, 0xfd]), "not-utf8"],
    ["deep nesting", Buffer.from("[".repeat(5_000) + "]".repeat(5_000)), "too-deep"],
    ["an unknown unit", Buffer.from('[{"n":"heart-rate","u":"furlong","v":1}]'), "unknown-unit"],
  ])("%s, which is acknowledged since sending it again cannot help", async (_what, payload, reason) => {
    const box = await startedBox();
    await withDevices(box, "w1");
    const client = await connectedByWord(box, "w1");
    await client.publishAsync("anhu/v1/w1/telemetry", payload, { qos: 1 });
    expect(await quarantined(box)).toEqual([reason]);
    expect(client.connected).toBe(true);
  });

  test.each([
    ["pings", Buffer.from([0xc0, 0x00])],
    ["subscriptions", Buffer.concat([Buffer.from([0x82, 20, 0, 1, 0, 15]), Buffer.from("anhu/v1/w1/cmd\0\0")])],
  ])("a flood of %s, which ends the connection", async (_what, packet) => {
    const box = await startedBox();
    const [device, other] = await withDevices(box, "w1", "w2");
    const client = await connected(box, device);
    for (let number = 0; number < 900; number += 1) client.stream.write(Buffer.from([0xc0, 0x00]));
    await client.publishAsync("anhu/v1/w1/telemetry", telemetry(71), { qos: 1 });
    client.stream.write(Buffer.concat(Array.from({ length: 2_000 }, () => packet)));
    await closed(client);
    await expect.poll(() => quarantined(box)).toEqual(["rate-limited"]);
    await (await connected(box, other)).publishAsync("anhu/v1/w2/telemetry", telemetry(75), { qos: 1 });
    expect(await heartRates(box)).toEqual([71, 75]);
  });

  test("a device that nobody enrolled", async () => {
    const box = await startedBox();
    await expect(connectedByWord(box, "ghost")).rejects.toThrow(/Not authorized/);
    await expect(connectedByWord(box, "__proto__")).rejects.toThrow(/Not authorized/);
    expect(await quarantined(box)).toEqual(["unknown-device", "unknown-device"]);
  });

  test("listening to others", async () => {
    const box = await startedBox();
    const [device] = await withDevices(box, "w1", "w2");
    const client = await connected(box, device);
    for (const filter of ["#", "anhu/v1/#", "anhu/v1/w2/cmd", "anhu/v1/+/telemetry", "anhu/v1/live/home", "$SYS/#"]) {
      await expect(client.subscribeAsync(filter)).rejects.toThrow();
    }
    expect(await client.subscribeAsync("anhu/v1/w1/cmd", { qos: 1 })).toMatchObject([{ qos: 1 }]);
    expect(new Set(await quarantined(box))).toEqual(new Set(["foreign-topic"]));
  });

  test("bytes that are not MQTT", async () => {
    const box = await startedBox();
    await withDevices(box, "w1");
    const { port } = new URL(box.addresses.mqtt);
    const connect = "100e00044d5154540402003c00027731"; // CONNECT as w1
    const nonsense = [
      "474554202f20485454502f312e310d0a0d0a",
      "00",
      "ffffffffffffff",
      "10ffffff7f",
      `${connect}f000`,
      `${connect}3007000566`,
      `${connect}36050001ff0001`,
      `${connect}82020000`,
    ];
    for (const bytes of nonsense) {
      const socket = connectTcp({ host: "127.0.0.1", port: Number(port) });
      socket.on("error", () => undefined);
      socket.end(Buffer.from(bytes, "hex"));
      socket.resume();
      await new Promise((resolve) => socket.once("close", resolve));
    }
    expect((await get(box, "/api/health")).status).toBe("ok");
    await (await connectedByWord(box, "w1")).publishAsync("anhu/v1/w1/telemetry", telemetry(76), { qos: 1 });
    expect(await heartRates(box)).toEqual([76]);
  });

  test("many topics in one subscription, which ends the connection", async () => {
    const box = await startedBox();
    await withDevices(box, "w1");
    const client = await connectedByWord(box, "w1");
    const topics = Array.from({ length: 3_000 }, (_, index) => `anhu/v1/w${index + 2}/cmd`);
    client.subscribe(topics, () => undefined);
    await closed(client);
    const { counts } = await get(box, "/api/quarantine");
    expect(counts).toMatchObject({ "foreign-topic": 8, "wrong-protocol": 1 });
  });

  test("a device that is refused again and again is not listened to for a while", async () => {
    const box = await startedBox();
    const [, other] = await withDevices(box, "w1", "w2");
    const client = await connectedByWord(box, "w1");
    for (let attempt = 0; attempt < 70 && client.connected; attempt += 1) {
      await client.subscribeAsync("#").catch(() => undefined);
    }
    await expect(connectedByWord(box, "w1")).rejects.toThrow(/Not authorized/);
    await connected(box, other);
  });
});

test("a device that is refused again and again loses the connections that it has", async () => {
  const box = await startedBox();
  const [device, other] = await withDevices(box, "w1", "w2");
  const idle = await connected(box, device, { clientId: "idle" });
  const neighbour = await connected(box, other);
  const curious = await connected(box, device, { clientId: "curious" });
  for (let number = 0; number < 70 && curious.connected; number += 1) {
    await curious.subscribeAsync("anhu/v1/w2/cmd").catch(() => undefined);
  }
  await closed(curious);
  await closed(idle);
  await neighbour.publishAsync("anhu/v1/w2/telemetry", telemetry(75), { qos: 1 });
});

test("a device that connects without end keeps its latest connections only", async () => {
  const box = await startedBox();
  await withDevices(box, "w1");
  const clients: MqttClient[] = [];
  for (let count = 0; count < 6; count += 1) clients.push(await connectedByWord(box, "w1", { clientId: `c${count}` }));
  await expect
    .poll(() => clients.map(({ connected: isConnected }) => isConnected))
    .toEqual([false, false, true, true, true, true]);
  expect((await get(box, "/api/health")).devicesConnected).toBe(1);
});

test.each([
  ["none", 0],
  ["hours", 20_000],
])(
  "a device that asks for %s as its keep-alive and goes dumb is noticed at the longest allowed",
  async (_what, keepalive) => {
    const box = await startedBox({ limits: { keepaliveSeconds: 1 } });
    await withDevices(box, "w1");
    const client = await connectedByWord(box, "w1", { keepalive, reschedulePings: false });
    const started = performance.now();
    await closed(client);
    expect(performance.now() - started).toBeLessThan(60_000);
  },
);

test("enrolling takes effect at once", async () => {
  const box = await startedBox();
  await withDevices(box);
  const device = await enrolled(box, "new");
  await connected(box, device);
  expect((await get(box, "/api/health")).devicesConnected).toBe(1);
});
