import { type Device, isExpected, type OfferedCertificate } from "../domain/model/device.ts";
import type { EpochMs } from "../domain/model/time.ts";
import { isSilent } from "../domain/watch/device-silence.ts";
import type { WatchedDevice } from "../domain/watch/state.ts";
import type { DeviceView } from "./http/devices.ts";
import { isoTimeOf, timeField } from "./iso-time.ts";

/**
 * A device with what the watch heard of it; one that no watch knows yet is silent since it was enrolled. One that is
 * still expected cannot be silent.
 */
export function deviceView(device: Device, watched: WatchedDevice | undefined, now: EpochMs): DeviceView {
  const heard = watched ?? { deviceId: device.id, kind: device.kind, since: device.claimedAt ?? device.enrolledAt };
  const isAwaited = isExpected(device);
  return {
    id: device.id,
    kind: device.kind,
    ...(device.residentId === undefined ? {} : { residentId: device.residentId }),
    facilityId: device.facilityId,
    state: isAwaited ? "expected" : device.revokedAt === undefined ? "in-service" : "revoked",
    ...(device.certificateSerial === undefined ? {} : { certificateSerial: device.certificateSerial }),
    ...(device.offered === undefined ? {} : { offered: device.offered.map(offerView) }),
    enrolledAt: isoTimeOf(device.enrolledAt),
    ...timeField("claimedAt", device.claimedAt),
    ...timeField("assignedAt", device.assignedAt),
    ...timeField("revokedAt", device.revokedAt),
    ...(device.firmware === undefined ? {} : { firmware: device.firmware }),
    ...heardFields(heard, now),
    ...(isAwaited || device.residentId === undefined ? { isSilent: false } : {}),
  };
}

function offerView({ serial, offeredUntil }: OfferedCertificate) {
  return { certificateSerial: serial, until: isoTimeOf(offeredUntil) };
}

/** When a device was last heard, and whether it is silent. */
export function heardFields(device: WatchedDevice, now: EpochMs) {
  const { connection, lastHeardAt, batteryPercent } = device;
  return {
    ...(connection === undefined ? {} : { connection }),
    ...timeField("lastHeardAt", lastHeardAt),
    isSilent: isSilent(device, now),
    ...(batteryPercent === undefined ? {} : { batteryPercent }),
  };
}
