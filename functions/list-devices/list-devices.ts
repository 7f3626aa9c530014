import type * as z from "zod/mini";
import { deviceView } from "../../contracts/device-view.ts";
import type { deviceList } from "../../contracts/http/devices.ts";
import type { routes } from "../../contracts/http/routes.ts";
import type { Caller } from "../../domain/access/caller.ts";
import type { Device } from "../../domain/model/device.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { type PageRead, pageAcross } from "../shell/paged.ts";
import { idsOf, readableOf, readEach } from "../shell/read-each.ts";
import { visibleFacilities } from "../shell/visible.ts";

type Input = HttpInput<(typeof routes)["list-devices"]>;

/**
 * A page of devices with what the watches heard of them: connection, silence, battery. Where a watch is damaged nothing
 * was heard; a damaged device is named only.
 */
export async function listDevices(
  { query, caller }: Input,
  deps: Deps<"list-devices">,
): Promise<z.input<typeof deviceList>> {
  const page = await pageOf(query, caller, deps);
  const devices = readableOf(page, deps.log).filter(
    ({ facilityId }) => query.facilityId === undefined || facilityId === query.facilityId,
  );
  const watches = await readEach(deps.watches, [...new Set(devices.flatMap(({ residentId = [] }) => residentId))]);
  for (const [residentId, error] of watches.unreadable) deps.log.error("watch cannot be read", { residentId, error });
  const now = deps.now();
  return {
    items: devices.map((device) => {
      const onWatch = watches.found.get(device.residentId ?? "")?.watch.devices;
      return deviceView(
        device,
        onWatch?.find(({ deviceId }) => deviceId === device.id),
        now,
      );
    }),
    ...(page.unreadable.length > 0 && { unreadable: page.unreadable.map(({ key }) => key) }),
    ...(page.next !== undefined && { next: page.next }),
  };
}

async function pageOf(query: Input["query"], caller: Caller, deps: Deps<"list-devices">): Promise<PageRead<Device>> {
  const { residentId, facilityId } = query;
  if (residentId !== undefined)
    return pageAcross([residentId], query, (id, slice) => deps.devices.sliceOfResident(id, slice));
  const ids = facilityId === undefined ? await ownFacilities(caller, deps) : [facilityId];
  return pageAcross(ids, query, (id, slice) => deps.devices.sliceOfFacility(id, slice));
}

async function ownFacilities(caller: Caller, { facilities }: Deps<"list-devices">): Promise<readonly string[]> {
  return visibleFacilities(caller, "device.read", idsOf(await facilities.list()));
}
