import type { Bilingual } from "../../contracts/http/fields.ts";
import type { QuarantineReason } from "../../contracts/http/quarantine.ts";
import { type Refusal, sampleOf } from "../../contracts/payload.ts";
import type { EpochMs } from "../../domain/model/time.ts";
import type { QuarantineRecord } from "../../stores/quarantine-store.ts";
import type { DeviceMessage } from "../shell/events.ts";

const detailsShown = 3;

/**
 * What goes into quarantine of a message: one record per reason, whatever number of readings it concerns. The ids
 * follow from the message, so that a redelivery finds them there already.
 */
export function quarantineRecordsOf(message: DeviceMessage, refusals: readonly Refusal[]): readonly QuarantineRecord[] {
  const byReason = new Map<QuarantineReason, Bilingual[]>();
  for (const { reason, detail } of refusals) {
    const details = byReason.get(reason);
    if (details === undefined) byReason.set(reason, [detail]);
    else details.push(detail);
  }
  return Array.from(byReason, ([reason, details]) => ({
    id: quarantineIdOf(message.messageId, reason),
    at: message.receivedAt,
    deviceId: message.deviceId,
    topicKind: message.topicKind,
    reason,
    detail: summaryOf(details),
    sample: sampleOf(message.payload),
  }));
}

/** A record of a batch that is no device message at all. */
export function unreadableRecordOf(recordId: string, bytes: Uint8Array, at: EpochMs): QuarantineRecord {
  const detail = { zh: "消息外层信封无法读取", en: "the envelope around the message cannot be read" };
  return { id: quarantineIdOf(recordId, "not-json"), at, reason: "not-json", detail, sample: sampleOf(bytes) };
}

/** For a message of a device, or about a resident, that nobody registered. */
export function unknownDevice(deviceId: string): Refusal {
  return {
    reason: "unknown-device",
    detail: {
      zh: `设备 ${deviceId} 未登记，或其服务对象不存在`,
      en: `device ${deviceId} is not enrolled, or its resident does not exist`,
    },
  };
}

/** For a message of a device that was taken out of service. */
export function revokedDevice(deviceId: string): Refusal {
  return {
    reason: "revoked-certificate",
    detail: { zh: `设备 ${deviceId} 的证书已吊销`, en: `the certificate of device ${deviceId} is revoked` },
  };
}

/** For a message of a device that watches nobody. */
export function deviceInStock(deviceId: string): Refusal {
  return {
    reason: "device-in-stock",
    detail: {
      zh: `设备 ${deviceId} 在库存中，没有分配给服务对象`,
      en: `device ${deviceId} is in stock: it watches nobody`,
    },
  };
}

/** For a message that reached a function which does not read its topic. */
export function wrongTopic(topicKind: string, expected: string): Refusal {
  return {
    reason: "wrong-topic",
    detail: {
      zh: `此消息应发到 ${expected} 主题，实际为 ${topicKind}`,
      en: `this message belongs on topic ${expected}, it came on ${topicKind}`,
    },
  };
}

/** For what fails again and again however often it is delivered. */
export function deadLetter(code: string): Refusal {
  return {
    reason: "dead-letter",
    detail: { zh: `消息已收到但无法保存（${code}）`, en: `the message was received but cannot be stored (${code})` },
  };
}

/** Fits the API's ids whatever the broker's message ids look like. */
function quarantineIdOf(messageId: string, reason: QuarantineReason): string {
  return `${messageId.replaceAll(/[^A-Za-z0-9_-]/g, "-").slice(-40)}-${reason}`;
}

function summaryOf(details: readonly Bilingual[]): Bilingual {
  const shown = details.slice(0, detailsShown);
  const more = details.length - shown.length;
  return {
    zh: shown.map(({ zh }) => zh).join("；") + (more === 0 ? "" : `；另有 ${more} 处`),
    en: shown.map(({ en }) => en).join("; ") + (more === 0 ? "" : `; and ${more} more`),
  };
}
