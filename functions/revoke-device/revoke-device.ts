import type { DeviceView } from "../../contracts/http/devices.ts";
import type { routes } from "../../contracts/http/routes.ts";
import { deviceView } from "../../contracts/views.ts";
import type { Device } from "../../domain/model/device.ts";
import { removeDevice } from "../../domain/watch/roster.ts";
import { judgeResident } from "../judging/judge-resident.ts";
import { publishLive } from "../judging/live-change.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { unknown } from "../shell/refusals.ts";

/**
 * Takes a device out of service: first its access, then the device item, then the watch. Whatever stopped half-way is
 * completed by the same request again; the time of the first revocation stays.
 */
export async function revokeDevice(
  { path }: HttpInput<(typeof routes)["revoke-device"]>,
  deps: Deps<"revoke-device">,
): Promise<DeviceView> {
  const device = await deps.devices.find(path.id);
  if (device === undefined) throw unknown("device", path.id);
  await deps.deviceAuthority.revoke({ deviceId: device.id, certificateSerial: device.certificateSerial });

  const revoked: Device = { ...device, revokedAt: device.revokedAt ?? deps.now() };
  if (device.revokedAt === undefined) await deps.devices.save(revoked);

  const resident = await deps.residents.find(device.residentId);
  if (resident !== undefined) {
    const judgement = await judgeResident(
      { resident, readings: [], change: (watch) => removeDevice(watch, device.id) },
      deps,
    );
    if (judgement.kind === "judged") await publishLive(resident.facilityId, [judgement.live], deps);
  }
  return deviceView(revoked, undefined, deps.now());
}
