import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import mqtt, { type IClientOptions, type MqttClient } from "mqtt";
import { onTestFinished } from "vitest";
import { enrol } from "../../devices-sim/enrol.ts";
import type { DeviceKind } from "../../domain/model/device.ts";
import { jsonLog } from "../../functions/shell/log.ts";
import { type Box, type BoxOptions, newBox } from "../../local/box.ts";

/** A folder of its own that goes when the test is over. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "anhu-box-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A live box on free ports, stopped when the test is over. Its log is silent. */
export async function startedBox(options: Partial<BoxOptions> = {}): Promise<Box> {
  const box = await newBox({
    dataFolder: join(temporaryFolder(), "data"),
    httpPort: 0,
    mqttsPort: 0,
    mqttPort: 0,
    mode: "live",
    retry: { attempts: 3, firstWaitMs: 1 },
    log: (clock) => jsonLog({ now: () => clock.now(), write: () => undefined }),
    ...options,
  });
  onTestFinished(() => box.stop());
  await box.start();
  return box;
}

/** A box in this process or another. */
export type AnyBox = Pick<Box, "addresses" | "commandToken">;

/** The box's API as the operators' command uses it. */
export function apiOf({ addresses, commandToken }: AnyBox): { readonly http: string; readonly token: string } {
  return { http: addresses.http, token: commandToken };
}

export interface Answer<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

// biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects to be there.
type Json = any;

export async function get(box: AnyBox, path: string): Promise<Json> {
  const headers = { authorization: `Bearer ${box.commandToken}` };
  return (await fetch(new URL(path, box.addresses.http), { headers })).json();
}

export async function post(box: AnyBox, path: string, body: unknown): Promise<Answer<Json>> {
  const response = await fetch(new URL(path, box.addresses.http), {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${box.commandToken}` },
    body: JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

export interface EnrolledDevice {
  readonly id: string;
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

/** Registers a facility with one resident `r1` and enrols devices for them. */
export async function withDevices<const Ids extends readonly string[]>(
  box: AnyBox,
  ...ids: Ids
): Promise<{ readonly [At in keyof Ids]: EnrolledDevice }> {
  await post(box, "/api/facilities", {
    id: "home",
    name: "颐养院",
    kind: "care-home",
    beds: [{ id: "b1", label: "101" }],
  });
  await post(box, "/api/residents", {
    id: "r1",
    name: "王秀英",
    sex: "female",
    birthDate: "1940-05-01",
    facilityId: "home",
    bedId: "b1",
  });
  const devices: unknown = await Promise.all(ids.map((id) => enrolled(box, id)));
  return devices as { readonly [At in keyof Ids]: EnrolledDevice };
}

export async function enrolled(box: AnyBox, id: string, kind: DeviceKind = "wristband"): Promise<EnrolledDevice> {
  const { device, certificate, ca, key } = await enrol(apiOf(box), { id, kind, residentId: "r1" });
  return { id: device.id, ca, cert: certificate, key };
}

/** Connects over TLS with the device's certificate, and ends with the test. Rejects when it is refused. */
export async function connected(
  box: AnyBox,
  device: EnrolledDevice,
  options: IClientOptions = {},
): Promise<MqttClient> {
  return opened(box.addresses.mqtts, { ca: device.ca, cert: device.cert, key: device.key, ...options });
}

/** Connects over plain MQTT on loopback under a name. */
export async function connectedByWord(
  box: AnyBox,
  username: string,
  options: IClientOptions = {},
): Promise<MqttClient> {
  return opened(box.addresses.mqtt, { username, ...options });
}

async function opened(url: string, options: IClientOptions): Promise<MqttClient> {
  const client = await mqtt.connectAsync(url, { reconnectPeriod: 0, connectTimeout: 5_000, ...options }, false);
  onTestFinished(() => void client.end(true));
  client.on("error", () => undefined);
  return client;
}

/** Resolves when the client's connection is over. */
export async function closed(client: MqttClient): Promise<void> {
  if (!client.connected) return;
  await new Promise<void>((resolve) => client.once("close", () => resolve()));
}

export function telemetry(heartRate: number, at?: number): string {
  const time = at === undefined ? {} : { t: at / 1000 };
  return JSON.stringify([{ n: "heart-rate", v: heartRate, ...time }]);
}

/** All stored heart rates of the resident. */
export async function heartRates(box: AnyBox): Promise<readonly number[]> {
  const { series } = await get(box, "/api/residents/r1/observations?code=heart-rate&resolution=raw");
  return series.flatMap(({ points }: Json) => points.map(({ value }: Json) => value));
}

/** The reasons that stand in the quarantine, newest first. */
export async function quarantined(box: AnyBox): Promise<readonly string[]> {
  return (await get(box, "/api/quarantine")).items.map(({ reason }: Json) => reason);
}
