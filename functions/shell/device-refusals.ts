import { RequestRefusedError } from "./refusals.ts";

/** A device that has no certificate which could be replaced. */
export function notInService(deviceId: string): RequestRefusedError {
  return new RequestRefusedError("not-in-service", {
    zh: `设备 ${deviceId} 已吊销或尚未入网，不能换证，未做任何改动。`,
    en: `Device ${deviceId} is revoked or has not come yet, so it has no certificate to rotate; nothing was changed.`,
  });
}

/** A device that was given new certificates again and again and used none of them. */
export function rotationUnderWay(deviceId: string, offers: number): RequestRefusedError {
  return new RequestRefusedError("rotation-under-way", {
    zh: `设备 ${deviceId} 已有 ${offers} 张新证书尚未使用，未再签发。请检查设备是否收到新证书，或等它们一周后失效。`,
    en: `Device ${deviceId} has ${offers} new certificates that it has not used; none was added. See whether they reach the device, or wait a week until they end.`,
  });
}

/** A device that others wrote at the same time. */
export function deviceChangedByOthers(deviceId: string): RequestRefusedError {
  return new RequestRefusedError("version-conflict", {
    zh: `设备 ${deviceId} 正在被别人改动，本次未做改动。请重试。`,
    en: `Device ${deviceId} is being changed by others; nothing was changed. Try again.`,
  });
}

/** A device that was taken out of service for good. */
export function deviceRevoked(deviceId: string): RequestRefusedError {
  return new RequestRefusedError("not-in-service", {
    zh: `设备 ${deviceId} 已吊销，不能改派，未做任何改动。请重新入网。`,
    en: `Device ${deviceId} is revoked and cannot be given to anybody; nothing was changed. Enrol it anew.`,
  });
}
