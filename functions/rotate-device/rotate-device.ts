import { deviceView } from "../../contracts/device-view.ts";
import type { Enrolled } from "../../contracts/http/devices.ts";
import type { routes } from "../../contracts/http/routes.ts";
import { isCanary } from "../../domain/model/canary.ts";
import { type Device, mostOffers, offerLastsMs, validSerials } from "../../domain/model/device.ts";
import type { Deps } from "../shell/deps.ts";
import { deviceChangedByOthers, notInService, rotationUnderWay } from "../shell/device-refusals.ts";
import type { HttpInput } from "../shell/http.ts";
import { unknown } from "../shell/refusals.ts";

/**
 * Gives a device a new certificate beside its current one.
 *
 * Nothing is taken from the device here: both are valid until it uses the new one, which voids the former, or until
 * the offer ends a week later without that, which voids the new one. So a request may be repeated when its answer was
 * lost, and a rotation that never reaches the device locks it out neither now nor later.
 */
export async function rotateDevice(
  { path, body }: HttpInput<(typeof routes)["rotate-device"]>,
  deps: Deps<"rotate-device">,
): Promise<Enrolled> {
  const device = await deps.devices.find(path.id);
  if (device === undefined || isCanary(device)) throw unknown("device", path.id);
  if (validSerials(device).length === 0) throw notInService(device.id);
  const { offered = [] } = device;
  if (offered.length >= mostOffers) throw rotationUnderWay(device.id, offered.length);

  const { certificatePem, caPem, serial, certificateId } = await deps.deviceAuthority.certify({
    deviceId: device.id,
    kind: device.kind,
    facilityId: device.facilityId,
    csrPem: body.csr,
  });
  const offer = { serial, certificateId, offeredUntil: deps.now() + offerLastsMs };
  const rotated: Device = { ...device, offered: [...offered, offer] };
  if ((await deps.devices.replace(device, rotated)) === "conflict") {
    await deps.deviceAuthority.revoke({ deviceId: device.id, certificateSerial: serial });
    throw deviceChangedByOthers(device.id);
  }
  return { device: deviceView(rotated, undefined, deps.now()), certificate: certificatePem, ca: caPem };
}
