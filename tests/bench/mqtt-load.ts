import { connect as connectTcp, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";

/** What the load process is told on standard input. */
export interface LoadOrder {
  readonly host: string;
  readonly port: number;
  /** Absent: plain TCP with the device id as user name. */
  readonly ca?: string;
  readonly devices: readonly { readonly deviceId: string; readonly cert?: string; readonly key?: string }[];
  readonly inFlight: number;
  readonly warmUpSeconds: number;
  readonly seconds: number;
}

export interface LoadResult {
  readonly connected: number;
  readonly acknowledged: number;
  readonly seconds: number;
  readonly payloadBytes: number;
  readonly observationsPerPack: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** A pack as a bedside device sends it: four observations, about 200 bytes. */
export function samplePack(sequence: number, atMs: number): string {
  const t = (atMs / 1000).toFixed(3);
  return JSON.stringify([
    { bn: "urn:dev:mac:0024befffe804ff1:", bt: Number(t), n: "heart-rate", u: "/min", v: 68 + (sequence % 9) },
    { n: "respiratory-rate", u: "/min", v: 14 + (sequence % 4) },
    { n: "bed-occupancy", vb: true },
    { n: "bed-movement", u: "%", v: sequence % 20 },
  ]);
}

function connectPacket(clientId: string, userName: string | undefined): Buffer {
  const field = (text: string) =>
    Buffer.concat([Buffer.from([text.length >> 8, text.length & 255]), Buffer.from(text)]);
  const flags = 0x02 | (userName === undefined ? 0 : 0x80);
  const body = Buffer.concat([
    field("MQTT"),
    Buffer.from([4, flags, 0, 60]),
    field(clientId),
    ...(userName === undefined ? [] : [field(userName)]),
  ]);
  return Buffer.concat([Buffer.from([0x10, body.length]), body]);
}

function publishPacket(topic: string, packetId: number, payload: string): Buffer {
  const topicBytes = Buffer.from(topic);
  const payloadBytes = Buffer.from(payload);
  const length = 2 + topicBytes.length + 2 + payloadBytes.length;
  const header = length < 128 ? [0x32, length] : [0x32, (length & 127) | 128, length >> 7];
  return Buffer.concat([
    Buffer.from([...header, topicBytes.length >> 8, topicBytes.length & 255]),
    topicBytes,
    Buffer.from([packetId >> 8, packetId & 255]),
    payloadBytes,
  ]);
}

async function run(order: LoadOrder): Promise<LoadResult> {
  const latencies: number[] = [];
  let acknowledged = 0;
  let isMeasuring = false;
  let isStopping = false;
  let sequence = 0;

  async function open(device: LoadOrder["devices"][number]): Promise<{ socket: Socket; start: () => void }> {
    const socket =
      order.ca === undefined
        ? connectTcp(order.port, order.host)
        : connectTls({
            port: order.port,
            host: order.host,
            servername: "localhost",
            ca: order.ca,
            cert: device.cert,
            key: device.key,
          });
    socket.setNoDelay(true);
    const topic = `anhu/v1/${device.deviceId}/telemetry`;
    const sentAt = new Map<number, number>();
    let packetId = 0;
    let rest: Buffer = Buffer.alloc(0);
    const send = () => {
      packetId = (packetId % 65_535) + 1;
      sentAt.set(packetId, performance.now());
      socket.write(publishPacket(topic, packetId, samplePack(sequence++, Date.now())));
    };
    const connected = Promise.withResolvers<void>();
    socket.on("error", connected.reject);
    socket.on("data", (chunk: Buffer) => {
      const data = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      let offset = 0;
      for (; offset + 4 <= data.length; offset += 4) {
        if (data[offset] === 0x20) connected.resolve();
        if (data[offset] !== 0x40) continue;
        const id = data.readUInt16BE(offset + 2);
        if (isMeasuring) {
          acknowledged += 1;
          latencies.push(performance.now() - (sentAt.get(id) as number));
        }
        sentAt.delete(id);
        if (!isStopping) send();
      }
      rest = data.subarray(offset);
    });
    socket.write(connectPacket(`load-${device.deviceId}`, order.ca === undefined ? device.deviceId : undefined));
    await connected.promise;
    return { socket, start: () => Array.from({ length: order.inFlight }, send) };
  }

  const connections: Awaited<ReturnType<typeof open>>[] = [];
  for (let first = 0; first < order.devices.length; first += 50) {
    connections.push(...(await Promise.all(order.devices.slice(first, first + 50).map(open))));
  }
  for (const { start } of connections) start();
  const wait = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  await wait(order.warmUpSeconds);
  isMeasuring = true;
  const startedAt = performance.now();
  await wait(order.seconds);
  isMeasuring = false;
  isStopping = true;
  const seconds = (performance.now() - startedAt) / 1000;
  for (const { socket } of connections) socket.destroy();
  latencies.sort((a, b) => a - b);
  const quantile = (q: number) => latencies[Math.floor(latencies.length * q)] ?? Number.NaN;
  const pack = samplePack(0, Date.now());
  return {
    connected: connections.length,
    acknowledged,
    seconds,
    payloadBytes: pack.length,
    observationsPerPack: (JSON.parse(pack) as unknown[]).length,
    p50Ms: quantile(0.5),
    p99Ms: quantile(0.99),
  };
}

if (import.meta.main) {
  const input = await Array.fromAsync(process.stdin as AsyncIterable<Buffer>);
  const result = await run(JSON.parse(Buffer.concat(input).toString()) as LoadOrder);
  process.stdout.write(`${JSON.stringify(result)}\n`);
  process.exit(0);
}
