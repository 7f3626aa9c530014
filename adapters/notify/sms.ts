import type { EpochMs } from "../../domain/model/time.ts";
import type { SmsGateway } from "../../domain/notify/route.ts";
import type { OutgoingMessage, SendOutcome } from "../../domain/ports.ts";
import type { Poster } from "./guarded-post.ts";
import { plainText } from "./plain-text.ts";
import { postSigned } from "./signed-post.ts";

/** Sends a text message to a telephone number in E.164; what Amazon SNS does where there is one. */
export type SmsSender = (phone: string, text: string) => Promise<SendOutcome>;

/** Sends a text message by the operator's own gateway, or by Amazon SNS where this runtime has it. */
export async function sendSms(
  gateway: SmsGateway,
  phone: string,
  message: OutgoingMessage,
  tools: { readonly poster: Poster; readonly sns?: SmsSender; now(): EpochMs },
): Promise<SendOutcome> {
  if (gateway.kind === "sns") {
    return (await tools.sns?.(phone, plainText(message))) ?? { kind: "refused", detail: "sns-not-here" };
  }
  const { id, priority, language } = message;
  const data = { id, phone, priority, language, text: plainText(message) };
  return postSigned(gateway, { type: "anhu.sms", message, data }, tools);
}
