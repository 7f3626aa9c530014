import { createHash } from "node:crypto";
import webPush from "web-push";
import type { PushMessage } from "../../contracts/push-message.ts";
import type { AlertPriority } from "../../domain/alerts/alert.ts";
import type { PushSubscription } from "../../domain/model/person.ts";
import { hour, minute, second } from "../../domain/model/time.ts";
import type { VapidKeys } from "../../domain/notify/route.ts";
import type { OutgoingMessage, SendOutcome } from "../../domain/ports.ts";
import { outcomeOfStatus, type Poster } from "./guarded-post.ts";

/**
 * For how long a push service keeps it for a phone that is off: no longer than the step that asked for it matters, so that
 * nobody is woken by what others answered long ago.
 */
const keptForMs: Readonly<Record<AlertPriority, number>> = { high: 5 * minute, medium: 15 * minute, low: hour };
/** Only `high` wakes a phone that sleeps. */
const urgency = { high: "high", medium: "high", low: "normal" } as const satisfies Record<AlertPriority, string>;

/** Wakes a browser (RFC 8030), encrypted for it alone (RFC 8291) and signed as this service (RFC 8292). */
export async function sendWebPush(
  { keys, subscription }: { readonly keys: VapidKeys; readonly subscription: PushSubscription },
  message: OutgoingMessage,
  poster: Poster,
): Promise<SendOutcome> {
  const { endpoint, p256dh, auth } = subscription;
  const details = detailsOf({ endpoint, keys: { p256dh, auth } }, keys, message);
  if (details === undefined) return { kind: "refused", detail: "bad-subscription" };
  const answer = await poster.post({ url: endpoint, ...details, by: "user" });
  const outcome = outcomeOfStatus(answer);
  const isGone = answer.kind === "answered" && (answer.status === 404 || answer.status === 410);
  return outcome.kind === "refused" && isGone ? { ...outcome, gone: true } : outcome;
}

/** Undefined when a key is none. */
function detailsOf(
  subscription: webPush.PushSubscription,
  keys: VapidKeys,
  message: OutgoingMessage,
): { readonly headers: Readonly<Record<string, string>>; readonly body: Uint8Array } | undefined {
  try {
    const { headers, body } = webPush.generateRequestDetails(subscription, JSON.stringify(payloadOf(message)), {
      vapidDetails: { subject: keys.contact, publicKey: keys.publicKey, privateKey: keys.privateKey },
      TTL: (message.keepMs ?? keptForMs[message.priority]) / second,
      urgency: urgency[message.priority],
      topic: createHash("sha256").update(message.tag).digest("base64url").slice(0, 32),
      contentEncoding: "aes128gcm",
    });
    return {
      headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)])),
      body,
    };
  } catch {
    return undefined;
  }
}

function payloadOf({ id, title, body, path, tag, priority, language, at }: OutgoingMessage): PushMessage {
  return { id, title, body, path, tag, priority, language, at };
}
