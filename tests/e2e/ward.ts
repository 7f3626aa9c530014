import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import mqtt from "mqtt";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { deviceTopicOf } from "../../contracts/topics.ts";
import { enrol } from "../../devices-sim/enrol.ts";
import type { DeviceKind } from "../../domain/model/device.ts";
import type { Role } from "../../domain/model/person.ts";
import { jsonLog } from "../../functions/shell/log.ts";
import { type Box, type BoxOptions, newBox } from "../../local/box.ts";
import { type NewVisitor, newVisitor, type Visitor } from "./visitor.ts";

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
  /** A colleague resolves every open alert, so that nothing calls any more. */
  settle(): Promise<void>;
  /** Somebody with an account who is signed in. @default roles: everything that staff of the ward may do */
  visitor(who: Pick<NewVisitor, "name"> & Partial<NewVisitor>): Promise<Visitor>;
  /** A page of somebody who is signed in: `as`, whom the ward knows or comes to know by that name. */
  openPage(browser: Browser, asked?: WardPage): Promise<Page>;
  close(): Promise<void>;
}

export interface WardPage {
  /** @default 李护工 */
  readonly as?: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly options?: BrowserContextOptions;
}

/** Together they may do all that can be done at one facility. */
const everyRole: readonly Role[] = ["carer", "nurse", "doctor", "facility-manager"];

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
  const visitors = new Map<string, Promise<Visitor>>();
  function visitor({ name, ...who }: Pick<NewVisitor, "name"> & Partial<NewVisitor>): Promise<Visitor> {
    const roles = everyRole.map((role) => ({ role, facilityId: "sunshine" }));
    const made = newVisitor(box, { name, roles: [{ role: "operator" }, ...roles], ...who });
    visitors.set(name, made);
    return made;
  }
  return {
    box,
    url: http,
    visitor,
    async openPage(browser, { as = "李护工", settings, options } = {}) {
      const signedIn = await (visitors.get(as) ?? visitor({ name: as }));
      return signedIn.openPage(browser, settings, options);
    },
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
    async settle() {
      const headers = { authorization: `Bearer ${box.commandToken}` };
      const { items } = (await (await fetch(new URL("/api/alerts", http), { headers })).json()) as {
        readonly items: readonly { readonly id: string; readonly kind: string }[];
      };
      // Whom a hospital expects is no test.
      for (const { id, kind } of items)
        await post(`/api/alerts/${id}/resolve`, { outcome: kind === "referral-incoming" ? "real" : "test" });
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
