import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { createServer as createTlsServer, type TLSSocket } from "node:tls";
import { Aedes } from "aedes";
import type { Box } from "../../local/box.ts";
import { type EnrolledDevice, enrolResidents, openBenchBox } from "./bench-box.ts";
import type { LoadOrder, LoadResult } from "./mqtt-load.ts";

export interface Throughput {
  readonly inFlight: number;
  readonly box: LoadResult;
  /** The bare broker with the same certificates: no storing, no judging. The limit of this machine. */
  readonly bareBroker: LoadResult;
}

/** Packs per second over mutual TLS, stored before each PUBACK, beside a broker that only acknowledges. */
export async function measureThroughput(
  devices: number,
  inFlight: readonly number[],
  seconds: number,
): Promise<Throughput[]> {
  await using box = await openBenchBox();
  const enrolled = await enrolResidents(box, devices, "bed-sensor");
  const results: Throughput[] = [];
  for (const each of inFlight) {
    const stored = await load(Number(new URL(box.addresses.mqtts).port), enrolled, each, seconds);
    const bareBroker = await loadBareBroker(box, enrolled, each, seconds);
    results.push({ inFlight: each, box: stored, bareBroker });
  }
  return results;
}

async function loadBareBroker(
  box: Box,
  enrolled: readonly EnrolledDevice[],
  inFlight: number,
  seconds: number,
): Promise<LoadResult> {
  const folder = join(box.dataFolder, "authority");
  const broker = await Aedes.createBroker();
  const server = createTlsServer(
    {
      key: readFileSync(join(folder, "server-key.pem")),
      cert: readFileSync(join(folder, "server.pem")),
      ca: readFileSync(join(folder, "ca.pem")),
      requestCert: true,
      rejectUnauthorized: true,
    },
    (socket: TLSSocket) => void broker.handle(socket),
  );
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const result = await load((server.address() as AddressInfo).port, enrolled, inFlight, seconds);
  await new Promise<void>((resolve) => broker.close(resolve));
  server.close();
  return result;
}

/** The load comes from a process of its own, as devices do. */
async function load(
  port: number,
  devices: readonly EnrolledDevice[],
  inFlight: number,
  seconds: number,
): Promise<LoadResult> {
  const order: LoadOrder = {
    host: "127.0.0.1",
    port,
    ca: devices[0]?.ca ?? "",
    devices: devices.map(({ device, certificate, key }) => ({ deviceId: device.id, cert: certificate, key })),
    inFlight,
    warmUpSeconds: 3,
    seconds,
  };
  const child = spawn(process.execPath, [join(import.meta.dirname, "mqtt-load.ts")], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  child.stdin.end(JSON.stringify(order));
  const output: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
  await once(child, "close");
  return JSON.parse(Buffer.concat(output).toString()) as LoadResult;
}
