import * as z from "zod/mini";
import { auditClasses, auditDeeds } from "../../domain/audit/entry.ts";
import { bilingual, id, isoTime } from "./fields.ts";

/** By what right somebody looked; further ones may be added. */
export const lookReasons = ["relation", "duty", "part", "break-glass", "operators-command"] as const;

/** Query of GET /api/residents/{id}/looks: one day of Asia/Shanghai. */
export const looksQuery = z.strictObject({
  /** @default the last day on which anybody looked */
  date: z.optional(z.iso.date()),
});

const who = z.object({
  name: z.string(),
  /** In what role, or as whose relative: `护士`, `女儿`. */
  role: bilingual,
  /** Of which house they are; absent for relatives, and for a role for the whole service. */
  facility: z.optional(z.object({ id, name: z.string() })),
});

const how = {
  deed: z.enum(auditDeeds),
  dataClass: z.enum(auditClasses),
  reason: z.enum(lookReasons),
  /** The same in words: `查看病情资料`, `本机构工作`. */
  what: bilingual,
  why: bilingual,
  /** In a list of the facility's residents, in which this one was among others. */
  inList: z.boolean(),
};

/** Who looked at what is known of a resident, or changed it, on one day. */
export const looks = z.object({
  /** The day that is told; absent when nobody ever looked, as far as it is kept. */
  date: z.optional(z.iso.date()),
  /** The day before on which somebody looked: ask again with this as `date`. */
  earlier: z.optional(z.iso.date()),
  /** Each person once for each kind of thing they did, the last first. */
  people: z.array(
    z.object({
      ...how,
      who,
      firstAt: isoTime,
      lastAt: isoTime,
      /** How many entries; one of a page that asks by itself stands for minutes. */
      times: z.int(),
    }),
  ),
  /** The single entries, the last first; at most 500. */
  entries: z.array(
    z.object({
      ...how,
      at: isoTime,
      who,
      /** The same again within so long is told by this one. */
      windowSeconds: z.optional(z.int()),
      /** From where, for staff alone. */
      from: z.optional(z.object({ ip: z.optional(z.string()), agent: z.optional(z.string()) })),
    }),
  ),
  /** There were more than are told. */
  isCut: z.boolean(),
  /** For how many days who looked is kept. */
  keptDays: z.int(),
});
export type LooksView = z.infer<typeof looks>;
