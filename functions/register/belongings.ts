import { type Alert, isOutsideWatch } from "../../domain/alerts/alert.ts";
import type { Device } from "../../domain/model/device.ts";
import type { AlertStore } from "../../stores/alert-store.ts";
import type { DeviceStore } from "../../stores/device-store.ts";
import type { VersionedWatch } from "../../stores/watch-store.ts";

/** More alerts of one resident cannot be open at once: one of each kind. */
const mostOpen = 40;

/**
 * The open alerts of a resident: those that the watch names, and those of an index that may lag behind. What a house is
 * called for because of a referral or a task goes with that, not with the resident.
 */
export async function openAlertsOf(
  residentId: string,
  stored: VersionedWatch | undefined,
  alerts: Pick<AlertStore, "find" | "listByResident">,
): Promise<readonly Alert[]> {
  const listed = await alerts.listByResident(residentId, mostOpen);
  const ids = new Set(listed.items.filter(({ closedAt }) => closedAt === undefined).map(({ id }) => id));
  for (const condition of Object.values(stored?.watch.open ?? {})) ids.add(condition.alertId);
  const found = await Promise.all([...ids].map((id) => alerts.find(id)));
  return found.filter(
    (alert) => alert !== undefined && alert.closedAt === undefined && !isOutsideWatch(alert.kind),
  ) as readonly Alert[];
}

/** The devices of a resident that are not revoked: those that the watch names, and those of an index that may lag behind. */
export async function devicesOf(
  residentId: string,
  stored: VersionedWatch | undefined,
  devices: Pick<DeviceStore, "findMany" | "listByResident">,
): Promise<readonly Device[]> {
  const listed = await devices.listByResident(residentId);
  const ids = new Set(listed.items.map(({ id }) => id));
  for (const { deviceId } of stored?.watch.devices ?? []) ids.add(deviceId);
  const found = await devices.findMany([...ids]);
  return [...found.values()].filter((device) => device.residentId === residentId && device.revokedAt === undefined);
}
