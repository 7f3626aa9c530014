import type { Bilingual } from "../contracts/http/fields.ts";
import type { QuarantineReason } from "../contracts/http/quarantine.ts";
import { parseDeviceTopic } from "../contracts/topics.ts";
import { isCanary } from "../domain/model/canary.ts";
import { type Device, validSerials } from "../domain/model/device.ts";
import type { DeviceConnection } from "./device-connection.ts";

/** Whether a connection may speak for the device it claims to be; a reason to refuse is worth an entry for operators. */
export type Admission =
  | { readonly kind: "admitted"; readonly device: Device }
  | { readonly kind: "refused"; readonly reason: QuarantineReason; readonly detail: Bilingual };

/**
 * Judges a connection. With a certificate, its serial number must be one that the device may speak under: its current
 * one, or one that a rotation offers it. On loopback the name of an enrolled device is enough. A last will may only be
 * the device's own status.
 */
export function judgeAdmission(
  connection: Pick<DeviceConnection, "identity" | "will">,
  device: Device | undefined,
  isRevoked: (serial: string) => boolean,
): Admission {
  if (device === undefined || isCanary(device)) {
    return refused("unknown-device", "这台设备没有入网登记", "no such device is enrolled");
  }
  const { identity, will } = connection;
  const { certificateSerial } = device;
  if (certificateSerial === undefined) {
    return refused(
      "unknown-device",
      "这台设备已预先登记，但还没有证书",
      "the device is expected but has no certificate yet",
    );
  }
  const serial = identity.kind === "certificate" ? identity.serial : certificateSerial;
  if (device.revokedAt !== undefined || isRevoked(serial)) {
    return refused("revoked-certificate", "设备证书已吊销", "the certificate has been revoked");
  }
  if (!validSerials(device).includes(serial)) {
    return refused("revoked-certificate", "设备证书已被新证书取代", "the certificate has been replaced by a newer one");
  }
  const topic = will && parseDeviceTopic(will.topic);
  if (will !== undefined && (topic?.deviceId !== device.id || topic.kind !== "status")) {
    return refused(
      "foreign-topic",
      `遗嘱只能发往自己的状态主题，不能是 ${quoted(will.topic)}`,
      `a last will goes to the device's own status topic, not to ${quoted(will.topic)}`,
    );
  }
  return { kind: "admitted", device };
}

function refused(reason: QuarantineReason, zh: string, en: string): Admission {
  return { kind: "refused", reason, detail: { zh, en } };
}

/** What strangers say is quoted, but not at any length. */
export function quoted(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
