import { deviceView } from "../../contracts/device-view.ts";
import type { DeviceView } from "../../contracts/http/devices.ts";
import type { routes } from "../../contracts/http/routes.ts";
import { mayDo } from "../../domain/access/decide.ts";
import { canary } from "../../domain/model/canary.ts";
import { type Device, isExpected } from "../../domain/model/device.ts";
import { passedOn } from "../../domain/register/holders.ts";
import { addDevice, removeDevice } from "../../domain/watch/roster.ts";
import { emptyWatch } from "../../domain/watch/watch.ts";
import type { VersionedWatch } from "../../stores/watch-store.ts";
import { judgeResident } from "../judging/judge-resident.ts";
import { publishLive } from "../judging/live-change.ts";
import type { Deps } from "../shell/deps.ts";
import { deviceChangedByOthers, deviceRevoked } from "../shell/device-refusals.ts";
import type { HttpInput } from "../shell/http.ts";
import { unknown } from "../shell/refusals.ts";
import { noLongerInCare } from "../shell/register-refusals.ts";

const maxTries = 20;
type Input = HttpInput<(typeof routes)["assign-device"]>;
type Assign = Deps<"assign-device">;

/**
 * Gives a device to another resident or takes it into stock: device and both watches in one write, so that it never
 * watches two, and never one of whom its record does not know. Then both are judged: an alert about this device alone is
 * over for the one whom it leaves.
 */
export async function assignDevice({ path, body, caller }: Input, deps: Assign): Promise<DeviceView> {
  for (let attempt = 1; attempt <= maxTries; attempt += 1) {
    const before = await deps.devices.find(path.id);
    if (before === undefined || before.id === canary.deviceId) throw unknown("device", path.id);
    if (before.revokedAt !== undefined) throw deviceRevoked(path.id);
    const resident = body.residentId === null ? undefined : await deps.residents.find(body.residentId);
    if (body.residentId !== null) {
      const { facilityId } = resident ?? {};
      const isMine =
        facilityId !== undefined &&
        mayDo(caller, "device.manage", { kind: "resident", facilityId, residentId: body.residentId });
      if (!isMine) throw unknown("resident", body.residentId);
      if (resident?.discharge !== undefined) throw noLongerInCare(body.residentId);
    }
    if (before.residentId === resident?.id) return viewOf(before, deps);
    const holder = resident && { residentId: resident.id, facilityId: resident.facilityId };
    const after = passedOn(before, holder, deps.now());
    const watches = await watchesAfter(before, after, deps);
    if ((await deps.devices.commit({ before, after, watches })) === "committed") {
      for (const id of [before.residentId, after.residentId]) if (id !== undefined) await judgeAnew(id, deps);
      return viewOf(after, deps);
    }
    await deps.backOff(attempt);
  }
  throw deviceChangedByOthers(path.id);
}

/** One that was never there is on no watch, wherever it is expected. */
async function watchesAfter(before: Device, after: Device, deps: Assign): Promise<readonly VersionedWatch[]> {
  if (isExpected(after)) return [];
  const watches: VersionedWatch[] = [];
  if (before.residentId !== undefined) {
    const left = await deps.watches.find(before.residentId);
    if (left !== undefined) watches.push({ ...left, watch: removeDevice(left.watch, before.id) });
  }
  if (after.residentId !== undefined) {
    const joined = await findOrCreate(after.residentId, deps);
    const device = { deviceId: after.id, kind: after.kind, since: deps.now() };
    watches.push({ ...joined, watch: addDevice(joined.watch, device) });
  }
  return watches;
}

async function findOrCreate(residentId: string, deps: Assign): Promise<VersionedWatch> {
  const stored = await deps.watches.find(residentId);
  if (stored !== undefined) return stored;
  await deps.watches.create(emptyWatch(residentId));
  return (await deps.watches.find(residentId)) ?? { watch: emptyWatch(residentId), version: 1 };
}

async function judgeAnew(residentId: string, deps: Assign): Promise<void> {
  const resident = await deps.residents.find(residentId);
  if (resident === undefined || resident.discharge !== undefined) return;
  // The watch was written by hand, so its timer is not armed yet.
  const judgement = await judgeResident({ resident, readings: [], isWoken: true }, deps);
  if (judgement.kind === "judged") await publishLive(resident.facilityId, [judgement.live], deps);
}

async function viewOf(device: Device, deps: Assign): Promise<DeviceView> {
  const stored = device.residentId === undefined ? undefined : await deps.watches.find(device.residentId);
  const watched = stored?.watch.devices.find(({ deviceId }) => deviceId === device.id);
  return deviceView(device, watched, deps.now());
}
