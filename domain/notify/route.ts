import type { PushSubscription } from "../model/person.ts";

/**
 * By which gateway and to which address a message goes. Secrets come from the channel's settings and never leave the
 * service.
 */
export type NotifyRoute =
  | { readonly channel: "web-push"; readonly keys: VapidKeys; readonly subscription: PushSubscription }
  | { readonly channel: "email"; readonly smtp: SmtpServer; readonly to: string }
  | { readonly channel: "sms"; readonly gateway: SmsGateway; readonly phone: string }
  | { readonly channel: "voice"; readonly gateway: HttpGateway; readonly phone: string }
  | { readonly channel: "wecom"; readonly url: string }
  | { readonly channel: "dingtalk"; readonly url: string; readonly secret?: string }
  | { readonly channel: "webhook"; readonly gateway: HttpGateway };

/** Voluntary Application Server Identification (RFC 8292); base64url. */
export interface VapidKeys {
  readonly publicKey: string;
  readonly privateKey: string;
  /** `mailto:` or `https:`: whom a push service asks when something is wrong. */
  readonly contact: string;
}

export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte; otherwise STARTTLS is required. */
  readonly isTls: boolean;
  readonly user?: string;
  readonly password?: string;
  readonly from: string;
}

/**
 * In the place of a webhook's address: whatever receives test calls of this runtime, and tells nobody. There end the
 * canary's calls, unless its channel names a receiver outside; no channel that people set can have it, since it is no
 * `https:` address.
 */
export const selfTestUrl = "anhu:self-test";

/** An HTTPS endpoint that takes JSON signed by Standard Webhooks. */
export interface HttpGateway {
  readonly url: string;
  /** `whsec_…`. */
  readonly secret: string;
}

export type SmsGateway = { readonly kind: "sns" } | ({ readonly kind: "http" } & HttpGateway);
