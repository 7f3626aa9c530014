import * as z from "zod/mini";
import { bilingual, id } from "./fields.ts";

/** As many rows as one request may hold. */
export const mostImportRows = 500;

/**
 * POST /api/import: the text of a CSV file with heads in Chinese or English. It is text, so UTF-8: a page decodes GB 18030
 * files itself before it sends them. `dryRun` answers exactly what would happen, and changes nothing.
 */
export const importRequest = z.strictObject({
  kind: z.enum(["residents", "devices"]),
  csv: z.string().check(z.minLength(1), z.maxLength(200_000)),
  dryRun: z._default(z.boolean(), true),
  /** For rows that name no facility themselves, and where the numbers of residents were given. */
  facilityId: z.optional(id),
});

/**
 * One cell that cannot be taken as it is; `row` as a spreadsheet counts, the heads are row 1; `column` under the head that
 * the file has. Without a row: the file.
 */
const fault = z.object({
  row: z.optional(z.int()),
  column: z.optional(z.string()),
  value: z.optional(z.string()),
  messages: bilingual,
});

/**
 * What becomes of each row. With any fault nothing is done at all (`done` is false). Without one each row is done wholly
 * or not at all, and the same file again only completes what is missing.
 */
export const importResult = z.object({
  kind: importRequest.shape.kind,
  dryRun: z.boolean(),
  /** Whether rows were written by this request. */
  done: z.boolean(),
  counts: z.object({
    rows: z.int(),
    new: z.int(),
    unchanged: z.int(),
    different: z.int(),
    refused: z.int(),
  }),
  rows: z.array(
    z.object({
      row: z.int(),
      /** Under which it is registered, or would be: of a resident the number of the table with a mark of the facility. */
      id,
      /** `new`: is (or would be) registered. `unchanged`: was there, just so. `different`: is there with other facts and stays as it is. `refused`: `messages` says why. */
      outcome: z.enum(["new", "unchanged", "different", "refused"]),
      messages: z.optional(bilingual),
    }),
  ),
  faults: z.array(fault),
});
export type ImportResult = z.infer<typeof importResult>;
