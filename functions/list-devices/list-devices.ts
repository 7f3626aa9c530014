import type * as z from "zod/mini";
import type { deviceList } from "../../contracts/http/devices.ts";
import type { routes } from "../../contracts/http/routes.ts";
import { deviceView } from "../../contracts/views.ts";
import type { Device } from "../../domain/model/device.ts";
import type { Listing } from "../../stores/stored-item.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { idsOf, readableOf, readEach } from "../shell/read-each.ts";

type Query = HttpInput<(typeof routes)["list-devices"]>["query"];

/**
 * Devices with what the watches heard of them: connection, silence, battery. Where a watch is damaged nothing was heard;
 * a damaged device is named only.
 */
export async function listDevices(
  { query }: HttpInput<(typeof routes)["list-devices"]>,
  deps: Deps<"list-devices">,
): Promise<z.input<typeof deviceList>> {
  const groups = await listingsOf(query, deps);
  const devices = groups
    .flatMap((group) => readableOf(group, deps.log))
    .filter(({ facilityId }) => query.facilityId === undefined || facilityId === query.facilityId);
  const watches = await readEach(deps.watches, [...new Set(devices.map(({ residentId }) => residentId))]);
  for (const [residentId, error] of watches.unreadable) deps.log.error("watch cannot be read", { residentId, error });
  const now = deps.now();
  const unreadable = groups.flatMap((group) => group.unreadable.map(({ key }) => key));
  return {
    items: devices.map((device) => {
      const onWatch = watches.found.get(device.residentId)?.watch.devices;
      return deviceView(
        device,
        onWatch?.find(({ deviceId }) => deviceId === device.id),
        now,
      );
    }),
    ...(unreadable.length === 0 ? {} : { unreadable }),
  };
}

async function listingsOf(
  { residentId, facilityId }: Query,
  deps: Deps<"list-devices">,
): Promise<readonly Listing<Device>[]> {
  if (residentId !== undefined) return [await deps.devices.listByResident(residentId)];
  const ids = facilityId === undefined ? idsOf(await deps.facilities.list()) : [facilityId];
  return Promise.all(ids.map((id) => deps.devices.listByFacility(id)));
}
