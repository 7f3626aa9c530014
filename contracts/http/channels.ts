import * as z from "zod/mini";
import { canary } from "../../domain/model/canary.ts";
import { channelKinds } from "../../domain/notify/channel.ts";
import { bilingual, id, isoTime } from "./fields.ts";
import type { Expectation } from "./problems.ts";

const language = z.enum(["zh", "en"]);
/** A channel or facility; and the canary's, by which test calls go. */
const idOrCanary = z.union([id, z.literal(canary.facilityId)]);

/** A secret as it is shown: whether there is one, and its last four characters where it is long enough to show them. */
export const secretShown = z.object({ isSet: z.boolean(), last4: z.optional(z.string()) });

/** How a channel does: `unused` until something was sent by it, `failing` when its last attempt failed. */
export const channelHealth = z.object({
  state: z.enum(["unused", "working", "failing"]),
  lastAcceptedAt: z.optional(isoTime),
  lastFailedAt: z.optional(isoTime),
  lastError: z.optional(bilingual),
  failuresInARow: z.int(),
});

/** What a channel sends by, without its secrets. */
const settingsShown = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("web-push"), publicKey: z.string(), contact: z.string() }),
  z.object({
    kind: z.literal("email"),
    host: z.string(),
    port: z.int(),
    isTls: z.boolean(),
    user: z.optional(z.string()),
    password: secretShown,
    from: z.string(),
  }),
  z.object({
    kind: z.literal("sms"),
    gateway: z.discriminatedUnion("kind", [
      z.object({ kind: z.literal("sns") }),
      z.object({ kind: z.literal("http"), host: z.string(), url: secretShown, secret: secretShown }),
    ]),
  }),
  z.object({ kind: z.literal("voice"), host: z.string(), url: secretShown, secret: secretShown }),
  z.object({ kind: z.literal("wecom"), host: z.string(), url: secretShown }),
  z.object({ kind: z.literal("dingtalk"), host: z.string(), url: secretShown, secret: secretShown }),
  z.object({ kind: z.literal("webhook"), host: z.string(), url: secretShown, secret: secretShown }),
]);

/** A channel as operators see it; secrets are never shown. */
export const channel = z.object({
  id: idOrCanary,
  name: z.string(),
  /** Absent: for the whole service. */
  facilityId: z.optional(idOrCanary),
  kind: z.enum(channelKinds),
  isOn: z.boolean(),
  language,
  /** Where the pages are, for links in messages. */
  pagesUrl: z.optional(z.string()),
  settings: settingsShown,
  health: channelHealth,
  setAt: isoTime,
  setBy: z.string(),
  version: z.int(),
});
export type ChannelView = z.infer<typeof channel>;

/** Query of GET /api/channels; without a facility all that the caller may set. */
export const channelQuery = z.strictObject({
  facilityId: z.optional(id),
  /** That by which test calls go, and nothing else; for operators of the whole service. */
  testCalls: z.optional(z.literal("1")),
});

export const channelList = z.object({ items: z.array(channel) });

const url = z.string().check(z.maxLength(2000), expecting(isSecureUrl, urlExpected()));
const secret = z.string().check(
  z.maxLength(200),
  expecting((text) => /^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/.test(text), secretExpected()),
);
const host = z.string().check(z.regex(/^[A-Za-z0-9.:-]{1,253}$/));
const email = z.string().check(z.maxLength(254), z.regex(/^[^\s<>"@]+@[^\s<>"@]+$/));

/** A signed gateway; without a secret a new one keeps the one it has, or gets one made. */
const gateway = { url: z.optional(url), secret: z.optional(secret) };

/** What a channel sends by. Secrets that are left out stay as they are; a channel that is new needs its address. */
export const channelSettings = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("email"),
    host,
    port: z.int().check(z.minimum(1), z.maximum(65_535)),
    /** TLS from the first byte (465); otherwise STARTTLS is demanded (587). */
    isTls: z.boolean(),
    user: z.optional(z.string().check(z.maxLength(200))),
    password: z.optional(z.string().check(z.maxLength(200))),
    from: email,
  }),
  z.strictObject({
    kind: z.literal("sms"),
    gateway: z.discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("sns") }),
      z.strictObject({ kind: z.literal("http"), ...gateway }),
    ]),
  }),
  z.strictObject({ kind: z.literal("voice"), ...gateway }),
  z.strictObject({ kind: z.literal("wecom"), url: z.optional(url) }),
  z.strictObject({
    kind: z.literal("dingtalk"),
    url: z.optional(url),
    secret: z.optional(z.string().check(z.maxLength(200))),
  }),
  z.strictObject({ kind: z.literal("webhook"), ...gateway }),
  z.strictObject({
    kind: z.literal("web-push"),
    contact: z.string().check(z.regex(/^(mailto:[^\s@]+@[^\s@]+|https:\/\/\S+)$/), z.maxLength(200)),
  }),
]);
export type ChannelSettingsInput = z.output<typeof channelSettings>;

const name = z.string().check(z.minLength(1), z.maxLength(80));
const version = z.int();

/** POST /api/channels: adds, changes or removes one. What a change leaves out stays as it is. */
export const channelChange = z.discriminatedUnion("do", [
  z.strictObject({
    do: z.literal("add"),
    name,
    facilityId: z.optional(id),
    isOn: z._default(z.boolean(), true),
    language: z._default(language, "zh"),
    pagesUrl: z.optional(url),
    settings: channelSettings,
  }),
  z.strictObject({
    do: z.literal("change"),
    id: idOrCanary,
    version,
    name: z.optional(name),
    isOn: z.optional(z.boolean()),
    language: z.optional(language),
    /** null: no links. */
    pagesUrl: z.optional(z.nullable(url)),
    /** Of the same kind as before. */
    settings: z.optional(channelSettings),
  }),
  /** That of the canary is made again at its next call, and ends in the service itself. */
  z.strictObject({ do: z.literal("remove"), id: idOrCanary, version }),
]);

/** The channel as it is now; absent when it was removed. `newSecret`: one that was made, shown this once. */
export const channelChanged = z.object({ channel: z.optional(channel), newSecret: z.optional(z.string()) });

/** POST /api/channels/{id}/test: to this address, for channels that reach persons; by default the caller's own. */
export const channelTest = z.strictObject({
  phone: z.optional(z.string().check(z.regex(/^\+[1-9]\d{6,14}$/))),
  email: z.optional(email),
});

/** What came of one attempt to send. */
export const sendResult = z.object({
  channel: z.enum(channelKinds),
  /** Which of several, as the person knows it, e.g. `Android · Chrome`. */
  label: z.optional(z.string()),
  outcome: z.enum(["accepted", "retry", "refused"]),
  /** What it was, for programs; absent when it was accepted. */
  code: z.optional(z.string()),
  message: bilingual,
  tookMs: z.int(),
});
export type SendResultView = z.infer<typeof sendResult>;

/** POST /api/me/test-message: by this channel alone, or by all that the caller has. */
export const testMessage = z.strictObject({ channel: z.optional(z.enum(channelKinds)) });
export const testResults = z.object({ items: z.array(sendResult) });

function expecting(isFine: (text: string) => boolean, expected: Expectation) {
  return z.refine<string>(isFine, { params: { ...expected } });
}

/** https, or http to this machine itself; no name or password inside. */
function isSecureUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  if (username !== "" || password !== "") return false;
  const isLoopback = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
  return protocol === "https:" || (protocol === "http:" && isLoopback);
}

function urlExpected(): Expectation {
  return {
    code: "an https address",
    zh: "应为 https:// 地址（仅本机地址可用 http://），且不含用户名和密码",
    en: "must be an https:// address (http:// for this machine only) without a name or password in it",
  };
}

function secretExpected(): Expectation {
  return {
    code: "whsec_ and base64 of 24 to 64 bytes",
    zh: "应为 whsec_ 开头加 24 至 64 字节的 base64；留空则由系统生成",
    en: "must be whsec_ and 24 to 64 bytes in base64; leave it out to have one made",
  };
}
