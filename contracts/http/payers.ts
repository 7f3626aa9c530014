import * as z from "zod/mini";
import { payers } from "../../domain/beds/conversion.ts";
import { bedUses } from "../../domain/model/facility.ts";
import { id, isoTime } from "./fields.ts";

/** Query of GET /api/facilities/{id}/payers: a month of Asia/Shanghai; this one when none is named. */
export const payersQuery = z.strictObject({
  month: z.optional(z.string().check(z.regex(/^20\d{2}-(?:0[1-9]|1[0-2])$/))),
});

/**
 * GET /api/facilities/{id}/payers: who pays for whose bed and for which use, from when to when; without `from` since before it
 * was recorded, without `until` still. Only a conversion says who pays: elsewhere `payer` is absent.
 */
export const payersOfMonth = z.object({
  facility: z.object({ id, name: z.string() }),
  month: z.string(),
  items: z.array(
    z.object({
      /** The name of those whose record the house has. */
      resident: z.object({ id, name: z.optional(z.string()) }),
      bedId: z.optional(id),
      bedLabel: z.optional(z.string()),
      /** The name of another house, where the bed is there: told only where two pay at once. */
      elsewhere: z.optional(z.string()),
      use: z.optional(z.enum(bedUses)),
      payer: z.optional(z.enum(payers)),
      conversionId: z.optional(id),
      from: z.optional(isoTime),
      until: z.optional(isoTime),
      /** Another bed of the same person is paid for at the same time in this month. */
      overlaps: z.boolean(),
    }),
  ),
  unreadable: z.optional(z.array(z.string())),
});
export type PayersView = z.infer<typeof payersOfMonth>;
