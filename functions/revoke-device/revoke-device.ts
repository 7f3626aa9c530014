import { isDeepStrictEqual } from "node:util";
import { deviceView } from "../../contracts/device-view.ts";
import type { DeviceView } from "../../contracts/http/devices.ts";
import type { routes } from "../../contracts/http/routes.ts";
import { isCanary } from "../../domain/model/canary.ts";
import { type Device, isDeadAfter, knownSerials, revocationOf, withoutOutgoing } from "../../domain/model/device.ts";
import { removeDevice } from "../../domain/watch/roster.ts";
import { judgeResident } from "../judging/judge-resident.ts";
import { publishLive } from "../judging/live-change.ts";
import type { Deps } from "../shell/deps.ts";
import { deviceChangedByOthers } from "../shell/device-refusals.ts";
import type { HttpInput } from "../shell/http.ts";
import { unknown } from "../shell/refusals.ts";

const maxTries = 20;

/**
 * Takes a device out of service: first its access, then the device item, then the watch. Whatever stopped half-way is
 * completed by the same request again; the time of the first revocation stays. A certificate that may still become
 * active stays outgoing: it is revoked again every hour, and nobody gets a device under this id before it is dead.
 */
export async function revokeDevice(
  { path }: HttpInput<(typeof routes)["revoke-device"]>,
  deps: Deps<"revoke-device">,
): Promise<DeviceView> {
  const revoked = await revokedAccess(path.id, deps);
  const resident = revoked.residentId === undefined ? undefined : await deps.residents.find(revoked.residentId);
  if (resident !== undefined) {
    const judgement = await judgeResident(
      { resident, readings: [], change: (watch) => removeDevice(watch, revoked.id) },
      deps,
    );
    if (judgement.kind === "judged") await publishLive(resident.facilityId, [judgement.live], deps);
  }
  return deviceView(revoked, undefined, deps.now());
}

/** A certificate that the device got meanwhile is revoked as well. */
async function revokedAccess(id: string, deps: Deps<"revoke-device">): Promise<Device> {
  for (let attempt = 1; attempt <= maxTries; attempt += 1) {
    const device = await deps.devices.find(id);
    if (device === undefined || isCanary(device)) throw unknown("device", id);
    const now = deps.now();
    const { revokedAt = now } = device;
    const outgoing: string[] = [];
    for (const serial of knownSerials(device)) {
      const answer = await deps.deviceAuthority.revoke(revocationOf(device, serial));
      if (isDeadAfter(answer, { ...device, revokedAt }, now)) continue;
      outgoing.push(serial);
      deps.log.warn("a certificate may still become active and is revoked again within the hour", { deviceId: id });
    }
    const ended = withoutOutgoing({ ...device, revokedAt }, device.outgoing ?? []);
    const revoked: Device = outgoing.length === 0 ? ended : { ...ended, outgoing };
    if (isDeepStrictEqual(revoked, device)) return device;
    if ((await deps.devices.replace(device, revoked)) === "replaced") return revoked;
    await deps.backOff(attempt);
  }
  throw deviceChangedByOthers(id);
}
