import type * as z from "zod/mini";
import type { deviceList } from "../../contracts/http/devices.ts";
import type { routes } from "../../contracts/http/routes.ts";
import { deviceView } from "../../contracts/views.ts";
import type { Device } from "../../domain/model/device.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";

type Query = HttpInput<(typeof routes)["list-devices"]>["query"];

/** Devices with what the watches heard of them: connection, silence, battery. */
export async function listDevices(
  { query }: HttpInput<(typeof routes)["list-devices"]>,
  deps: Deps<"list-devices">,
): Promise<z.input<typeof deviceList>> {
  const devices = await devicesOf(query, deps);
  const watches = await deps.watches.findMany([...new Set(devices.map(({ residentId }) => residentId))]);
  const now = deps.now();
  return {
    items: devices.map((device) => {
      const onWatch = watches.get(device.residentId)?.watch.devices;
      return deviceView(
        device,
        onWatch?.find(({ deviceId }) => deviceId === device.id),
        now,
      );
    }),
  };
}

async function devicesOf({ residentId, facilityId }: Query, deps: Deps<"list-devices">): Promise<readonly Device[]> {
  if (residentId !== undefined) {
    const devices = await deps.devices.listByResident(residentId);
    return devices.filter((device) => facilityId === undefined || device.facilityId === facilityId);
  }
  const ids = facilityId === undefined ? (await deps.facilities.list()).map(({ id }) => id) : [facilityId];
  return (await Promise.all(ids.map((id) => deps.devices.listByFacility(id)))).flat();
}
