import type { Bilingual } from "../../contracts/http/fields.ts";
import { type Device, isExpected } from "../../domain/model/device.ts";

/** Whether a device may have the certificate that it claims. */
export type ClaimVerdict =
  | { readonly kind: "allowed"; readonly device: Device }
  /** The same claim was allowed before; the answer was lost. */
  | { readonly kind: "allowed-before"; readonly device: Device }
  | { readonly kind: "refused"; readonly detail: Bilingual };

/**
 * Judges a claim: only a device that is expected gets a certificate, and only once; one that was taken from it is never
 * given back.
 *
 * Whether another device was allowed the same certificate is not looked up. AWS does not forbid it for certain: a
 * claimed certificate can be registered for an hour, and the template knows no exclusive attachment. Whoever can do
 * that holds the maker's claim certificate and could claim one for each device as well; revoking either device revokes
 * the certificate for both.
 */
export function judgeClaim(device: Device | undefined, certificateSerial: string): ClaimVerdict {
  if (device === undefined) {
    return refused("没有预先登记这个序列号", "no device with this serial number is expected");
  }
  if (device.revokedAt !== undefined) {
    return refused("这台设备已吊销", "the device was taken out of service");
  }
  if (device.former?.includes(certificateSerial) === true) {
    return refused(
      "这张证书曾属于这台设备，已被吊销；设备须申领新证书",
      "the certificate was the device's before and was revoked: the device has to claim a new one",
    );
  }
  if (isExpected(device)) return { kind: "allowed", device };
  if (device.certificateSerial === certificateSerial && device.claimedAt !== undefined) {
    return { kind: "allowed-before", device };
  }
  return refused(
    "这台设备已有证书，可能有人冒用其序列号；若设备丢失了证书，请先吊销再重新登记",
    "the device has a certificate already: somebody may be using its serial number; if it lost the certificate, revoke it and expect it again",
  );
}

function refused(zh: string, en: string): ClaimVerdict {
  return { kind: "refused", detail: { zh, en } };
}
