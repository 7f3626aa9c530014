import * as z from "zod/mini";
import { retentionClassNames } from "../../domain/retention/classes.ts";
import { erasedKinds } from "../../domain/retention/erasure.ts";
import { bilingual, isoTime } from "./fields.ts";

/** Why somebody says something; it is kept with it. */
const reason = z.string().check(z.trim(), z.minLength(2), z.maxLength(200));

/** POST /api/residents/{id}/legal-hold: nothing of the resident is deleted while it stands. */
export const legalHoldChange = z.strictObject({ hold: z.boolean(), reason });

/**
 * POST …/erasure. Without `confirm` it says what would become of everything and changes nothing; `confirm` repeats the id
 * of whose data are erased, since nobody can take it back.
 */
export const erasureRequest = z.strictObject({ confirm: z.optional(z.string().check(z.maxLength(200))) });

const until = z.optional(isoTime);

/** What becomes, or became, of how many items of one part of the data. */
const erasedPart = z.object({
  part: z.string(),
  holds: bilingual,
  class: z.enum(retentionClassNames as [string, ...string[]]),
  /** The class by name, and where its period stands written. */
  rule: z.object({ label: bilingual, source: z.string() }),
  count: z.int(),
  end: z.enum(["deleted", "archived", "anonymised", "kept"]),
  until,
});

export const erasureAnswer = z.object({
  /** `planned`: nothing was changed. `under-way`: the hourly run goes on with it. */
  state: z.enum(["planned", "erased", "under-way"]),
  erasureId: z.optional(z.string()),
  parts: z.array(erasedPart),
});

const legalHold = z.object({ reason: z.string(), setAt: isoTime, setBy: z.string() });

/** GET /api/residents/{id}/retention. */
export const retentionState = z.object({
  /** Absent: none stands. */
  hold: z.optional(legalHold),
  /** When the care ended, from which most clocks count; absent: the resident is in care. */
  serviceEndedAt: until,
  /** What would become of everything if it were erased now; absent while the resident is in care. */
  parts: z.optional(z.array(erasedPart)),
});

export const erasureQuery = z.strictObject({
  limit: z.pipe(
    z._default(z.string().check(z.regex(/^(?:[1-9]\d?|1\d\d|200)$/)), "50"),
    z.transform((text: string) => Number(text)),
  ),
  before: z.optional(z.string().check(z.maxLength(100))),
});

/** GET /api/erasures: ids and counts, no personal data. */
export const erasureList = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(erasedKinds),
      subjectId: z.string(),
      why: z.enum(["request", "time-over", "again"]),
      byId: z.string(),
      at: isoTime,
      doneAt: until,
      parts: z.array(erasedPart),
    }),
  ),
  next: z.optional(z.string()),
});

/** By the names that they have in the document of the API. */
export const retentionSchemas = {
  LegalHoldChange: legalHoldChange,
  RetentionState: retentionState,
  ErasureRequest: erasureRequest,
  ErasureAnswer: erasureAnswer,
  ErasureQuery: erasureQuery,
  ErasureList: erasureList,
} as const;

export type ErasedPartView = z.input<typeof erasedPart>;
export type ErasureAnswer = z.input<typeof erasureAnswer>;
export type RetentionState = z.input<typeof retentionState>;
export type ErasureList = z.input<typeof erasureList>;
