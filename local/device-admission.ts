import type { Bilingual } from "../contracts/http/fields.ts";
import type { QuarantineReason } from "../contracts/http/quarantine.ts";
import { parseDeviceTopic } from "../contracts/topics.ts";
import type { Device } from "../domain/model/device.ts";
import type { DeviceConnection } from "./device-connection.ts";

/** Whether a connection may speak for the device it claims to be; a reason to refuse is worth an entry for operators. */
export type Admission =
  | { readonly kind: "admitted"; readonly device: Device }
  | { readonly kind: "refused"; readonly reason: QuarantineReason; readonly detail: Bilingual };

/**
 * Judges a connection. With a certificate, its serial number must be the device's current one; on loopback the name of
 * an enrolled device is enough. A last will may only be the device's own status.
 */
export function judgeAdmission(
  connection: Pick<DeviceConnection, "identity" | "will">,
  device: Device | undefined,
  isRevoked: (serial: string) => boolean,
): Admission {
  if (device === undefined) {
    return refused("unknown-device", "这台设备没有入网登记", "no such device is enrolled");
  }
  const { identity, will } = connection;
  const serial = identity.kind === "certificate" ? identity.serial : device.certificateSerial;
  if (device.revokedAt !== undefined || isRevoked(serial)) {
    return refused("revoked-certificate", "设备证书已吊销", "the certificate has been revoked");
  }
  if (serial !== device.certificateSerial) {
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
