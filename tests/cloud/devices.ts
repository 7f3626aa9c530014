import { createKeyAndRequest } from "../../devices-sim/enrol.ts";
import type { DeviceKind } from "../../domain/model/device.ts";
import type { Cloud } from "./cloud.ts";
import { call } from "./cloud-under-test.ts";

/** Enrols a device of a resident through the API; its key stays unused where a test speaks by the rules alone. */
export async function enrolledDevice(cloud: Cloud, id: string, kind: DeviceKind, residentId = "r1"): Promise<void> {
  const { csrPem: csr } = await createKeyAndRequest();
  const { status, body } = await call(cloud, "POST", "/api/devices", { id, kind, residentId, csr });
  if (status !== 201)
    throw new Error(`${id} was not enrolled: ${body.code} ${cloud.logLines("anhu-enrol-device").join("\n")}`);
}

/** The topic on which a device's message goes straight to the rule, past the broker. */
export function basicIngest(deviceId: string, kind: "telemetry" | "event" | "status"): string {
  return `$aws/rules/${kind}/anhu/v1/${deviceId}/${kind}`;
}

export function heartRate(value: number): Buffer {
  return Buffer.from(JSON.stringify([{ n: "heart-rate", v: value }]));
}
