import type { EpochMs } from "../../domain/model/time.ts";
import type { HttpGateway } from "../../domain/notify/route.ts";
import type { OutgoingMessage, SendOutcome } from "../../domain/ports.ts";
import type { Poster } from "./guarded-post.ts";
import { spokenText } from "./plain-text.ts";
import { postSigned } from "./signed-post.ts";

/** Has a telephone called and the message read out, by the operator's own gateway. */
export async function sendVoice(
  gateway: HttpGateway,
  phone: string,
  message: OutgoingMessage,
  tools: { readonly poster: Poster; now(): EpochMs },
): Promise<SendOutcome> {
  const { id, priority, language } = message;
  const data = { id, phone, priority, language, text: spokenText(message) };
  return postSigned(gateway, { type: "anhu.voice", message, data }, tools);
}
