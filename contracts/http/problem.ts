import * as z from "zod/mini";
import { bilingual } from "./fields.ts";

/**
 * RFC 9457 problem details, media type `application/problem+json`. `title` and `detail` follow Accept-Language (zh
 * unless en is asked for); `messages` carries both.
 */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  /** Stable, e.g. `unknown-resident`, `invalid-request`, `already-resolved`. */
  code: z.string(),
  messages: bilingual,
  /** The id of what stands in the way, where the caller may see it: of `referral-open` the referral to go on with. */
  about: z.optional(z.string()),
  /** For invalid requests: where, what was expected. */
  errors: z.optional(z.array(z.object({ pointer: z.string(), expected: z.string(), messages: bilingual }))),
});
export type Problem = z.infer<typeof problem>;
