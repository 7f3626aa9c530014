import * as z from "zod/mini";
import { bilingual, id, isoTime } from "./fields.ts";

/** Why a message was not taken in; `dead-letter` is one that a function failed on again and again. */
export const quarantineReasons = [
  "not-utf8",
  "not-json",
  "too-large",
  "too-deep",
  "not-senml",
  "not-an-event",
  "not-a-status",
  "unknown-name",
  "unknown-unit",
  "wrong-value",
  "implausible",
  "too-old",
  "in-the-future",
  "unknown-device",
  "wrong-topic",
  "foreign-topic",
  "device-in-stock",
  "revoked-certificate",
  "claim-refused",
  "wrong-protocol",
  "rate-limited",
  "dead-letter",
] as const;
export type QuarantineReason = (typeof quarantineReasons)[number];

export const quarantineEntry = z.object({
  id,
  at: isoTime,
  /** As far as it is known: what the certificate says. */
  deviceId: z.optional(z.string()),
  topicKind: z.optional(z.string()),
  reason: z.enum(quarantineReasons),
  /** What is wrong, where, and what was expected. */
  detail: bilingual,
  /** The first 1 KB, base64. */
  sample: z.optional(z.string()),
  /** When a dead letter was taken in after all. */
  redeliveredAt: z.optional(isoTime),
});
export type QuarantineView = z.infer<typeof quarantineEntry>;

/** Query of GET /api/quarantine: how many entries, at most 500; 100 unless told. */
export const quarantineQuery = z.strictObject({
  limit: z.pipe(
    z._default(z.string().check(z.regex(/^(?:[1-9]\d?|[1-4]\d\d|500)$/)), "100"),
    z.transform((text: string) => Number(text)),
  ),
});

/** Newest first. `counts` are of all refusals of the last 7 days, also of those beyond the stored sample. */
export const quarantineList = z.object({
  items: z.array(quarantineEntry),
  counts: z.record(z.string(), z.int()),
});
