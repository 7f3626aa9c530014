import * as z from "zod/mini";
import { isoTime } from "./fields.ts";

const base64url = (length: number) => z.string().check(z.regex(new RegExp(`^[A-Za-z0-9_-]{${length}}={0,2}$`)));

/** POST /api/me/pushes: what `PushSubscription.toJSON()` of the browser says. The same endpoint again changes its label. */
export const pushAdded = z.strictObject({
  endpoint: z.string().check(z.maxLength(1000), z.regex(/^https:\/\/[^\s/@]+\/\S*$/)),
  expirationTime: z.optional(z.nullable(z.number())),
  /** An uncompressed P-256 point (65 bytes) and 16 bytes. */
  keys: z.strictObject({ p256dh: base64url(87), auth: base64url(22) }),
  /** What it is, as the person knows it, e.g. `Android · Chrome`. */
  label: z.optional(z.string().check(z.maxLength(60))),
});

/** POST /api/me/pushes/remove: by endpoint (this browser) or by id (another one of one's own). */
export const pushRemoved = z.strictObject({
  endpoint: z.optional(z.string().check(z.maxLength(1000))),
  id: z.optional(z.string().check(z.maxLength(64))),
});

/** The caller's browsers that are woken; their addresses are not shown. */
export const pushList = z.object({
  items: z.array(z.object({ id: z.string(), label: z.optional(z.string()), addedAt: isoTime })),
});

/** The `applicationServerKey` for `pushManager.subscribe`. */
export const pushKey = z.object({ publicKey: z.string() });
