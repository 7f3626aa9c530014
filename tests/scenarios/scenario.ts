import type { MqttClient } from "mqtt";
import { describe, onTestFinished } from "vitest";
import type { AlertView } from "../../contracts/http/alerts.ts";
import type { ResidentDetailView } from "../../contracts/http/residents.ts";
import { telemetryPayload } from "../../contracts/telemetry-pack.ts";
import { deviceTopicOf } from "../../contracts/topics.ts";
import type { DeviceEventType, DeviceKind } from "../../domain/model/device.ts";
import type { ObservationCode } from "../../domain/model/observations.ts";
import type { ObservationValue } from "../../domain/model/reading.ts";
import { day, type EpochMs } from "../../domain/model/time.ts";
import type { BoxOptions } from "../../local/box.ts";
import { type VirtualClock, virtualClock } from "../../local/clock.ts";
import { dynoxideBinary, startDynoxide } from "../engines.ts";
import { connected, enrolled, get, post, startedBox } from "../local/box-under-test.ts";

/** Runs a suite once on the box's own tables and once on DynamoDB's API, where this machine has an emulator. */
export function describeOnEachEngine(name: string, suite: (options: () => Promise<Partial<BoxOptions>>) => void): void {
  const binary = dynoxideBinary();
  describe(`${name} (SQLite)`, () => suite(async () => ({})));
  if (binary === undefined) {
    console.log(`${name}: not run on DynamoDB's API: @dynoxide/linux-x64 is not installed here`);
    return;
  }
  describe(`${name} (DynamoDB)`, () =>
    suite(async () => {
      const dynamo = await startDynoxide(binary);
      onTestFinished(() => dynamo.stop());
      return { dynamodbEndpoint: dynamo.endpoint };
    }));
}

/** One resident with devices in a box whose clock stands still until the scenario moves it. */
export interface Scenario {
  /** Moves the clock to the next time the wall clock in Shanghai shows `HH:mm[:ss]`; everything due until then happens. */
  at(clockTime: string): Promise<void>;
  /** A device measures and the box has stored it. */
  measures(device: DeviceKind, values: Partial<Record<ObservationCode, ObservationValue>>): Promise<void>;
  /** A device calls, by default about this moment, and the box has stored it. */
  calls(device: DeviceKind, type: DeviceEventType, eventId: string, happenedAt?: string): Promise<void>;
  resident(): Promise<ResidentDetailView>;
  openAlerts(): Promise<readonly AlertView[]>;
  closedAlerts(): Promise<readonly AlertView[]>;
  acknowledge(alert: AlertView, by: string): Promise<number>;
  resolve(alert: AlertView, outcome: "real" | "false" | "test" | "device-fault"): Promise<number>;
}

export async function scenario(
  start: string,
  person: Readonly<Record<string, unknown>>,
  options: Partial<BoxOptions>,
): Promise<Scenario> {
  const clock = virtualClock(Date.parse(start));
  const box = await startedBox({ clock, ...options });
  await post(box, "/api/facilities", { id: "home", name: "颐养院", kind: "care-home" });
  await post(box, "/api/residents", {
    id: "r1",
    name: "王秀英",
    sex: "female",
    birthDate: "1940-05-01",
    facilityId: "home",
    ...person,
  });
  const clients = new Map<DeviceKind, Promise<MqttClient>>();

  async function deviceOf(kind: DeviceKind): Promise<MqttClient> {
    const known = clients.get(kind) ?? enrolled(box, `d-${kind}`, kind).then((device) => connected(box, device));
    clients.set(kind, known);
    return known;
  }

  return {
    at: (clockTime) => clock.advanceTo(nextTime(clock, clockTime)),
    async measures(kind, values) {
      const client = await deviceOf(kind);
      const observations = Object.entries(values).map(([code, value]) => ({
        kind: "observation" as const,
        code: code as ObservationCode,
        value: value as ObservationValue,
        at: clock.now(),
        deviceId: `d-${kind}`,
      }));
      await client.publishAsync(deviceTopicOf(`d-${kind}`, "telemetry"), Buffer.from(telemetryPayload(observations)), {
        qos: 1,
      });
    },
    async calls(kind, type, id, happenedAt = new Date(clock.now()).toISOString()) {
      const client = await deviceOf(kind);
      const event = { id, type, at: happenedAt };
      await client.publishAsync(deviceTopicOf(`d-${kind}`, "event"), JSON.stringify(event), { qos: 1 });
    },
    resident: () => get(box, "/api/residents/r1"),
    openAlerts: async () => (await get(box, "/api/alerts?state=open")).items,
    closedAlerts: async () => (await get(box, "/api/alerts?state=closed")).items,
    acknowledge: async (alert, by) => (await post(box, `/api/alerts/${alert.id}/acknowledge`, { by })).status,
    resolve: async (alert, outcome) =>
      (await post(box, `/api/alerts/${alert.id}/resolve`, { by: "李护工", outcome })).status,
  };
}

function nextTime(clock: VirtualClock, clockTime: string): EpochMs {
  const today = new Date(clock.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const full = clockTime.length === 5 ? `${clockTime}:00` : clockTime;
  const at = Date.parse(`${today}T${full}+08:00`);
  return at >= clock.now() ? at : at + day;
}
