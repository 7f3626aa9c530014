import * as z from "zod/mini";
import { type DeviceKind, deviceKindNames } from "../../domain/model/device.ts";
import { bed } from "./facilities.ts";
import { id } from "./fields.ts";

/**
 * POST /api/search: names, initials of pinyin, beds, devices. It is no GET because what is searched for is mostly a person's
 * name, and addresses are written into logs.
 */
export const searchRequest = z.strictObject({
  q: z.string().check(z.trim(), z.minLength(1), z.maxLength(40)),
});

/** What was found within what the caller may see, the best match first, at most 20 of each kind. */
export const searchResult = z.object({
  residents: z.array(
    z.object({ id, name: z.string(), facilityId: id, bed: z.optional(bed), dischargedAt: z.optional(z.string()) }),
  ),
  devices: z.array(
    z.object({
      id,
      kind: z.enum(deviceKindNames as [DeviceKind, ...DeviceKind[]]),
      facilityId: id,
      resident: z.optional(z.object({ id, name: z.string() })),
    }),
  ),
  beds: z.array(z.extend(bed, { facilityId: id, resident: z.optional(z.object({ id, name: z.string() })) })),
  facilities: z.array(z.object({ id, name: z.string() })),
  /** There is more than is shown: type on. */
  hasMore: z.boolean(),
});
export type SearchResult = z.infer<typeof searchResult>;
