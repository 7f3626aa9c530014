import type { EpochMs } from "../../domain/model/time.ts";
import type { HttpGateway } from "../../domain/notify/route.ts";
import type { OutgoingMessage, SendOutcome } from "../../domain/ports.ts";
import type { Poster } from "./guarded-post.ts";
import { postSigned } from "./signed-post.ts";

/** Tells a system by a signed webhook. */
export async function sendWebhook(
  gateway: HttpGateway,
  message: OutgoingMessage,
  tools: { readonly poster: Poster; now(): EpochMs },
): Promise<SendOutcome> {
  const { id, title, body, path, link, priority, language, at, tag } = message;
  const data = { id, tag, priority, language, title, body, path, link, at: new Date(at).toISOString() };
  return postSigned(gateway, { type: "anhu.alert", message, data }, tools);
}
