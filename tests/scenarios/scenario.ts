import { describe } from "vitest";
import type { AlertView } from "../../contracts/http/alerts.ts";
import type { ResidentDetailView } from "../../contracts/http/residents.ts";
import { telemetryPayload } from "../../contracts/telemetry-pack.ts";
import type { DeviceEventType, DeviceKind } from "../../domain/model/device.ts";
import type { ObservationCode } from "../../domain/model/observations.ts";
import type { ObservationValue } from "../../domain/model/reading.ts";
import { day, type EpochMs } from "../../domain/model/time.ts";
import type { VirtualClock } from "../../local/clock.ts";
import { boxOnDynamo, boxOnSqlite } from "./boxes.ts";
import type { ConnectedDevice, ServiceUnderTest, StartService } from "./service.ts";

/**
 * Runs a suite on each runtime: the one box on its own tables and on DynamoDB's API, where this machine has an emulator;
 * in the test project `cloud` on the executed cloud instead.
 */
export async function describeOnEachRuntime(name: string, suite: (start: StartService) => void): Promise<void> {
  if (process.env.ANHU_TEST_RUNTIME === "cloud") {
    const { executedCloud } = await import("./executed-cloud.ts");
    describe(`${name} (executed cloud)`, () => suite(executedCloud));
    return;
  }
  describe(`${name} (SQLite)`, () => suite(boxOnSqlite));
  const onDynamo = boxOnDynamo();
  if (onDynamo === undefined)
    console.log(`${name}: not run on DynamoDB's API: @dynoxide/linux-x64 is not installed here`);
  else describe(`${name} (DynamoDB)`, () => suite(onDynamo));
}

/** One resident with devices in a service whose clock stands still until the scenario moves it. */
export interface Scenario {
  /** Moves the clock to the next time the wall clock in Shanghai shows `HH:mm[:ss]`; everything due until then happens. */
  at(clockTime: string): Promise<void>;
  /** A device measures and the service has stored it. */
  measures(device: DeviceKind, values: Partial<Record<ObservationCode, ObservationValue>>): Promise<void>;
  /** A device calls, by default about this moment, and the service has stored it. */
  calls(device: DeviceKind, type: DeviceEventType, eventId: string, happenedAt?: string): Promise<void>;
  resident(): Promise<ResidentDetailView>;
  openAlerts(): Promise<readonly AlertView[]>;
  closedAlerts(): Promise<readonly AlertView[]>;
  acknowledge(alert: AlertView, by: string): Promise<number>;
  resolve(alert: AlertView, outcome: "real" | "false" | "test" | "device-fault"): Promise<number>;
}

/** Registers the resident; devices are enrolled when they first speak. */
export async function scenario(
  { clock, get, post, connect }: ServiceUnderTest,
  person: Readonly<Record<string, unknown>> = {},
): Promise<Scenario> {
  await post("/api/facilities", { id: "home", name: "颐养院", kind: "care-home" });
  await post("/api/residents", {
    id: "r1",
    name: "王秀英",
    sex: "female",
    birthDate: "1940-05-01",
    facilityId: "home",
    ...person,
  });
  const devices = new Map<DeviceKind, Promise<ConnectedDevice>>();

  async function deviceOf(kind: DeviceKind): Promise<ConnectedDevice> {
    const known = devices.get(kind) ?? connect(`d-${kind}`, kind);
    devices.set(kind, known);
    return known;
  }

  return {
    at: (clockTime) => clock.advanceTo(nextTime(clock, clockTime)),
    async measures(kind, values) {
      const device = await deviceOf(kind);
      const observations = Object.entries(values).map(([code, value]) => ({
        kind: "observation" as const,
        code: code as ObservationCode,
        value: value as ObservationValue,
        at: clock.now(),
        deviceId: `d-${kind}`,
      }));
      await device.publish("telemetry", telemetryPayload(observations));
    },
    async calls(kind, type, id, happenedAt = new Date(clock.now()).toISOString()) {
      const device = await deviceOf(kind);
      await device.publish("event", JSON.stringify({ id, type, at: happenedAt }));
    },
    resident: () => get("/api/residents/r1"),
    openAlerts: async () => (await get("/api/alerts?state=open")).items,
    closedAlerts: async () => (await get("/api/alerts?state=closed")).items,
    acknowledge: (alert, by) => post(`/api/alerts/${alert.id}/acknowledge`, { by }),
    resolve: (alert, outcome) => post(`/api/alerts/${alert.id}/resolve`, { by: "李护工", outcome }),
  };
}

function nextTime(clock: VirtualClock, clockTime: string): EpochMs {
  const today = new Date(clock.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const full = clockTime.length === 5 ? `${clockTime}:00` : clockTime;
  const at = Date.parse(`${today}T${full}+08:00`);
  return at >= clock.now() ? at : at + day;
}
