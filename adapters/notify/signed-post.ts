import { Webhook } from "standardwebhooks";
import type { EpochMs } from "../../domain/model/time.ts";
import type { HttpGateway } from "../../domain/notify/route.ts";
import type { OutgoingMessage, SendOutcome } from "../../domain/ports.ts";
import { outcomeOfStatus, type Poster } from "./guarded-post.ts";

/** What kinds of message gateways get; they stand in `type`. */
export type MessageType = "anhu.alert" | "anhu.sms" | "anhu.voice";

/**
 * Posts a message as JSON, signed by Standard Webhooks: `webhook-id` is the message's id, the same for every attempt. Any
 * 2xx counts as taken.
 */
export async function postSigned(
  gateway: HttpGateway,
  sent: {
    readonly type: MessageType;
    readonly message: OutgoingMessage;
    readonly data: Readonly<Record<string, string | undefined>>;
  },
  { poster, now }: { readonly poster: Poster; now(): EpochMs },
): Promise<SendOutcome> {
  const at = new Date(now());
  const body = JSON.stringify({ type: sent.type, timestamp: at.toISOString(), data: sent.data });
  const signature = signed(gateway.secret, sent.message.id, at, body);
  if (signature === undefined) return { kind: "refused", detail: "bad-secret" };
  const headers = {
    "content-type": "application/json",
    "webhook-id": sent.message.id,
    "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
    "webhook-signature": signature,
  };
  return outcomeOfStatus(await poster.post({ url: gateway.url, headers, body, by: "operator" }));
}

/** Undefined when the secret is none. */
function signed(secret: string, id: string, at: Date, body: string): string | undefined {
  try {
    return new Webhook(secret).sign(id, at, body);
  } catch {
    return undefined;
  }
}
