import * as z from "zod/mini";
import { alertPriorities } from "../domain/alerts/alert.ts";

/**
 * What a push carries to the service worker, as JSON, encrypted for the one browser. It is shown on a locked screen: it
 * names the bed and how urgent it is, never a person, a value or what happened.
 */
export const pushMessage = z.object({
  /** Of the notification; the same when it is sent again. */
  id: z.string(),
  /** E.g. `▲ 高优先级告警 · 3号楼205-1床`. */
  title: z.string(),
  body: z.string(),
  /** Where a tap leads, from the pages' root, e.g. `/alerts/a1`. */
  path: z.string(),
  /** Notifications with the same tag replace one another: one for each alert. */
  tag: z.string(),
  /** `high` stays until it is tapped, sounds again and vibrates. */
  priority: z.enum(alertPriorities),
  language: z.enum(["zh", "en"]),
  /** When the alert called, milliseconds since 1970. */
  at: z.number(),
});
export type PushMessage = z.infer<typeof pushMessage>;
