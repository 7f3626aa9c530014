import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import mqtt from "mqtt";
import { deviceTopicOf } from "../../contracts/topics.ts";
import { enrol } from "../../devices-sim/enrol.ts";
import type { DeviceKind } from "../../domain/model/device.ts";
import { jsonLog } from "../../functions/shell/log.ts";
import { type Box, type BoxOptions, newBox } from "../../local/box.ts";

/** One record of a pack, as devices send it. */
export interface Said {
  readonly n: string;
  readonly v?: number;
  readonly vb?: boolean;
}

/** A device under its own certificate; a call returns when the box has confirmed that it is stored. */
export interface WardDevice {
  readonly id: string;
  says(...records: readonly Said[]): Promise<void>;
  reports(type: "fall" | "sos"): Promise<void>;
}

/** A real box with one facility, its residents, and devices that speak to it by MQTT over TLS. */
export interface Ward {
  readonly box: Box;
  readonly url: string;
  admit(id: string, name: string, bedId?: string): Promise<void>;
  /** A colleague's page watches for a day of the box's clock, however that leaps. */
  watch(): Promise<void>;
  give(residentId: string, kind: DeviceKind): Promise<WardDevice>;
  close(): Promise<void>;
}

export async function openWard(options: Partial<BoxOptions> = {}): Promise<Ward> {
  const dataFolder = mkdtempSync(join(tmpdir(), "anhu-e2e-"));
  const box = await newBox({
    dataFolder,
    httpPort: 0,
    mqttsPort: 0,
    mqttPort: 0,
    mode: "live",
    log: (clock) => jsonLog({ now: () => clock.now(), write: () => undefined }),
    ...options,
  });
  await box.start();
  const { http, mqtts } = box.addresses;
  const clients: mqtt.MqttClient[] = [];

  async function post(path: string, body: unknown): Promise<void> {
    const response = await fetch(new URL(path, http), {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${box.commandToken}` },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  }

  await post("/api/facilities", {
    id: "sunshine",
    name: "阳光敬老院",
    kind: "care-home",
    beds: [
      { id: "b1", label: "3号楼205-1床" },
      { id: "b2", label: "3号楼205-2床" },
    ],
  });
  return {
    box,
    url: http,
    async admit(id, name, bedId) {
      await post("/api/residents", {
        id,
        name,
        sex: "female",
        birthDate: "1941-03-08",
        facilityId: "sunshine",
        allergies: ["青霉素"],
        ...(bedId === undefined ? {} : { bedId }),
      });
    },
    watch: () => post("/api/facilities/sunshine/live-lease", { seconds: 86_400 }),
    async give(residentId, kind) {
      const { device, certificate, ca, key } = await enrol({ http, token: box.commandToken }, { kind, residentId });
      const client = await mqtt.connectAsync(mqtts, {
        cert: certificate,
        ca,
        key,
        clientId: device.id,
        protocolVersion: 4,
      });
      clients.push(client);
      const say = async (kind: "telemetry" | "event", body: unknown) => {
        await client.publishAsync(deviceTopicOf(device.id, kind), JSON.stringify(body), { qos: 1 });
      };
      return {
        id: device.id,
        says: (...records) => say("telemetry", records),
        reports: (type) => say("event", { id: randomUUID(), type, at: new Date(box.clock.now()).toISOString() }),
      };
    },
    async close() {
      for (const client of clients) client.end(true);
      await box.stop();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}
