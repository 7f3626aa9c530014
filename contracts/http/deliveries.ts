import * as z from "zod/mini";
import { alertPriorities } from "../../domain/alerts/alert.ts";
import { familyWhats } from "../../domain/family-telling/told.ts";
import { channelKinds } from "../../domain/notify/channel.ts";
import { noticeKinds } from "../../domain/notify/notice.ts";
import { notificationStates } from "../../domain/notify/notification.ts";
import { bilingual, id, isoTime } from "./fields.ts";

/** One call of one recipient by one channel, and what came of it. It names persons, never their addresses. */
export const delivery = z.object({
  id: z.string(),
  /** Of a notice, which has no alert, what it is about. */
  alertId: id,
  /** It told the recipient this about their own work, instead of an alert. */
  notice: z.optional(z.enum(noticeKinds)),
  /** It told a relative this, instead of calling anybody. */
  family: z.optional(z.enum(familyWhats)),
  /** Counts how often the alert's escalation began anew, and its steps, each from 1. */
  round: z.int(),
  step: z.int(),
  to: z.object({ kind: z.enum(["person", "channel"]), id: z.string(), name: z.string() }),
  channel: z.enum(channelKinds),
  priority: z.enum(alertPriorities),
  state: z.enum(notificationStates),
  createdAt: isoTime,
  /** Of the next attempt; only while it is due. */
  dueAt: z.optional(isoTime),
  attempts: z.int(),
  acceptedAt: z.optional(isoTime),
  /** What the last attempt came to, for programs and in words. */
  error: z.optional(z.object({ code: z.string(), message: bilingual })),
  /** Told in one message with others. */
  isGrouped: z.optional(z.literal(true)),
});
export type DeliveryView = z.infer<typeof delivery>;

/** Where a page of the table ended: the row's key and its place in the facility's list, as base64url of JSON. */
const pageEnd = z.string().check(
  z.regex(/^[A-Za-z0-9_+/=-]{1,2000}$/),
  z.refine((text) => {
    try {
      const end: unknown = JSON.parse(atob(text.replaceAll("-", "+").replaceAll("_", "/")));
      if (!Array.isArray(end) || end.length !== 3 || !end.every((part) => typeof part === "string")) return false;
      return end[0] !== "" && end[2] !== "";
    } catch {
      return false;
    }
  }),
);

/** Query of GET /api/facilities/{id}/deliveries; `after` is the `next` of the page before. */
export const deliveryQuery = z.strictObject({
  limit: z.pipe(
    z._default(z.string().check(z.regex(/^(?:[1-9]\d?|1\d\d|200)$/)), "100"),
    z.transform((text: string) => Number(text)),
  ),
  after: z.optional(pageEnd),
});

const items = z.array(delivery);

/** The newest first; `next` is the `after` of the page that follows. */
export const deliveryList = z.object({
  items,
  unreadable: z.optional(z.array(z.string())),
  next: z.optional(z.string()),
});

/** All of an alert, in the order of its steps. */
export const alertNotifications = z.object({ items, unreadable: z.optional(z.array(z.string())) });
