import * as z from "zod/mini";
import { id, isoTime } from "./fields.ts";

const text = z.string().check(z.trim(), z.minLength(1), z.maxLength(2000));

/** A care note as it stands for ever: a correction is a note of its own that names the one it corrects. */
export const note = z.object({
  id,
  residentId: id,
  facilityId: id,
  at: isoTime,
  by: z.string(),
  text: z.string(),
  corrects: z.optional(id),
});
export type NoteView = z.infer<typeof note>;

/** POST /api/residents/{id}/notes. The same `id` again by the same person with the same words changes nothing. */
export const newNote = z.strictObject({
  /** Made by the caller, so that a request which is sent twice writes one note. */
  id: z.optional(id),
  text,
  /** The id of the note that this one corrects. */
  corrects: z.optional(id),
});

/** Query of GET /api/residents/{id}/notes: at most 200 a page. */
export const noteQuery = z.strictObject({
  limit: z.pipe(
    z._default(z.string().check(z.regex(/^(?:[1-9]\d?|1\d\d|200)$/)), "50"),
    z.transform((limit: string) => Number(limit)),
  ),
  /** `next` of the page before. */
  before: z.optional(z.string().check(z.regex(/^[0-9TZ:.-]{24}#[A-Za-z0-9_-]{1,64}$/))),
});

/** Newest first. */
export const noteList = z.object({
  items: z.array(note),
  /** There are older ones: ask again with this as `before`. */
  next: z.optional(z.string()),
});
