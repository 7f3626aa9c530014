import type { PublishPacket } from "aedes";
import type { Bilingual } from "../contracts/http/fields.ts";
import type { QuarantineReason } from "../contracts/http/quarantine.ts";
import { type DeviceTopicKind, parseDeviceTopic } from "../contracts/topics.ts";
import { quoted } from "./device-admission.ts";

/** Whether a device may publish this; the retain flag is not looked at, since the box keeps the latest state itself. */
export type Publication =
  | { readonly kind: "allowed"; readonly topicKind: DeviceTopicKind; readonly payload: Uint8Array }
  | {
      readonly kind: "refused";
      readonly reason: QuarantineReason;
      readonly detail: Bilingual;
      readonly topicKind?: DeviceTopicKind;
      readonly payload: Uint8Array;
    };

/** Judges what a device publishes: on its own topics, at QoS 0 or 1, up to `payloadBytes`. */
export function judgePublication(
  deviceId: string,
  packet: Pick<PublishPacket, "topic" | "qos" | "payload">,
  payloadBytes: number,
): Publication {
  const payload = typeof packet.payload === "string" ? Buffer.from(packet.payload) : packet.payload;
  const topic = parseDeviceTopic(packet.topic);
  if (topic === undefined) {
    const name = quoted(packet.topic);
    const detail = { zh: `没有这个主题：${name}`, en: `there is no such topic: ${name}` };
    return { kind: "refused", reason: "wrong-topic", detail, payload };
  }
  const refuse = (reason: QuarantineReason, detail: Bilingual): Publication => ({
    kind: "refused",
    reason,
    detail,
    topicKind: topic.kind,
    payload,
  });
  if (topic.deviceId !== deviceId) {
    return refuse("foreign-topic", {
      zh: `设备 ${deviceId} 不能以 ${topic.deviceId} 的名义发布`,
      en: `device ${deviceId} may not publish as ${topic.deviceId}`,
    });
  }
  if (packet.qos === 2) {
    return refuse("wrong-protocol", { zh: "不支持 QoS 2，请用 QoS 1", en: "QoS 2 is not served; use QoS 1" });
  }
  if (payload.length > payloadBytes) return refuse("too-large", tooLarge(payload.length, payloadBytes));
  return { kind: "allowed", topicKind: topic.kind, payload };
}

/** Names a size and its limit. */
export function tooLarge(bytes: number, limitBytes: number): Bilingual {
  const size = `${Math.ceil(bytes / 1024)} KB`;
  const limit = `${Math.floor(limitBytes / 1024)} KB`;
  return { zh: `消息 ${size}，上限 ${limit}`, en: `the message has ${size}, the limit is ${limit}` };
}
